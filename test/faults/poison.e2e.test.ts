import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SLOTS, slotOf } from "#store/store.ts";
import { onceOnly } from "../town/people.ts";
import { rawRequest } from "../town/requests.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { settled } from "./crashing.ts";
import { until } from "./insisting.ts";
import {
  deliverAndReceive,
  issueCoupon,
  openShop,
  payAndPrepare,
  placeAndVerify,
  type Shop,
  wholeJourney,
} from "./journey.ts";

let town: Town;
let shop: Shop;

beforeAll(async () => {
  town = await openTown("mixed", WITHOUT_NOTICES);
  shop = await openShop(town);
});
afterAll(() => town.close());

/** Appends a segment to order's log as if order had stated it, and answers its slot. */
async function plant(text: string, key: string, slot = slotOf(key)): Promise<number> {
  await town.sql(
    "order",
    `insert into "order".log (slot, position, count, applied_by, messages, at)
     select $1, coalesce(max(position), 0) + 1, 1, '{}', $2, now()
       from "order".log where slot = $1`,
    [slot, text],
  );
  return slot;
}

const envelope = (type: string, key: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id: randomUUID(),
  type,
  version: 1,
  at: Date.now(),
  key,
  correlation: randomUUID(),
  cause: randomUUID(),
  actor: { role: "system" },
  body: {},
  ...more,
});
const deep = (depth: number): unknown => (depth === 0 ? 1 : { in: deep(depth - 1) });

/** What query cannot read, each planted under a key of its own. */
const MALFORMED: readonly (readonly [string, (key: string) => unknown])[] = [
  ["a number", () => 42],
  ["nothing", () => null],
  ["a list", () => [1, 2]],
  ["an object that is no message", () => ({ hello: "world" })],
  ["a message without a body", (key) => ({ ...envelope("order.closed", key), body: undefined })],
  ["a version of tomorrow", (key) => envelope("order.closed", key, { version: 99 })],
  ["a body of another shape", (key) => envelope("order.closed", key)],
  ["a body too deep", (key) => envelope("order.closed", key, { body: deep(500) })],
  ["a body too big", (key) => envelope("order.closed", key, { body: { x: "x".repeat(300_000) } })],
  ["a time that is none", (key) => envelope("order.closed", key, { at: "yesterday" })],
  ["a key with a zero byte", () => envelope("order.closed", "zero\u0000byte")],
  ["a key of ten thousand letters", () => envelope("order.closed", "k".repeat(10_000))],
  ["a command to query that query does not know", (key) => envelope("query.explode", key)],
];

type Parked = {
  readonly consumer: string;
  readonly key: string;
  readonly type: string;
  readonly reasonClass: string;
  readonly reason: string;
};
const asOperator = async (context: string, method: string, path: string, body?: unknown) =>
  rawRequest(town.processOf(context).url, method, path, {
    token: await town.operator(),
    ...(body === undefined ? {} : { body, headers: onceOnly() }),
  });
/** What waits at a context; its neighbours in the process have parked theirs. */
async function parkedAt(context: string): Promise<readonly Parked[]> {
  const { status, body } = await asOperator(context, "GET", "/ops/parked");
  expect(status).toBe(200);
  const { parked } = body as { readonly parked: readonly Parked[] };
  return parked.filter(({ consumer }) => consumer === context);
}
async function countOfParked(context: string): Promise<number> {
  const answer = await fetch(`${town.processOf(context).url}/metrics`);
  const [, count] = /^bojagi_messages_parked_total (\d+)/m.exec(await answer.text()) ?? [];
  return Number(count ?? 0);
}

test("S1.38 malformed messages are parked with their reason and counted; all lanes flow on", async () => {
  const before = await countOfParked("query");
  for (const [index, [, messageOf]] of MALFORMED.entries()) {
    const key = `poison-${index}`;
    await plant(JSON.stringify([messageOf(key)]), key, index % SLOTS);
  }
  await plant("{{ no JSON", "poison-text", 0);
  await plant(JSON.stringify([envelope("order.exploded", "unheard")]), "unheard");
  const planted = MALFORMED.length + 1;

  const parked = await until("all malformed messages are parked", async () => {
    const found = await parkedAt("query");
    return found.length >= planted ? found : undefined;
  });
  expect(parked).toHaveLength(planted);
  expect(parked.map(({ reasonClass }) => reasonClass)).toEqual(parked.map(() => "unreadable"));
  expect(parked.every(({ reason }) => reason.length > 5)).toBe(true);
  expect(parked.filter(({ type }) => type === "order.exploded")).toEqual([]);
  expect(await countOfParked("query")).toBeGreaterThanOrEqual(before + planted);

  const slots = new Set<number>();
  while (slots.size < SLOTS / 2) {
    slots.add(slotOf(await wholeJourney(shop, await issueCoupon(shop))));
    await settled(town);
  }
  expect(await parkedAt("query")).toHaveLength(planted);
  expect(await town.brokenPromises()).toEqual([]);
});

