import { describe, expect, test } from "vitest";
import { linesChecked } from "#contexts/catalog/contract.ts";
import { couponExpired, couponIssued, linesQuoted } from "#contexts/coupon/contract.ts";
import { NOON, stageOf } from "#test/stage.ts";
import { heldCoupons, items, orders } from "../collections.ts";
import { askPrice, askStock, placeOrder } from "../contract.ts";
import { idOf, items as shelf, MINA, placement, tea } from "../fixtures.ts";
import { reactions } from "../reactions.ts";
import { type PlacedLine, priceLines } from "../rules/placing.ts";

const coupon = { memberCouponId: idOf("mcp", "1"), couponId: idOf("cpn", "1"), memberId: MINA };
const lines = priceLines(
  { lines: [{ itemId: tea.itemId, optionIds: [], quantity: 2, memberCouponIds: [] }] },
  shelf,
) as readonly PlacedLine[];

describe("an order sheet asks", () => {
  test("coupon for the price, and answers with what coupon says", () => {
    const stage = stageOf(reactions);
    const offeredCouponIds = [coupon.memberCouponId];
    const asked = stage.tell(askPrice({ memberId: MINA, lines: [...lines], offeredCouponIds }));
    expect(asked.answer).toMatchObject({ settled: false });
    expect(asked.emitted.map(({ definition }) => definition.type)).toEqual(["coupon.quote"]);
    expect(asked.emitted[0]?.body).toMatchObject({
      offeredCouponIds,
      lines: [{ lineNo: 1, unitListPriceMinor: 10_000n, quantity: 2 }],
    });
    const quoted = {
      memberId: MINA,
      lines: [],
      totalAmountMinor: 20_000n,
      orderDiscountMinor: 0n,
      payableAmountMinor: 20_000n,
      offered: [],
    };
    expect(stage.tell(linesQuoted(quoted)).answer).toEqual({ settled: true, value: quoted });
    const no = linesQuoted({ ...quoted, reason: "COUPON_NOT_USABLE", lineNo: 1 });
    expect(stage.tell(no).answer).toMatchObject({
      refusal: { refusal: "COUPON_NOT_USABLE", details: [{ line: 1 }] },
    });
  });

  test("catalog for the goods, and keeps nothing of it", () => {
    const stage = stageOf(reactions);
    const asked = stage.tell(askStock({ memberId: MINA, checkId: "check", lines: [...lines] }));
    expect(asked).toMatchObject({
      changedRows: false,
      emitted: [{ body: { checkId: "check", lines: [{ itemId: tea.itemId, quantity: 2 }] } }],
    });
    const refused = [
      {
        lineNo: 1,
        itemId: tea.itemId,
        wanted: 2,
        available: 1,
        reason: "STOCK_INSUFFICIENT" as const,
      },
    ];
    const told = stage.tell(linesChecked({ checkId: "check", refused }));
    expect(told).toMatchObject({ changedRows: false, answer: { settled: true, value: refused } });
  });
});

test("P2 a confirmed sheet is good to its last millisecond; an order placed in time is answered again after it", () => {
  const stage = stageOf(reactions);
  stage.put(items, tea);
  const order = (orderId: string) =>
    placeOrder(
      placement({
        orderId,
        lines: [{ itemId: tea.itemId, optionIds: [], quantity: 1, memberCouponIds: [] }],
        confirmedUntil: NOON,
      }),
    );
  const late = stage.tell(order(idOf("ord", "late")), { at: NOON + 1 });
  expect(late).toMatchObject({
    changedRows: false,
    answer: { refusal: { refusal: "QUOTE_EXPIRED" } },
  });
  stage.tell(order(idOf("ord", "intime")));
  expect(stage.rows(orders)).toHaveLength(1);
  const again = stage.tell(order(idOf("ord", "intime")), { at: NOON + 1 });
  expect(again).toMatchObject({ changedRows: false, answer: { value: { status: "PLACED" } } });
});

test("the coupons a member was given are known once, and forgotten when they expire", () => {
  const stage = stageOf(reactions);
  stage.tell(couponIssued({ ...coupon, usableUntil: NOON }));
  expect(stage.tell(couponIssued({ ...coupon, usableUntil: NOON })).changedRows).toBe(false);
  expect(stage.row(heldCoupons, coupon.memberCouponId)).toMatchObject({ memberId: MINA });
  stage.tell(couponExpired(coupon));
  expect(stage.tell(couponExpired(coupon)).changedRows).toBe(false);
  expect(stage.rows(heldCoupons)).toEqual([]);
});
