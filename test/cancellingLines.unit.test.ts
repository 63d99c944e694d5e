/**
 * The real decisions of every context about one paid order whose lines are cancelled one by one, all at
 * once, and while they leave: whatever comes late, twice or out of turn, the books agree in the end.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import type { Reaction } from "#runtime/reaction.ts";
import { items as catalogItems, stocks } from "#contexts/catalog/collections.ts";
import { reactions as catalog } from "#contexts/catalog/reactions.ts";
import { memberCoupons } from "#contexts/coupon/collections.ts";
import { reactions as coupon } from "#contexts/coupon/reactions.ts";
import { shipments } from "#contexts/delivery/collections.ts";
import { handOver, recordCarrierStatus, startPreparing } from "#contexts/delivery/contract.ts";
import { reactionsWith as deliveryWith } from "#contexts/delivery/reactions.ts";
import { items, orders } from "#contexts/order/collections.ts";
import { cancelOrder, cancelOrderLines, placeOrder } from "#contexts/order/contract.ts";
import { reactions as order } from "#contexts/order/reactions.ts";
import type { Order } from "#contexts/order/rules.ts";
import { payments, refunds } from "#contexts/payment/collections.ts";
import { reactions as payment } from "#contexts/payment/reactions.ts";
import { dailySales, orderViews } from "#contexts/query/collections.ts";
import { reactionsWith as queryWith } from "#contexts/query/reactions.ts";
import { accounts } from "#contexts/wallet/collections.ts";
import { reactions as wallet } from "#contexts/wallet/reactions.ts";
import { anOrder as orderId, haneulTea, dalPottery, mina, minasAddress } from "./orders.ts";
import { NOON, type Stage, stageOf } from "./stage.ts";

const CONTEXTS = {
  catalog,
  coupon,
  delivery: deliveryWith(() => false),
  order,
  payment,
  query: queryWith({ hasFeed: false, hasRanking: false }),
  wallet,
};
type Name = keyof typeof CONTEXTS;
const NAMES = Object.keys(CONTEXTS) as readonly Name[];

const FUNDS = 1_000_000n;
const tokenOf = (prefix: string, name: string) => `${prefix}_${name}`.padEnd(20, "0");
/** Lines 1 and 3 are of one item; line 2 bears a coupon; all three share the order's. */
const GOODS = [
  { itemId: tokenOf("itm", "pot"), partnerId: haneulTea, priceMinor: 31_000n, quantity: 2 },
  { itemId: tokenOf("itm", "cup"), partnerId: dalPottery, priceMinor: 10_000n, quantity: 1 },
  { itemId: tokenOf("itm", "pot"), partnerId: haneulTea, priceMinor: 31_000n, quantity: 1 },
] as const;
const LINE_COUPON = tokenOf("mcp", "line");
const ORDER_COUPON = tokenOf("mcp", "order");

const byContext = (
  make: (reactions: readonly Reaction[]) => Stage,
): Readonly<Record<Name, Stage>> =>
  Object.fromEntries(NAMES.map((name) => [name, make(CONTEXTS[name])])) as Record<Name, Stage>;

/** Seven contexts, each with rows of its own, and what is on its way between them. */
function town() {
  const stages = byContext((reactions) => stageOf(reactions));
  const onTheirWay: { readonly to: Name; readonly draft: Draft }[] = [];
  const send = (drafts: readonly Draft[]) => {
    for (const draft of drafts) {
      const { type } = draft.definition;
      for (const to of NAMES) {
        if (CONTEXTS[to].some(({ definition }) => definition.type === type)) {
          onTheirWay.push({ to, draft });
        }
      }
    }
  };
  /** A page takes what each context says in its order; all others bear any. */
  const inTurn = (index: number): number => {
    const { to, draft } = onTheirWay[index] ?? {};
    if (to !== "query" || draft === undefined) return index;
    const { context } = draft.definition;
    return onTheirWay.findIndex(
      (other) => other.to === "query" && other.draft.definition.context === context,
    );
  };
  const deliver = (picked: number, again: boolean) => {
    const index = inTurn(picked);
    const message = again ? onTheirWay[index] : onTheirWay.splice(index, 1)[0];
    if (message !== undefined) send(stages[message.to].tell(message.draft).emitted);
  };
  return { stages, onTheirWay, send, deliver };
}
type Town = ReturnType<typeof town>;