test("S1.38 several keys are driven at a pace: what five seconds do not reach is left for the next request", async () => {
  const keys = (await parkedAt("query")).map(({ key }) => key).toSorted();
  const [six, more] = [keys.slice(0, 6), { consumer: "query", perSecond: 1 }];
  const drive = async (body: object) =>
    (await asOperator("query", "POST", "/ops/parked/redrives", { ...more, ...body })).body;
  expect(await drive({ keys: six })).toEqual({ tried: 0, stillParked: 5, left: 1, after: six[4] });
  expect(await drive({ keys: six, after: six[4] })).toEqual({ tried: 0, stillParked: 1, left: 0 });
  expect(await parkedAt("query")).toHaveLength(keys.length);
});

test("S1.38 the command line lists, explains, tries, drives and gives up, and says clearly what it cannot", async () => {
  const { url } = town.processOf("query");
  const token = await town.operator();
  const bojagi = async (command: string, more: object = { BOJAGI_TOKEN: token }) => {
    const args = ["bin/bojagi.mjs", "parked", ...command.split(" "), "--url", url];
    const { BOJAGI_OPERATOR: _, ...env } = process.env;
    const run = promisify(execFile)(process.execPath, args, { env: { ...env, ...more } });
    return run.then(
      ({ stdout }) => stdout,
      ({ stderr }: { readonly stderr: string }) => `no: ${stderr}`,
    );
  };
  const parked = await parkedAt("query");
  const isAlone = ({ key }: Parked) => parked.filter((one) => one.key === key).length === 1;
  const first = parked.find((one) => one.type === "order.closed" && isAlone(one));
  const { key, type } = first ?? { key: "", type: "" };
  const named = `--consumer query --key ${key}`;
  const listed = (await bojagi("list --consumer query")).trim().split("\n");
  expect(listed).toHaveLength(new Set(parked.map((one) => one.key)).size);
  expect(listed.join()).toContain(`query  ${key}  ${type}  unreadable  +0`);
  expect(await bojagi(`why ${named}`)).toContain(first?.reason);
  expect(await bojagi(`dry-run ${named}`)).toMatch(/would stay: /);
  expect(await bojagi(`redrive ${named}`)).toBe("0 tried, 1 still parked\n");
  expect(await bojagi(`drop ${named} --why nonsense`)).toBe(`${type} given up, 0 still parked\n`);

  expect(await bojagi(`why ${named}`)).toContain("no: nothing of this key is parked there");
  expect(await bojagi("redrive --consumer query")).toContain("no: name --key or --type");
  expect(await bojagi("list", {})).toContain("no: who asks? set BOJAGI_TOKEN");
  expect(await bojagi("list", { BOJAGI_TOKEN: "stolen" })).toContain("no: 401 AUTH_TOKEN_INVALID");
});

test("what never can be read is given up, first come first, with who did so and why", async () => {
  const drop = (key: string) =>
    asOperator("query", "POST", "/ops/parked/drops", { consumer: "query", key, why: "no message" });
  const before = await parkedAt("query");
  expect(before.length).toBeGreaterThan(0);
  for (const { key } of before) expect((await drop(key)).status).toBe(200);
  expect(await parkedAt("query")).toEqual([]);
  const { body } = await asOperator("query", "GET", "/ops/parked/drops");
  const all = body as { dropped: readonly { key: string; why: string; droppedBy: string }[] };
  const dropped = all.dropped.filter(({ why }) => why !== "nonsense");
  expect(dropped.map(({ key }) => key).toSorted()).toEqual(before.map(({ key }) => key).toSorted());
  expect(dropped.every(({ why, droppedBy }) => why === "no message" && droppedBy !== "")).toBe(
    true,
  );
  expect((await drop(before[0]?.key ?? "")).status).toBe(404);
  expect(await town.brokenPromises()).toEqual([]);
});

