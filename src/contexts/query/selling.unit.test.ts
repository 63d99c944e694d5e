import { describe, expect, it, test } from "vitest";
import fc from "fast-check";
import { orderCancelled, orderPaid, orderPlaced, orderRefunded } from "#contexts/order/contract.ts";
import { addDays, dayOf, startOfDay } from "#kernel/calendar.ts";
import type { BodyOf, Draft } from "#kernel/message.ts";
import { NOON, type Stage, stageOf } from "#test/stage.ts";
import { dailySales, feedRecords, orderViews, popularLists } from "./collections.ts";
import {
  keepPopularList,
  type makePopularList,
  noteTold,
  popularListDue,
  type tellDataPlatform,
} from "./contract.ts";
import { reactionsWith } from "./reactions.ts";
import { saleIdOf } from "./rules/counting.ts";

const idOf = (prefix: string, name: string) => `${prefix}_${name.padEnd(19 - prefix.length, "0")}`;
const TEA = idOf("itm", "tea");
const POT = idOf("itm", "pot");
const ORDER = idOf("ord", "1");
const DAY = dayOf(NOON);
const DAY_MS = 86_400_000;

type Wanted = Readonly<Record<string, number>>;
const ofOrder = (orderId: string) =>
  ({
    orderId,
    orderNumber: "ORD-20260302-000001",
    memberId: idOf("mem", "Mina"),
    serviceType: "STANDARD",
    payMethod: "WALLET",
  }) as const;

const placing = (wanted: Wanted, orderId = ORDER): Draft =>
  orderPlaced({
    ...ofOrder(orderId),
    orderStatus: "PLACED",
    orderVersion: 1,
    autoPay: false,
    orderer: { name: "Mina", phone: "010-1234-5678", email: "mina@people.example" },
    address: {
      receiverName: "Jun",
      receiverPhone: "010-8765-4321",
      receiverZipcode: "04524",
      receiverAddress1: "110 Sejong-daero",
      receiverAddress2: "3F",
      etcMessage: "-",
    },
    lines: Object.entries(wanted).map(([itemId, quantity], index) => ({
      lineNo: index + 1,
      itemId: itemId.slice(0, 20),
      partnerId: idOf("ptn", "Haneul"),
      itemName: "Tea",
      size: "-",
      unitItemPriceMinor: 1_000n,
      options: [],
      quantity,
      unitListPriceMinor: 1_000n,
      memberCouponIds: [],
    })),
    awaits: ["stock", "payment"],
  });
const payment = (orderId = ORDER): Draft =>
  orderPaid({
    ...ofOrder(orderId),
    orderStatus: "PAID",
    orderVersion: 3,
    payableAmountMinor: 1_000n,
  });
const undoing = { cancelReason: "CANCELLED_BY_MEMBER" };
const refund = (orderId = ORDER): Draft =>
  orderRefunded({
    ...ofOrder(orderId),
    ...undoing,
    orderStatus: "REFUNDED",
    orderVersion: 9,
    refundedAmountMinor: 1_000n,
  });
const cancel = (orderId = ORDER): Draft =>
  orderCancelled({
    ...ofOrder(orderId),
    ...undoing,
    orderStatus: "CANCELLED",
    orderVersion: 9,
  });

const stage = (hasFeed = false, policies = {}, hasRanking = false) =>
  stageOf(reactionsWith({ hasFeed, hasRanking }), policies);
/** Pieces and orders of an item on a day. */
const sold = (on: Stage, itemId: string, day = DAY) => {
  const { quantity = 0, orders = 0 } = on.row(dailySales, saleIdOf(day, itemId)) ?? {};
  return [quantity, orders];
};

describe("counting", () => {
  it("S3.17 two orders of 3 and 5 pieces count 3 and 5; a refund takes back what was counted, once", () => {
    const on = stage();
    const other = idOf("ord", "2");
    on.tell(placing({ [TEA]: 3 }));
    on.tell(placing({ [TEA]: 5, [POT]: 1 }, other));
    expect(sold(on, TEA)).toEqual([0, 0]);
    on.tell(payment());
    expect(sold(on, TEA)).toEqual([3, 1]);
    on.tell(payment(other));
    expect([sold(on, TEA), sold(on, POT)]).toEqual([
      [8, 2],
      [1, 1],
    ]);
    on.tell(refund(other));
    on.tell(refund(other));
    expect([sold(on, TEA), sold(on, POT)]).toEqual([
      [3, 1],
      [0, 0],
    ]);
  });

  it("S3.17 an order cancelled before its payment never counts", () => {
    const on = stage();
    on.tell(placing({ [TEA]: 3 }));
    on.tell(cancel());
    on.tell(payment());
    expect(sold(on, TEA)).toEqual([0, 0]);
  });

  it("S3.17 two lines of an item are one order of it", () => {
    const on = stage();
    on.tell(placing({ [`${TEA} large`]: 2, [`${TEA} small`]: 1 }));
    on.tell(payment());
    expect(sold(on, TEA)).toEqual([3, 1]);
  });

  it("S3.17 an order counts on the day of its payment, and is taken from that day much later", () => {
    const on = stage();
    const lateAt = startOfDay(DAY) + DAY_MS - 1;
    on.tell(placing({ [TEA]: 3 }));
    on.tell(payment(), { at: lateAt });
    expect([sold(on, TEA), sold(on, TEA, addDays(DAY, 1))]).toEqual([
      [3, 1],
      [0, 0],
    ]);
    on.tell(refund(), { at: lateAt + 3 * DAY_MS });
    expect([sold(on, TEA), sold(on, TEA, addDays(DAY, 3))]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(on.row(orderViews, ORDER)?.countedOn).toBeUndefined();
  });

  test("whatever comes twice or too late, the sums are those of the orders counted", () => {
    const steps = [payment, refund, cancel];
    const facts = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom(...steps)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(facts, (told) => {
        const on = stage();
        const orderIds = [0, 1, 2].map((n) => idOf("ord", String(n)));
        orderIds.forEach((id, n) => on.tell(placing({ [TEA]: n + 1, [POT]: 1 }, id)));
        for (const [n, step] of told) on.tell(step(orderIds[n]));
        const counted = on.rows(orderViews).filter(({ countedOn }) => countedOn !== undefined);
        const pieces = counted.reduce((sum, { orderId }) => sum + Number(orderId[4]) + 1, 0);
        expect(sold(on, TEA)).toEqual([pieces, counted.length]);
        expect(sold(on, POT)).toEqual([counted.length, counted.length]);
      }),
    );
  });
});

