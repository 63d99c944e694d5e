import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { addDays, dayOf } from "#kernel/calendar.ts";
import { newToken, type TokenKind } from "#kernel/ids.ts";
import type { Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { isRefusal } from "#kernel/refusal.ts";
import { realWorld } from "#kernel/world.ts";
import { postgresReads } from "#http/reads.ts";
import type { Identity, Route, RouteAnswer, Tools } from "#http/route.ts";
import { type Group, groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { routingOf } from "#runtime/routing.ts";
import { migrate } from "#store/migrate.ts";
import { slotOf, type Store } from "#store/store.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { itemChanged, itemListed } from "#contexts/catalog/contract.ts";
import { context } from "./context.ts";
import { restoreCoupons } from "./contract.ts";
import { DAY_MS, placed as placedBy, shirt } from "./reactions.desk.ts";
import { routes } from "./routes.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let offsetMs = 0;
const world = realWorld({ offsetMs: () => offsetMs });
const tokenOf = (kind: TokenKind) => newToken(kind, world);
const memberOf = (role: Identity["role"] = "member"): Identity => ({
  memberId: tokenOf("member"),
  name: "Mina",
  email: "mina@example.com",
  role,
  verified: false,
});
const operator = memberOf("operator");

let database: FreshDatabase;
let store: Store;
let group: Group;
let reads: ReturnType<typeof postgresReads>;
let sql: Client;

beforeAll(async () => {
  database = await freshDatabase();
  await migrate({ url: database.url, contexts: [context] });
  store = await postgresStore({
    url: database.url,
    contexts: ["coupon"],
    applicationName: "coupon test",
  });
  const routing = routingOf(["coupon"], [context]);
  group = groupOf({ world, policies: DEFAULT_POLICIES, routing, store, log: silent });
  await group.start();
  reads = postgresReads({ connectionString: database.url });
  sql = new Client({ connectionString: database.url });
  await sql.connect();
  // What the promises across contexts read of order.
  await sql.query(`create schema "order"`);
  await sql.query(`create table "order".orders (order_id text primary key, status text not null)`);
});

afterAll(async () => {
  await group.drain();
  await Promise.all([reads.close(), sql.end(), store.close()]);
  await database.drop();
});

type Asked = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/** What the route answers to that caller: `201 {…}` or the refusal's code. */
async function call(caller: Identity, line: string, asked: Asked = {}): Promise<RouteAnswer> {
  const [method, path] = line.split(" ");
  const route = routes.find((one) => one.method === method && one.path === path) as Route;
  const request = { params: {}, query: {}, body: {}, headers: {}, language: "ko", ...asked };
  return route.handle(request as never, toolsOf(caller));
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

type CouponBody = { readonly couponId: string };
type MemberCouponBody = { readonly memberCouponId: string; readonly status: string };
type Page<Body> = { readonly coupons: readonly Body[]; readonly nextCursor?: string };

const makeCoupon = async (change: object = {}): Promise<string> => {
  const terms = { name: "첫 가입 3,000원", scope: "LINE", type: "FIXED", value: 3_000n };
  const made = await call(operator, "POST /api/coupons", { body: { ...terms, ...change } });
  return (bodyOf(made) as CouponBody).couponId;
};
const issueTo = async ({ memberId }: Identity, change: object = {}): Promise<string> => {
  const couponId = await makeCoupon(change);
  const asked = { params: { couponId }, body: { memberId } };
  const issued = await call(operator, "POST /api/coupons/:couponId/issues", asked);
  return (bodyOf(issued) as MemberCouponBody).memberCouponId;
};

const positions = new Map<string, number>();
/** A message of another process, as the bus brings it. */
async function hear({ definition, body }: Draft): Promise<void> {
  const id = world.id();
  const key = definition.keyOf(body);
  const { type, context: stream } = definition;
  const message: Message = {
    id,
    type,
    version: 1,
    at: world.now(),
    key,
    correlation: id,
    cause: id,
    actor: { role: "system" },
    body,
  };
  const lane = { stream, slot: slotOf(key) };
  const place = `${stream} ${lane.slot}`;
  const position = (positions.get(place) ?? 0) + 1;
  positions.set(place, position);
  const messages = `[${definition.encode(message)}]`;
  await group.deliver(lane, [{ position, count: 1, messages, appliedBy: [] }]);
}

const itemFact = (itemId: string, itemVersion: number, priceMinor: bigint) => ({
  itemId,
  itemVersion,
  partnerId: tokenOf("partner"),
  name: "스탠다드 블랙 스웨트 셔츠",
  size: "100-M",
  priceMinor,
  optionGroups: [],
  saleStatus: "ON_SALE" as const,
  deleted: false,
});
const listItem = async (priceMinor: bigint): Promise<string> => {
  const itemId = tokenOf("item");
  await hear(itemListed(itemFact(itemId, 1, priceMinor)));
  return itemId;
};
const quoteLine = (itemId: string, memberCouponIds: readonly string[], quantity = 1) => ({
  itemId,
  optionIds: [],
  quantity,
  memberCouponIds,
});

/** What is broken now, by promise. */
async function broken(): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, sql: promise } of context.invariants) {
    const now = promise.includes("$1") ? [new Date(world.now())] : [];
    if ((await sql.query(promise, now)).rows.length > 0) names.push(name.split(" ")[0] ?? name);
  }
  return names;
}