const parkedOf = async (key: string): Promise<readonly Parked[]> =>
  (await parkedAt("query")).filter((parked) => parked.key === key);

type Redriven = { readonly tried: number; readonly stillParked: number };
async function redrive(key: string): Promise<Redriven> {
  const { status, body } = await asOperator("query", "POST", "/ops/parked/redrives", {
    consumer: "query",
    key,
  });
  expect(status).toBe(200);
  return body as Redriven;
}

async function shownStatus(orderId: string): Promise<string> {
  const sql = "select status from query.order_views where order_id = $1";
  const [row] = await town.sql<{ status: string }>("query", sql, [orderId]);
  return row?.status ?? "not shown";
}

/** An order that is PREPARED, and known as that everywhere. */
async function preparedOrder(): Promise<string> {
  const placed = await placeAndVerify(shop, await issueCoupon(shop));
  await payAndPrepare(shop, placed);
  await settled(town);
  return placed.orderId;
}

test("S1.38 a message of a version to come blocks its order alone; read at last, all apply in order", async () => {
  const orderId = await preparedOrder();
  const [order] = await town.sql<Record<string, unknown>>(
    "order",
    `select order_id as "orderId", order_number as "orderNumber", member_id as "memberId",
            'SHIPPING' as "orderStatus", service_type as "serviceType", pay_method as "payMethod",
            order_version as "orderVersion" from "order".orders where order_id = $1`,
    [orderId],
  );
  const tomorrow = envelope("order.shipped", orderId, { version: 99, body: order });
  await plant(JSON.stringify([tomorrow]), orderId);
  await until("it is parked", async () =>
    (await parkedOf(orderId)).length > 0 ? true : undefined,
  );

  await deliverAndReceive(shop, orderId);
  const other = await wholeJourney(shop, await issueCoupon(shop));
  await settled(town);
  expect(await shownStatus(other)).toBe("CLOSED");
  expect(await shownStatus(orderId)).toBe("PREPARED");
  const [first, ...later] = await parkedOf(orderId);
  expect(first).toMatchObject({ type: "order.shipped", reasonClass: "unreadable" });
  expect(first?.reason).toContain("version 99");
  expect(later.length).toBeGreaterThanOrEqual(3);
  expect(new Set(later.map(({ reasonClass }) => reasonClass))).toEqual(new Set(["waiting"]));

  expect(await redrive(orderId)).toMatchObject({ tried: 0, stillParked: later.length + 1 });
  expect(await shownStatus(orderId)).toBe("PREPARED");

  // As a build that knows the version would read it.
  await town.sql(
    "query",
    `update query.parked set message = replace(message::text, '"version":99', '"version":1')::json
      where key = $1 and reason_class = 'unreadable'`,
    [orderId],
  );
  expect(await redrive(orderId)).toMatchObject({ tried: later.length + 1, stillParked: 0 });
  expect(await shownStatus(orderId)).toBe("CLOSED");
  expect(await town.brokenPromises()).toEqual([]);
});

test("S1.38 what the database refuses is parked alone, and applied in order once it is accepted", async () => {
  const placed = await placeAndVerify(shop, await issueCoupon(shop));
  await settled(town);
  const { orderId } = placed;
  await town.sql(
    "query",
    `alter table query.order_views add constraint sick
       check (order_id <> '${orderId}' or status = 'AWAITING_PAYMENT')`,
  );
  await payAndPrepare(shop, placed);
  const other = await preparedOrder();
  await deliverAndReceive(shop, orderId);
  await settled(town);
  expect(await shownStatus(other)).toBe("PREPARED");
  expect(await shownStatus(orderId)).toBe("AWAITING_PAYMENT");
  const [first, ...later] = await parkedOf(orderId);
  expect(first).toMatchObject({ type: "order.paid", reasonClass: "refused_by_database" });
  expect(later.length).toBeGreaterThanOrEqual(4);

  const stillSick = await redrive(orderId);
  expect(stillSick.stillParked).toBe(later.length + 1);
  expect(await shownStatus(orderId)).toBe("AWAITING_PAYMENT");

  await town.sql("query", "alter table query.order_views drop constraint sick");
  expect((await redrive(orderId)).stillParked).toBe(0);
  expect(await shownStatus(orderId)).toBe("CLOSED");
  expect(await town.brokenPromises()).toEqual([]);
});