function stocked({ stages }: Town): void {
  for (const { itemId, partnerId, priceMinor } of GOODS) {
    const item = {
      ...{ itemId, itemVersion: 1, partnerId, priceMinor, size: "-", optionGroups: [] },
      ...{ name: itemId, deleted: false },
    };
    stages.catalog.put(catalogItems, { ...item, saleStatus: "ON_SALE" });
    stages.order.put(items, item);
    const units = { received: 50, available: 50, reserved: 0, sold: 0, turn: 1 };
    stages.catalog.put(stocks, { itemId, ...units });
  }
  const held = { memberId: mina, type: "FIXED", status: "AVAILABLE", issuedAt: NOON } as const;
  for (const [memberCouponId, scope, value] of [
    [LINE_COUPON, "LINE", 3_000n],
    [ORDER_COUPON, "ORDER", 5_000n],
  ] as const) {
    stages.coupon.put(memberCoupons, {
      ...{ ...held, memberCouponId, scope, value, couponId: tokenOf("cpn", scope), name: scope },
      ...{ usableFrom: 0, usableUntil: NOON * 2 },
      ...{ orderId: undefined, usedAt: undefined, graceGivenAt: undefined },
    });
  }
  stages.wallet.put(accounts, { accountId: mina, balanceMinor: FUNDS, entryCount: 0 });
}

/** An order that is paid, of which nobody else has heard yet. */
function paidOrder(): Town {
  const built = town();
  stocked(built);
  built.send([
    placeOrder({
      ...{ orderId, memberId: mina, payMethod: "WALLET", autoPay: true, address: minasAddress },
      orderer: { name: "Mina", phone: "010-1234-5678", email: "mina@example.com" },
      lines: GOODS.map(({ itemId, quantity }, index) => ({
        ...{ itemId, quantity, optionIds: [] },
        memberCouponIds: index === 1 ? [LINE_COUPON] : [],
      })),
      orderCouponId: ORDER_COUPON,
    }),
  ]);
  while (orderOf(built)?.status !== "PAID") built.deliver(0, false);
  return built;
}

const orderOf = ({ stages }: Town): Order | undefined => stages.order.row(orders, orderId);
const theOrder = (of: Town): Order => {
  const found = orderOf(of);
  if (found === undefined) throw new Error("nobody placed the order");
  return found;
};
const live = ({ lines }: Order) => lines.filter(({ cancelledAt }) => cancelledAt === undefined);
const costOf = (lines: Order["lines"]): bigint =>
  lines.reduce((sum, line) => sum + line.lineAmountMinor - line.orderDiscountShareMinor, 0n);

const seller = (lineNo: number) => ({ orderId, partnerId: GOODS[lineNo - 1]?.partnerId ?? "" });
const WISHES = {
  ...Object.fromEntries(
    [[1], [2], [3], [1, 2], [2, 3], [1, 2, 3]].map((lineNos) => [
      `cancel ${lineNos.join()}`,
      (of: Town) =>
        cancelOrderLines({
          ...{ orderId, memberId: mina, lineNos },
          expectedRefundMinor: costOf(
            live(theOrder(of)).filter(({ lineNo }) => lineNos.includes(lineNo)),
          ),
        }),
    ]),
  ),
  "cancel all": () => cancelOrder({ orderId, memberId: mina }),
  "operator cancels 1": (of: Town) =>
    cancelOrderLines({
      ...{ orderId, lineNos: [1], reason: "broken" },
      expectedRefundMinor: costOf(theOrder(of).lines.slice(0, 1)),
    }),
  "pack the pots": () => startPreparing(seller(1)),
  "pack the cup": () => startPreparing(seller(2)),
  ...Object.fromEntries(
    [1, 2, 3].map((lineNo) => [
      `hand over ${lineNo}`,
      () => handOver({ ...seller(lineNo), carrier: "C", trackingNumber: "1", lineNos: [lineNo] }),
    ]),
  ),
  ...Object.fromEntries(
    [1, 2].map((lineNo) => [
      `deliver of ${lineNo}`,
      () => recordCarrierStatus({ ...seller(lineNo), carrierStatus: "DELIVERED", at: NOON }),
    ]),
  ),
} as const satisfies Readonly<Record<string, (of: Town) => Draft>>;
const WISH_NAMES = Object.keys(WISHES) as readonly (keyof typeof WISHES)[];

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ pick: fc.nat(), again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ wish: fc.constantFrom(...WISH_NAMES) }) },
);
type Step =
  { readonly pick: number; readonly again: boolean } | { readonly wish: keyof typeof WISHES };