describe("quotes", () => {
  test("S1.17 F5 with two coupons is 39,780, and changes nothing", async () => {
    const mina = memberOf();
    const itemId = await listItem(49_800n);
    const coupons = [await issueTo(mina, { type: "RATIO", value: 15n }), await issueTo(mina)];
    const contents = `select json_agg(m order by member_coupon_id)::text as all
                      from coupon.member_coupons m`;
    const before = await sql.query(contents);
    const quote = await call(mina, "POST /api/quotes", {
      body: { lines: [quoteLine(itemId, coupons)] },
    });
    expect(bodyOf(quote)).toEqual({
      lines: [
        {
          lineNo: 1,
          itemId,
          quantity: 1,
          unitListPrice: 49_800n,
          unitDiscountedPrice: 39_780n,
          lineAmount: 39_780n,
          orderDiscountShare: 0n,
        },
      ],
      totalAmount: 39_780n,
      orderDiscount: 0n,
      payableAmount: 39_780n,
      currency: "KRW",
    });
    expect((await sql.query(contents)).rows).toEqual(before.rows);
  });

  test("S1.41 follow the item's price, and know only our copies", async () => {
    const mina = memberOf();
    const itemId = await listItem(10_000n);
    const asked = { body: { lines: [quoteLine(itemId, [], 3)] } };
    expect(bodyOf(await call(mina, "POST /api/quotes", asked))).toMatchObject({
      payableAmount: 30_000n,
    });
    await hear(itemChanged(itemFact(itemId, 2, 12_000n)));
    expect(bodyOf(await call(mina, "POST /api/quotes", asked))).toMatchObject({
      payableAmount: 36_000n,
    });
    const unknown = { body: { lines: [quoteLine(tokenOf("item"), [])] } };
    expect(codeOf(await call(mina, "POST /api/quotes", unknown))).toBe("COMMON_ENTITY_NOT_FOUND");
  });

  test("S3.11 an order coupon is shared; a foreign coupon is not usable", async () => {
    const [mina, jun] = [memberOf(), memberOf()];
    const orderCouponId = await issueTo(mina, { scope: "ORDER", value: 5_000n });
    const lines = [
      quoteLine(await listItem(31_000n), [], 2),
      quoteLine(await listItem(10_000n), []),
    ];
    const asked = { body: { lines, orderCouponId } };
    expect(bodyOf(await call(mina, "POST /api/quotes", asked))).toMatchObject({
      lines: [{ orderDiscountShare: 4_306n }, { orderDiscountShare: 694n }],
      payableAmount: 67_000n,
    });
    expect(codeOf(await call(jun, "POST /api/quotes", asked))).toBe("COUPON_NOT_USABLE");
  });

  test("an amount past the largest is refused", async () => {
    const itemId = await listItem(9_000_000_000_000_000n);
    const asked = { body: { lines: [quoteLine(itemId, [], 2)] } };
    expect(codeOf(await call(memberOf(), "POST /api/quotes", asked))).toBe("AMOUNT_OUT_OF_RANGE");
  });
});

