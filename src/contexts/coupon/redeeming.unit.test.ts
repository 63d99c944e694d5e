import { beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { memberCoupons, redemptions } from "./collections.ts";
import { expireCoupon } from "./contract.ts";
import {
  couponDesk,
  create,
  DAY_MS,
  type Desk,
  instant,
  issueTo,
  JUN,
  mcp,
  MINA,
  minaHoldsOne,
  NOON,
  ORDER,
  OTHER_ORDER,
  placed,
  restore,
  shirt,
  type Told,
  typesOf,
  WHOLE,
} from "./reactions.desk.ts";

let desk: Desk;
beforeEach(() => {
  desk = couponDesk();
});

const minasCoupon = () => desk.row(memberCoupons, mcp("Mina"));
const redemption = (orderId = ORDER) => desk.row(redemptions, orderId);

describe("an order that uses coupons", () => {
  test("S1.28 is told its prices, and the coupon is used for it", async () => {
    await minaHoldsOne(desk);
    const told = await desk.tell(placed());
    expect(told.said).toEqual([
      {
        type: "coupon.redeemed",
        body: {
          orderId: ORDER,
          lines: [{ lineNo: 1, unitDiscountedPriceMinor: 46_800n, orderDiscountShareMinor: 0n }],
          orderDiscountMinor: 0n,
        },
      },
    ]);
    expect(minasCoupon()).toMatchObject({ status: "USED", orderId: ORDER, usedAt: NOON });
  });

  test("S1.29 S3.9 mixed lines and an order coupon: every line is priced", async () => {
    await minaHoldsOne(desk);
    await desk.tellAll([
      create({ couponId: WHOLE, scope: "ORDER", value: 5_000n }),
      issueTo(MINA, mcp("Whole"), WHOLE),
    ]);
    const lines = [
      shirt(),
      shirt({ lineNo: 2, unitListPriceMinor: 10_000n, quantity: 2, memberCouponIds: [] }),
    ];
    const told = await desk.tell(placed({ lines, orderCouponId: mcp("Whole") }));
    expect(told.said[0]?.body).toMatchObject({
      lines: [
        { lineNo: 1, unitDiscountedPriceMinor: 46_800n },
        { lineNo: 2, unitDiscountedPriceMinor: 10_000n },
      ],
      orderDiscountMinor: 5_000n,
    });
    expect(redemption()?.memberCouponIds.toSorted()).toEqual(
      [mcp("Mina"), mcp("Whole")].toSorted(),
    );
  });

  test("S1.29 an order without coupons is none of our business", async () => {
    const lines = [shirt({ memberCouponIds: [] })];
    const told = await desk.tell(placed({ lines, awaits: ["stock", "payment"] }));
    expect(told.said).toEqual([]);
    expect(desk.rowCount()).toBe(0);
  });

  test("all of its coupons are used, or none", async () => {
    await minaHoldsOne(desk);
    const lines = [shirt(), shirt({ lineNo: 2, memberCouponIds: [mcp("unknown")] })];
    const told = await desk.tell(placed({ lines }));
    expect(told.said).toEqual([
      {
        type: "coupon.refused",
        body: { orderId: ORDER, reason: "COUPON_NOT_USABLE", lineNo: 2 },
      },
    ]);
    expect(minasCoupon()?.status).toBe("AVAILABLE");
  });

  test("S1.27 a forged discounted price: refused, the coupon stays unused", async () => {
    await minaHoldsOne(desk);
    const told = await desk.tell(placed({ lines: [shirt({ expectedUnitPriceMinor: 1n })] }));
    expect(told.said).toMatchObject([{ body: { reason: "DISCOUNT_MISMATCH", lineNo: 1 } }]);
    expect(minasCoupon()?.status).toBe("AVAILABLE");
  });

  test("S1.27 a foreign coupon is refused", async () => {
    await minaHoldsOne(desk);
    const told = await desk.tell(placed({ memberId: JUN }));
    expect(told.said).toMatchObject([{ body: { reason: "COUPON_NOT_USABLE" } }]);
  });

  test("S3.10 in one process a refusal leaves no row and no message", async () => {
    await minaHoldsOne(desk);
    const before = desk.rowCount();
    const [told] = await desk.tellAll([placed({ memberId: JUN })], true);
    expect(told?.answer).toEqual({
      settled: true,
      refusal: {
        refusal: "COUPON_NOT_USABLE",
        details: [{ line: 1, code: "COUPON_NOT_USABLE" }],
      },
    });
    expect(told?.said).toEqual([]);
    expect(desk.rowCount()).toBe(before);
  });

  test("S3.23 500 orders with one member coupon at once: 1 is redeemed, 499 refused", async () => {
    await minaHoldsOne(desk);
    const orders = Array.from({ length: 500 }, (_, no) =>
      placed({ orderId: `ord_${String(no).padStart(16, "0")}` }),
    );
    const told = (await desk.tellAll(orders)).flatMap(typesOf);
    expect(told[0]).toBe("coupon.redeemed");
    expect(told.slice(1).every((type) => type === "coupon.refused")).toBe(true);
    expect(told).toHaveLength(500);
  });

  test("a forced fault is a refusal, and a repeat repeats it when the fault is gone", async () => {
    await minaHoldsOne(desk);
    desk.faults.add("coupon.redeem");
    const first = await desk.tell(placed());
    expect(first.said).toMatchObject([{ body: { reason: "COUPON_NOT_USABLE" } }]);
    desk.faults.clear();
    expect((await desk.tell(placed())).said).toEqual(first.said);
    expect(minasCoupon()?.status).toBe("AVAILABLE");
  });
});

describe("every message may come twice, late, or before the other (faults §2.3, §2.5)", () => {
  const messages = { placed, restore: () => restore() };
  type Name = keyof typeof messages;
  test.each<[string, readonly Name[], string, string, string]>([
    ["placed", ["placed"], "USED", "USED", "coupon.redeemed"],
    ["placed twice", ["placed", "placed"], "USED", "USED", "coupon.redeemed"],
    ["undone", ["placed", "restore"], "RESTORED", "AVAILABLE", "coupon.restored"],
    ["undone twice", ["placed", "restore", "restore"], "RESTORED", "AVAILABLE", "coupon.restored"],
    ["W1 undone first", ["restore"], "RESTORED", "AVAILABLE", "coupon.restored"],
    ["W1 placed after its undo", ["restore", "placed"], "RESTORED", "AVAILABLE", "coupon.restored"],
    [
      "W20 placed again after its undo",
      ["placed", "restore", "placed"],
      "RESTORED",
      "AVAILABLE",
      "coupon.restored",
    ],
  ])("%s", async (_, names, status, coupon, lastWord) => {
    await minaHoldsOne(desk);
    let last: Told | undefined;
    for (const name of names) last = await desk.tell(messages[name]());
    expect(redemption()?.status).toBe(status);
    expect(minasCoupon()?.status).toBe(coupon);
    expect(last === undefined ? [] : typesOf(last)).toEqual([lastWord]);
  });

  test("and all of them in one batch", async () => {
    await minaHoldsOne(desk);
    const told = await desk.tellAll([placed(), placed(), restore(), placed(), restore()]);
    expect(told.flatMap(typesOf)).toEqual([
      "coupon.redeemed",
      "coupon.redeemed",
      "coupon.restored",
      "coupon.restored",
      "coupon.restored",
    ]);
    expect(minasCoupon()?.status).toBe("AVAILABLE");
  });

  test("a refused order that is undone keeps its no, and nothing comes back", async () => {
    await minaHoldsOne(desk);
    const refusedOrder = placed({ memberId: JUN });
    await desk.tell(refusedOrder);
    const told = await desk.tell(restore());
    expect(told.said).toEqual([
      { type: "coupon.restored", body: { orderId: ORDER, memberCouponIds: [] } },
    ]);
    expect(typesOf(await desk.tell(refusedOrder))).toEqual(["coupon.refused"]);
  });

  test("S1.31 a restored coupon serves another order, and an undo of the first leaves that one", async () => {
    await minaHoldsOne(desk);
    await desk.tellAll([placed(), restore()]);
    const second = await desk.tell(placed({ orderId: OTHER_ORDER }));
    expect(typesOf(second)).toEqual(["coupon.redeemed"]);
    await desk.tellAll([restore(), placed()]);
    expect(minasCoupon()).toMatchObject({ status: "USED", orderId: OTHER_ORDER });
  });
});

describe("days pass", () => {
  const expire = () => expireCoupon({ memberCouponId: mcp("Mina") });
  const pastItsDate = instant("2026-03-11T00:00:00");

  test("S3.6 at midnight an unused coupon expires, once", async () => {
    await minaHoldsOne(desk);
    desk.at(pastItsDate);
    const told = await desk.tell(expire());
    expect(typesOf(told)).toEqual(["coupon.expired"]);
    expect(minasCoupon()?.status).toBe("EXPIRED");
    expect((await desk.tell(expire())).said).toEqual([]);
  });

  test("a deadline that comes too early changes nothing", async () => {
    await minaHoldsOne(desk);
    desk.at(pastItsDate - 1);
    expect((await desk.tell(expire())).said).toEqual([]);
    expect(minasCoupon()?.status).toBe("AVAILABLE");
  });

  test("S1.23 usable on its last day, unusable after it although the job has not run", async () => {
    await minaHoldsOne(desk);
    desk.at(pastItsDate - 1);
    expect(typesOf(await desk.tell(placed()))).toEqual(["coupon.redeemed"]);
    await desk.tell(restore());
    desk.at(pastItsDate);
    expect(typesOf(await desk.tell(placed({ orderId: OTHER_ORDER })))).toEqual(["coupon.refused"]);
  });

  test("P31 restored past its date: 7 days of grace, a new deadline, and never again", async () => {
    await minaHoldsOne(desk);
    await desk.tell(placed());
    desk.at(pastItsDate);
    expect((await desk.tell(expire())).said).toEqual([]);
    const restoredAt = pastItsDate + 5_000;
    desk.at(restoredAt);
    const told = await desk.tell(restore());
    expect(minasCoupon()).toMatchObject({
      status: "AVAILABLE",
      usableUntil: restoredAt + 7 * DAY_MS,
      graceGivenAt: restoredAt,
    });
    expect(told.deadlines).toMatchObject([{ at: instant("2026-03-19T00:00:00") }]);

    await desk.tell(placed({ orderId: OTHER_ORDER }));
    desk.at(restoredAt + 8 * DAY_MS);
    const last = await desk.tell(restore(OTHER_ORDER));
    expect(typesOf(last)).toEqual(["coupon.restored", "coupon.expired"]);
    expect(last.deadlines).toEqual([]);
    expect(minasCoupon()?.status).toBe("EXPIRED");
  });

  test("P31 with 0 days it is EXPIRED when it comes back", async () => {
    desk = couponDesk({ ...DEFAULT_POLICIES, "coupon.restoreGraceDays": 0 });
    await minaHoldsOne(desk);
    await desk.tell(placed());
    desk.at(pastItsDate);
    expect(typesOf(await desk.tell(restore()))).toEqual(["coupon.restored", "coupon.expired"]);
    expect(minasCoupon()?.status).toBe("EXPIRED");
  });
});