function play(steps: readonly Step[]): Town {
  const played = paidOrder();
  for (const one of steps) {
    if ("wish" in one) {
      played.send([WISHES[one.wish](played)]);
    } else if (played.onTheirWay.length > 0) {
      played.deliver(one.pick % played.onTheirWay.length, one.again);
    }
    expectNeverTooMuch(played);
  }
  while (played.onTheirWay.length > 0) played.deliver(0, false);
  return played;
}

function expectNeverTooMuch({ stages }: Town): void {
  const paid = stages.payment.row(payments, orderId);
  const back = stages.payment.added(refunds).reduce((sum, row) => sum + row.amountMinor, 0n);
  expect(back).toBe(paid?.refundedAmountMinor);
  expect(back <= (paid?.amountMinor ?? 0n)).toBe(true);
}

function expectAgreement(of: Town): void {
  const { stages } = of;
  const known = theOrder(of);
  const isOver = known.status === "REFUNDED";
  const kept = isOver ? [] : live(known);
  expect(["PREPARED", "SHIPPING", "DELIVERED", "REFUNDED"]).toContain(known.status);
  for (const { stage } of known.lineCancels ?? []) {
    expect(["DONE", "KEPT", "MERGED"]).toContain(stage);
  }
  expect(known.refundedAmountMinor).toBe(known.payableAmountMinor - costOf(kept));
  const paid = stages.payment.row(payments, orderId);
  expect([paid?.status, paid?.refundedAmountMinor]).toEqual([
    isOver ? "REFUNDED" : "APPROVED",
    known.refundedAmountMinor,
  ]);
  expect(stages.wallet.row(accounts, mina)?.balanceMinor).toBe(FUNDS - costOf(kept));
  expect(soldIn(stages.catalog)).toEqual(unitsOf(kept));
  expect(stages.coupon.row(memberCoupons, LINE_COUPON)?.status).toBe(
    kept.some(({ lineNo }) => lineNo === 2) ? "USED" : "AVAILABLE",
  );
  expect(stages.coupon.row(memberCoupons, ORDER_COUPON)?.status).toBe(
    isOver ? "AVAILABLE" : "USED",
  );
  const sent = stages.delivery
    .rows(shipments)
    .flatMap(({ lines }) => lines.filter(({ status }) => status !== "CANCELLED"));
  expect(sent.map(({ lineNo }) => lineNo).toSorted()).toEqual(kept.map(({ lineNo }) => lineNo));
  const view = stages.query.row(orderViews, orderId);
  expect(view).toMatchObject({
    status: known.status,
    refundedAmountMinor: known.refundedAmountMinor,
  });
  const gone = known.lines.filter(({ cancelledAt }) => cancelledAt !== undefined);
  expect(view?.cancelledLineNos ?? []).toEqual(gone.map(({ lineNo }) => lineNo));
  const counted = stages.query.rows(dailySales).filter(({ quantity }) => quantity > 0);
  expect(Object.fromEntries(counted.map((sale) => [sale.itemId, sale.quantity]))).toEqual(
    unitsOf(kept),
  );
}

const unitsOf = (lines: Order["lines"]) => {
  const units: Record<string, number> = {};
  for (const { itemId, quantity } of lines) units[itemId] = (units[itemId] ?? 0) + quantity;
  return units;
};
const soldIn = (stage: Stage) =>
  Object.fromEntries(
    stage.rows(stocks).flatMap(({ itemId, sold }) => (sold > 0 ? [[itemId, sold]] : [])),
  );

test("I4 I5 I7 I9 I13 I16 lines and wholes cancelled, in whatever order all is told: the books agree", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => expectAgreement(play(steps))),
    { numRuns: 2_000 },
  );
});

test("the histories above reach every end there is", () => {
  const ends = new Set<string>();
  for (const steps of fc.sample(fc.array(step, { minLength: 60, maxLength: 120 }), {
    numRuns: 500,
    seed: 11,
  })) {
    const { status, lineCancels = [] } = theOrder(play(steps));
    ends.add(status);
    for (const { stage } of lineCancels) ends.add(stage);
  }
  expect([...ends].toSorted()).toEqual([
    ...["DELIVERED", "DONE", "KEPT", "MERGED", "PREPARED", "REFUNDED", "SHIPPING"],
  ]);
});