describe("the popular list", () => {
  const tomorrow = addDays(DAY, 1);
  const midnight = startOfDay(tomorrow);
  const entries = [{ itemId: TEA, quantity: 3, orders: 1 }];
  const due = { name: "popular-list", key: tomorrow, at: midnight };

  it("S3.19 the first sale of an item on a day sees to it that the next midnight makes a list", () => {
    const on = stage();
    on.tell(placing({ [TEA]: 3 }));
    on.tell(placing({ [TEA]: 3 }, idOf("ord", "2")));
    expect(on.tell(payment()).deadlines).toMatchObject([due]);
    expect(on.tell(payment(idOf("ord", "2"))).deadlines).toEqual([]);
  });

  it("S3.19 at midnight it is asked for once, then stands; the one after follows while it has entries", () => {
    const on = stage(false, { "ranking.size": 7 });
    const asked = on.tell(popularListDue({ asOfDay: tomorrow }), { at: midnight });
    expect(asked.tasks[0]?.command.body as BodyOf<typeof makePopularList>).toEqual({
      asOfDay: tomorrow,
      windowDays: 3,
      size: 7,
    });
    const kept = on.tell(keepPopularList({ asOfDay: tomorrow, entries }), { at: midnight });
    expect(kept.deadlines).toMatchObject([{ key: addDays(DAY, 2), at: midnight + DAY_MS }]);
    on.tell(keepPopularList({ asOfDay: tomorrow, entries: [] }));
    expect(on.row(popularLists, tomorrow)).toEqual({ asOfDay: tomorrow, entries });
    expect(on.tell(popularListDue({ asOfDay: tomorrow }), { at: midnight }).tasks).toEqual([]);
    const empty = keepPopularList({ asOfDay: addDays(DAY, 9), entries: [] });
    expect(on.tell(empty).deadlines).toEqual([]);
  });

  it("S3.19 after days of standing still it is today's list that is made", () => {
    const told = stage().tell(popularListDue({ asOfDay: tomorrow }), { at: midnight + 5 * DAY_MS });
    expect(told.tasks).toEqual([]);
    expect(told.deadlines).toMatchObject([{ key: addDays(DAY, 6) }]);
  });
});

describe("the feed", () => {
  const newsIn = ({ tasks }: ReturnType<Stage["tell"]>) =>
    tasks.map(({ command, id }) => {
      const { kind, at } = command.body as BodyOf<typeof tellDataPlatform>;
      return { id, kind, at };
    });
  const told = (kind: "COMPLETED" | "TAKEN_BACK") => noteTold({ orderId: ORDER, kind });

  it("S3.16 a paid order is news, and one taken back is news only after that was told", () => {
    const on = stage(true);
    on.tell(placing({ [TEA]: 3 }));
    expect(newsIn(on.tell(payment()))).toEqual([
      { id: `${ORDER} COMPLETED`, kind: "COMPLETED", at: NOON },
    ]);
    expect(newsIn(on.tell(refund(), { at: NOON + 5 }))).toEqual([]);
    const next = on.tell(told("COMPLETED"), { at: NOON + 60_000 });
    expect(newsIn(next)).toEqual([{ id: `${ORDER} TAKEN_BACK`, kind: "TAKEN_BACK", at: NOON + 5 }]);
    expect(newsIn(on.tell(told("COMPLETED")))).toEqual([]);
    expect(newsIn(on.tell(told("TAKEN_BACK")))).toEqual([]);
    expect(on.row(feedRecords, ORDER)?.takenBackSentAt).toBe(NOON);
  });

  it("S3.16 an order told as completed and then taken back is told again", () => {
    const on = stage(true);
    on.tell(placing({ [TEA]: 3 }));
    on.tell(payment());
    on.tell(told("COMPLETED"));
    expect(newsIn(on.tell(refund()))).toMatchObject([{ kind: "TAKEN_BACK" }]);
    expect(newsIn(on.tell(refund()))).toEqual([]);
  });

  it("S3.16 unpaid orders, repetitions and platforms without a feed make no news", () => {
    const on = stage(true);
    on.tell(placing({ [TEA]: 3 }));
    expect(newsIn(on.tell(cancel()))).toEqual([]);
    expect(newsIn(on.tell(payment()))).toEqual([]);
    const silent = stage(false);
    silent.tell(placing({ [TEA]: 3 }));
    expect(newsIn(silent.tell(payment()))).toEqual([]);
    expect(newsIn(silent.tell(refund()))).toEqual([]);
    expect(silent.rows(feedRecords)).toEqual([]);
  });
});
