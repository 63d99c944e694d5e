import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { codecOf } from "#kernel/codec.ts";
import { newToken, type TokenKind } from "#kernel/ids.ts";
import type { Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { isRefusal } from "#kernel/refusal.ts";
import type { Shape } from "#kernel/schema.ts";
import { realWorld } from "#kernel/world.ts";
import { deliveryContext } from "#contexts/delivery/context.ts";
import { cancelShipments } from "#contexts/delivery/contract.ts";
import { paymentContext } from "#contexts/payment/context.ts";
import { charge, refundPayment } from "#contexts/payment/contract.ts";
import { context as wallet } from "#contexts/wallet/context.ts";
import { postgresReads } from "#http/reads.ts";
import type { Identity, Route, RouteAnswer, Tools } from "#http/route.ts";
import { type Group, groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { routingOf } from "#runtime/routing.ts";
import { checkCollections } from "#store/conformity.ts";
import { migrate } from "#store/migrate.ts";
import { slotOf, type Store } from "#store/store.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { BREAKAGES } from "./breakages.ts";
import { dalPottery, haneulTea, placed, prepared } from "./orders.ts";
import { type FreshDatabase, freshDatabase } from "./postgres.ts";

const contexts = [paymentContext(), wallet, deliveryContext()];
const forced = new Set<string>();
const world = realWorld({ faults: (name) => forced.has(name) });
const tokenOf = (kind: TokenKind) => newToken(kind, world);

let database: FreshDatabase;
let store: Store;
let group: Group;
let reads: ReturnType<typeof postgresReads>;
let sql: Client;

beforeAll(async () => {
  database = await freshDatabase();
  await migrate({ url: database.url, contexts });
  const names = contexts.map(({ name }) => name);
  store = await postgresStore({ url: database.url, contexts: names, applicationName: "test" });
  const routing = routingOf(names, contexts);
  group = groupOf({ world, policies: DEFAULT_POLICIES, routing, store, log: silent });
  await group.start();
  reads = postgresReads({ connectionString: database.url });
  sql = new Client({ connectionString: database.url });
  await sql.connect();
  // What the promises across contexts read of order.
  await sql.query(`create schema "order"`);
  await sql.query(`create table "order".orders (
    order_id text primary key, status text not null, pay_method text not null,
    payable_amount_minor bigint not null, refunded_amount_minor bigint not null default 0,
    lines json not null default '[]', line_cancels json)`);
});

afterAll(async () => {
  await group.drain();
  await Promise.all([reads.close(), sql.end(), store.close()]);
  await database.drop();
});

afterEach(() => forced.clear());

const person = (role: Identity["role"], partnerId?: string): Identity => ({
  memberId: tokenOf("member"),
  name: "Mina",
  email: "mina@example.com",
  role,
  partnerId,
  verified: false,
});
const operator = person("operator");

type Asked = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

async function call(caller: Identity, line: string, asked: Asked = {}): Promise<RouteAnswer> {
  const [method, path] = line.split(" ");
  const route = contexts
    .flatMap(({ routes }) => routes)
    .find((one) => one.method === method && one.path === path) as Route;
  const request = { params: {}, query: {}, body: {}, headers: {}, language: "ko", ...asked };
  const answer = await route.handle(request as never, toolsOf(caller));
  if (!isRefusal(answer) && "body" in answer) expectFit(route, answer);
  return answer;
}

/** What is answered is what the document says. */
function expectFit(route: Route, { status, body }: { status: number; body?: unknown }): void {
  const sent = JSON.stringify(body, (_, value: unknown) =>
    typeof value === "bigint" ? Number(value) : value,
  );
  const fits = codecOf(route.answers[status] as Shape).fits(JSON.parse(sent));
  expect(fits ? "fits" : sent).toBe("fits");
}

const actorOf = ({ role, memberId }: Identity) => ({ role, memberId });
const toolsOf = (identity: Identity): Tools => ({
  identity,
  caller: identity,
  actor: actorOf(identity),
  send: (draft, { fresh } = {}) =>
    group.send(draft, { actor: actorOf(identity), requestId: world.id(), fresh }),
  ask: () => Promise.resolve(undefined),
  read: reads.query,
  cached: (_, __, make) => make(),
  watch: group.watch,
  now: world.now,
  token: tokenOf,
  secret: () => "",
  policies: DEFAULT_POLICIES,
  signal: new AbortController().signal,
});

const bodyOf = (answer: RouteAnswer): unknown => {
  if (isRefusal(answer) || !("body" in answer)) throw new Error(JSON.stringify(answer));
  return answer.body;
};
const codeOf = (answer: RouteAnswer) => (isRefusal(answer) ? answer.refusal : "accepted");

const positions = new Map<string, number>();
/** A fact of another process, as the bus brings it. */
async function hear({ definition, body }: Draft): Promise<void> {
  const id = world.id();
  const { type, context: stream } = definition;
  const key = definition.keyOf(body);
  const rest = { correlation: id, cause: id, actor: { role: "system" as const }, body };
  const message: Message = { id, type, version: 1, at: world.now(), key, ...rest };
  const lane = { stream, slot: slotOf(key) };
  const position = (positions.get(`${stream} ${lane.slot}`) ?? 0) + 1;
  positions.set(`${stream} ${lane.slot}`, position);
  const messages = `[${definition.encode(message)}]`;
  await group.deliver(lane, [{ position, count: 1, messages, appliedBy: [] }]);
}

const tell = async (draft: Draft) =>
  (await group.send(draft, { actor: { role: "system" }, requestId: world.id() })).answer;

/** The same fact, of another order. */
const of = (orderId: string, draft: Draft): Draft => ({
  ...draft,
  body: { ...(draft.body as object), orderId },
});

/** The order as order would keep it, for the promises that join it. */
const orderStands = (orderId: string, status: string, payableMinor: number) =>
  sql.query(
    `insert into "order".orders values ($1, $2, 'WALLET', $3,
       case $2 when 'REFUNDED' then $3::bigint else 0 end)
     on conflict (order_id) do update
       set status = excluded.status, refunded_amount_minor = excluded.refunded_amount_minor`,
    [orderId, status, payableMinor],
  );

async function broken(): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, sql: promise } of contexts.flatMap(({ invariants }) => invariants)) {
    const now = promise.includes("$1") ? [new Date(world.now())] : [];
    if ((await sql.query(promise, now)).rows.length > 0) names.push(name.split(" ")[0] ?? name);
  }
  return names;
}