describe("lists", () => {
  test("S1.16 all coupons for anyone, newest first, page by page", async () => {
    const made = [await makeCoupon(), await makeCoupon(), await makeCoupon({ quantity: 7 })];
    const guest = memberOf();
    const first = bodyOf(
      await call(guest, "GET /api/coupons", { query: { limit: 2 } }),
    ) as Page<CouponBody>;
    const query = { limit: 2, cursor: first.nextCursor };
    const second = bodyOf(await call(guest, "GET /api/coupons", { query })) as Page<CouponBody>;
    const seen = [...first.coupons, ...second.coupons].map(({ couponId }) => couponId);
    expect(first.coupons).toHaveLength(2);
    expect(first.coupons[0]).toMatchObject({ quantity: 7, issueStatus: "ISSUABLE" });
    expect(seen.slice(0, 3)).toEqual(made.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
    const forged = { query: { cursor: tokenOf("coupon") } };
    expect(codeOf(await call(guest, "GET /api/coupons", forged))).toBe("COMMON_INVALID_PARAMETER");
  });

  test("S3.4 own coupons by status: AVAILABLE, USED, EXPIRED", async () => {
    const mina = memberOf();
    const today = dayOf(world.now());
    const available = await issueTo(mina);
    const used = await issueTo(mina);
    const dates = { validFrom: addDays(today, -3), validUntil: addDays(today, -1) };
    const past = await issueTo(mina, dates);
    const orderId = tokenOf("order");
    const { memberId } = mina;
    await hear(placedBy({ orderId, memberId, lines: [shirt({ memberCouponIds: [used] })] }));

    const idsWith = async (query: object) =>
      (
        bodyOf(
          await call(mina, "GET /api/my/coupons", { query: { ...query } }),
        ) as Page<MemberCouponBody>
      ).coupons.map((one) => [one.memberCouponId, one.status]);
    expect(await idsWith({})).toEqual([
      [past, "EXPIRED"],
      [used, "USED"],
      [available, "AVAILABLE"],
    ]);
    expect(await idsWith({ status: "AVAILABLE" })).toEqual([[available, "AVAILABLE"]]);
    expect(await idsWith({ status: "USED" })).toEqual([[used, "USED"]]);
    expect(await idsWith({ status: "EXPIRED" })).toEqual([[past, "EXPIRED"]]);
    expect(await idsWith({ limit: 1, cursor: past })).toEqual([[used, "USED"]]);
    const foreign = { query: { cursor: available } };
    expect(codeOf(await call(memberOf(), "GET /api/my/coupons", foreign))).toBe(
      "COMMON_INVALID_PARAMETER",
    );
    await sql.query(`insert into "order".orders values ($1, 'PAID')`, [orderId]);
  });

  test("S1.16 another member's list is forbidden, one's own is not", async () => {
    const [mina, jun] = [memberOf(), memberOf()];
    const path = "GET /api/members/:memberId/coupons";
    const params = { memberId: mina.memberId };
    expect(codeOf(await call(jun, path, { params }))).toBe("AUTH_FORBIDDEN");
    expect(bodyOf(await call(mina, path, { params }))).toEqual({ coupons: [] });
  });
});

test("S3.3 100 coupons, 1,000 members at once: exactly 100 issued, each once", async () => {
  const couponId = await makeCoupon({ quantity: 100 });
  const claims = Array.from({ length: 1_000 }, () =>
    call(memberOf(), "POST /api/coupons/:couponId/claims", { params: { couponId } }),
  );
  const codes = (await Promise.all(claims)).map(codeOf);
  expect(codes.filter((code) => code === "accepted")).toHaveLength(100);
  expect(codes.filter((code) => code === "COUPON_SOLD_OUT")).toHaveLength(900);
  const { rows } = await sql.query(
    `select status, count(*)::int as count, count(distinct member_id)::int as members
     from coupon.member_coupons where coupon_id = $1 group by status`,
    [couponId],
  );
  expect(rows).toEqual([{ status: "AVAILABLE", count: 100, members: 100 }]);
  expect(await broken()).toEqual([]);
});

test("S3.6 past the last day the midnight job expires what was not used", async () => {
  const mina = memberOf();
  const memberCouponId = await issueTo(mina, { validUntil: dayOf(world.now()) });
  offsetMs += DAY_MS;
  const statusOf = async () =>
    (
      await sql.query<{ status: string }>(
        "select status from coupon.member_coupons where member_coupon_id = $1",
        [memberCouponId],
      )
    ).rows[0]?.status;
  await group.lookForDue();
  await expect.poll(statusOf).toBe("EXPIRED");
});

test("S1.31 a restored coupon is AVAILABLE in the database, and its order's row stays", async () => {
  const mina = memberOf();
  const memberCouponId = await issueTo(mina);
  const orderId = tokenOf("order");
  const { memberId } = mina;
  const placed = placedBy({
    orderId,
    memberId,
    lines: [shirt({ memberCouponIds: [memberCouponId] })],
  });
  await hear(placed);
  await group.send(restoreCoupons({ orderId }), { actor: { role: "system" }, requestId: "r" });
  await hear(placed);
  const { rows } = await sql.query(
    `select r.status as redemption, m.status, m.order_id
     from coupon.redemptions r, coupon.member_coupons m
     where r.order_id = $1 and m.member_coupon_id = $2`,
    [orderId, memberCouponId],
  );
  expect(rows).toEqual([{ redemption: "RESTORED", status: "AVAILABLE", order_id: null }]);
  await sql.query(`insert into "order".orders values ($1, 'CANCELLED')`, [orderId]);
});

describe("the promises in SQL", () => {
  test("hold after all of this", async () => {
    expect(await broken()).toEqual([]);
  });

  test.each([
    [
      "I12",
      "a use that no redemption names",
      "delete from coupon.redemptions where status = 'USED'",
    ],
    [
      "I12",
      "a counter that forgot one",
      `update coupon.coupons set issued_quantity = issued_quantity - 1
       where coupon_id in (select coupon_id from coupon.member_coupons limit 1)`,
    ],
    ["I12", "a claim that was lost", "delete from coupon.claims"],
    [
      "I6",
      "a won that got lost in the shares",
      `update coupon.redemptions set order_discount_minor = 1 where status = 'USED'`,
    ],
    ["I5", "a dead order that uses a coupon", `update "order".orders set status = 'REFUNDED'`],
    ["I13", "a live order whose coupon came back", `update "order".orders set status = 'PAID'`],
    ["I13", "an order nobody knows", `delete from "order".orders`],
  ])("%s finds %s", async (promise, _, damage) => {
    await sql.query("begin");
    try {
      await sql.query(damage);
      expect(await broken()).toContain(promise);
    } finally {
      await sql.query("rollback");
    }
  });
});