test("the schemas are what the code takes them for", async () => {
  const collections = contexts.flatMap((context) => context.collections);
  const ledgers = contexts.flatMap((context) => context.ledgers);
  expect(await checkCollections(database.url, collections, ledgers)).toEqual([]);
});

type Balance = { readonly balance: bigint };
type Entries = {
  readonly entries: readonly { readonly cause: string; readonly amount: bigint }[];
  readonly nextCursor?: string;
};
const balanceOf = async (who: Identity) =>
  (bodyOf(await call(who, "GET /api/wallet")) as Balance).balance;
const putIn = (who: Identity, amount: bigint) =>
  call(who, "POST /api/wallet/charges", { body: { amount } });
const pay = (who: Identity, orderId: string, amountMinor: bigint) =>
  tell(charge({ orderId, memberId: who.memberId, payMethod: "WALLET", amountMinor, attempt: 1 }));

describe("wallet and payment", () => {
  test("S3.1 the balance is what was put in, less what was paid, plus what came back", async () => {
    const mina = person("member");
    expect(await balanceOf(mina)).toBe(0n);
    expect(bodyOf(await putIn(mina, 50_000n))).toMatchObject({ amount: 50_000n, balance: 50_000n });
    const orderId = tokenOf("order");
    await hear(of(orderId, placed({ memberId: mina.memberId })));
    await pay(mina, orderId, 30_000n);
    expect(await balanceOf(mina)).toBe(20_000n);
    await orderStands(orderId, "PAID", 30_000);
    expect(await broken()).toEqual([]);

    await tell(refundPayment({ orderId, cause: "CANCELLED_BY_MEMBER" }));
    await orderStands(orderId, "REFUNDED", 30_000);
    expect(await balanceOf(mina)).toBe(50_000n);
    const { entries } = bodyOf(await call(mina, "GET /api/wallet/entries")) as Entries;
    expect(entries.map(({ cause, amount }) => [cause, amount])).toEqual([
      ["REFUND", 30_000n],
      ["PAYMENT", -30_000n],
      ["CHARGE", 50_000n],
    ]);
    expect(entries[0]).toMatchObject({ orderId, currency: "KRW" });
    expect(await broken()).toEqual([]);
  });

  test("S3.22 three payments at once with funds for one: one is approved, two fail", async () => {
    const mina = person("member");
    await putIn(mina, 30_000n);
    const orderIds = [1, 2, 3].map(() => tokenOf("order"));
    await Promise.all(orderIds.map((orderId) => pay(mina, orderId, 30_000n)));
    const { rows } = await sql.query(
      "select status from payment.payments where order_id = any($1) order by status",
      [orderIds],
    );
    expect(rows.map(({ status }: { status: string }) => status)).toEqual([
      "APPROVED",
      "FAILED",
      "FAILED",
    ]);
    expect(await balanceOf(mina)).toBe(0n);
  });

  test("S3.13 a payment that cannot be recorded leaves no entry", async () => {
    const mina = person("member");
    await putIn(mina, 30_000n);
    const orderId = tokenOf("order");
    await hear(of(orderId, placed({ memberId: mina.memberId })));
    forced.add("payment.record");
    expect(await pay(mina, orderId, 30_000n)).toMatchObject({
      refusal: { refusal: "DEPENDENCY_UNAVAILABLE" },
    });
    const { entries } = bodyOf(await call(mina, "GET /api/wallet/entries")) as Entries;
    expect(entries.map(({ cause }) => cause)).toEqual(["CHARGE"]);
    forced.clear();
    await pay(mina, orderId, 30_000n);
    expect(await balanceOf(mina)).toBe(0n);
  });

  test("a member's movements come page by page, and nobody else's cursor opens them", async () => {
    const [mina, jun] = [person("member"), person("member")];
    for (const amount of [1n, 2n, 3n]) await putIn(mina, amount);
    await putIn(jun, 9n);
    const page = async (who: Identity, cursor?: string) =>
      call(who, "GET /api/wallet/entries", {
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
    const first = bodyOf(await page(mina)) as Entries;
    const second = bodyOf(await page(mina, first.nextCursor)) as Entries;
    const amounts = [first, second].map(({ entries }) => entries.map(({ amount }) => amount));
    expect(amounts).toEqual([[3n, 2n], [1n]]);
    expect(second.nextCursor).toBeUndefined();
    expect(codeOf(await page(jun, first.nextCursor))).toBe("COMMON_INVALID_PARAMETER");
  });

  test("an operator sees all payments, by state and page by page", async () => {
    const mina = person("member");
    const orderIds = [1, 2, 3].map(() => tokenOf("order"));
    for (const orderId of orderIds) await hear(of(orderId, placed({ memberId: mina.memberId })));
    type Page = { readonly payments: readonly { readonly orderId: string }[]; nextCursor?: string };
    const page = async (query: object) =>
      bodyOf(await call(operator, "GET /api/payments", { query: { limit: 2, ...query } })) as Page;
    const first = await page({ status: "OPENED" });
    const second = await page({ status: "OPENED", cursor: first.nextCursor });
    const seen = [...first.payments, ...second.payments].map(({ orderId }) => orderId);
    expect(seen.slice(0, 3)).toEqual(orderIds.toReversed());
    expect(first.payments[0]).toMatchObject({ status: "OPENED", memberId: mina.memberId });
    const query = { cursor: tokenOf("order") };
    expect(codeOf(await call(operator, "GET /api/payments", { query }))).toBe(
      "COMMON_INVALID_PARAMETER",
    );
  });
});

type Shown = { readonly shipmentId: string; readonly status: string; readonly label: string };
type Shipments = { readonly shipments: readonly Shown[]; readonly nextCursor?: string };

describe("delivery", () => {
  const tea = person("seller", haneulTea);
  const pottery = person("seller", dalPottery);
  const POST = { carrier: "Korea Post", trackingNumber: "6012345678901" };
  const shipmentsOf = async (who: Identity, query: object = {}) =>
    (bodyOf(await call(who, "GET /api/shipments", { query: { ...query } })) as Shipments).shipments;
  const at = (shipmentId: string, body?: unknown) => ({ params: { shipmentId }, body });
  const newest = async (who: Identity) => ((await shipmentsOf(who))[0] as Shown).shipmentId;

  test("S0.26 goes step by step, and a skipped one is refused", async () => {
    const orderId = tokenOf("order");
    await hear(of(orderId, prepared(haneulTea)));
    const id = await newest(tea);
    const step = async (name: string, body?: unknown, who = tea) =>
      call(who, `POST /api/shipments/:shipmentId/${name}`, at(id, body));
    expect(codeOf(await step("hand-over", POST))).toBe("COMMON_ILLEGAL_STATUS");
    expect(codeOf(await step("carrier-events", { carrierStatus: "DELIVERED" }, operator))).toBe(
      "COMMON_ILLEGAL_STATUS",
    );
    expect(bodyOf(await step("preparation"))).toMatchObject({ label: "배송준비중" });
    expect(bodyOf(await step("hand-over", { ...POST, lineNos: [1] }))).toMatchObject({
      status: "SHIPPING",
      ...POST,
      lines: [{ label: "배송중" }, { label: "배송준비중" }],
    });
    expect(bodyOf(await step("hand-over", POST))).toMatchObject({ status: "SHIPPING" });
    const said = { carrierStatus: "DELIVERED", at: new Date(world.now()).toISOString() };
    expect(bodyOf(await step("carrier-events", said, operator))).toMatchObject({
      status: "DELIVERED",
      label: "배송완료",
    });
    expect(bodyOf(await call(tea, "GET /api/shipments/:shipmentId", at(id)))).toMatchObject({
      status: "DELIVERED",
      address: { receiverName: "Mina Kim" },
      lines: [{ carrierStatus: "DELIVERED" }, { carrierStatus: "DELIVERED" }],
    });
    expect(await broken()).toEqual([]);
  });

  test("another seller's shipment is not there", async () => {
    await hear(of(tokenOf("order"), prepared(haneulTea)));
    const id = await newest(tea);
    const lines = ["GET /api/shipments/:shipmentId", "POST /api/shipments/:shipmentId/preparation"];
    for (const line of lines) {
      expect(codeOf(await call(pottery, line, at(id)))).toBe("COMMON_ENTITY_NOT_FOUND");
    }
    const query = { cursor: id };
    expect(codeOf(await call(pottery, "GET /api/shipments", { query }))).toBe(
      "COMMON_INVALID_PARAMETER",
    );
    expect((await shipmentsOf(pottery)).map(({ shipmentId }) => shipmentId)).not.toContain(id);
  });

  test("an order of two sellers: each sees one shipment, an operator both; cancelled, both end", async () => {
    const orderId = tokenOf("order");
    await hear(of(orderId, prepared(haneulTea, dalPottery)));
    const [teas, potteries] = [await newest(tea), await newest(pottery)];
    const all = (await shipmentsOf(operator)).slice(0, 2).map(({ shipmentId }) => shipmentId);
    expect(all.toSorted()).toEqual([teas, potteries].toSorted());
    await tell(cancelShipments({ orderId }));
    await orderStands(orderId, "CANCELLED", 0);
    expect((await shipmentsOf(tea, { status: "CANCELLED" }))[0]?.shipmentId).toBe(teas);
    expect(await broken()).toEqual([]);
  });
});

describe("the promises find what breaks them", () => {
  test.each(BREAKAGES)("%s, broken by %s", async (name, statements) => {
    await sql.query("begin");
    try {
      for (const statement of statements) {
        const { rowCount } = await sql.query(statement);
        expect(rowCount).toBeGreaterThan(0);
      }
      expect(await broken()).toContain(name);
    } finally {
      await sql.query("rollback");
    }
    expect(await broken()).toEqual([]);
  });
});
