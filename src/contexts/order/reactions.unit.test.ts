import { describe, expect, it } from "vitest";
import type { BodyOf } from "#kernel/message.ts";
import { itemChanged, itemListed, stockRefused } from "#contexts/catalog/contract.ts";
import { linesDelivered } from "#contexts/delivery/contract.ts";
import { type orderPlaced, placeOrder } from "./contract.ts";
import {
  after,
  DAY_MS,
  emittedBy,
  goldShirts,
  inSituation,
  memberCouponId,
  MESSAGE_NAMES,
  MINUTE_MS,
  momentOf,
  NOON,
  orderId,
  placement,
  shirt,
  type Situation,
  SITUATIONS,
  situations,
  tea,
  tell,
  tellDraft,
} from "./fixtures.ts";
import { reactions } from "./reactions.ts";
import { sends } from "./reactions/asking.ts";
import type { Item } from "./rules/placing.ts";

describe("whoever waits is told", () => {
  it("the order as it stands, unsettled until it is verified", () => {
    const placed = tell(undefined, "place");

    expect(placed.decision.answer).toEqual({
      settled: false,
      value: {
        orderId,
        orderNumber: "ORD-20260301-000001",
        status: "PLACED",
        currency: "KRW",
        placedAt: "2026-03-01T12:00:00.000+09:00",
      },
    });
    expect(tell(after(["place", "reserved", "redeemed"]), "opened").decision.answer).toEqual({
      settled: true,
      value: {
        orderId,
        orderNumber: "ORD-20260301-000001",
        status: "AWAITING_PAYMENT",
        totalAmount: 71_000n,
        orderDiscount: 0n,
        payableAmount: 71_000n,
        currency: "KRW",
        placedAt: "2026-03-01T12:00:00.000+09:00",
        unpaidUntil: "2026-03-01T12:30:00.000+09:00",
      },
    });
  });

  it("by every decision of the same story", () => {
    const silent = SITUATIONS.flatMap((situation) => {
      const before = inSituation(situation);
      return MESSAGE_NAMES.filter((message) => {
        const { order, decision } = tell(before, message);
        return order !== before && decision.answer === undefined;
      });
    });

    expect(silent).toEqual([]);
  });

  it("nothing by order when another's request moved it: a seller waits for delivery's answer", () => {
    const told = tell(inSituation("PREPARED"), "started", { story: "the seller's request" });

    expect(told.order?.status).toBe("SHIPPING");
    expect(told.decision.answer).toBeUndefined();
  });

  it("the later request, once a second one moved the order", () => {
    const charged = tell(inSituation("AWAITING_PAYMENT"), "pay", { story: "payment" }).order;

    expect(tell(charged, "approved", { story: "payment" }).decision.answer).toBeDefined();
    expect(tell(charged, "approved", { story: "placement" }).decision.answer).toBeUndefined();
  });

  it("S2.6 a refund with its amount", () => {
    const order = after(situations["COMPENSATING, refunded, stock asked"]);

    expect(tell(order, "stockUndone").decision.answer).toMatchObject({
      value: { status: "REFUNDED", refundedAmount: 71_000n, cancelReason: "CANCELLED_BY_MEMBER" },
    });
  });
});

describe("a no to a placement undoes its story", () => {
  it("S2.5 with every short line", () => {
    const lines = [
      { lineNo: 1, itemId: shirt.itemId, wanted: 2, available: 1 },
      { lineNo: 2, itemId: tea.itemId, wanted: 1, available: 0 },
    ];
    const draft = stockRefused({ orderId, reason: "STOCK_INSUFFICIENT", lines });

    expect(tellDraft(inSituation("PLACED"), draft).decision.refusesStory).toEqual({
      refusal: "STOCK_INSUFFICIENT",
      details: [
        {
          line: 1,
          code: "STOCK_INSUFFICIENT",
          values: { itemId: shirt.itemId, wanted: 2, available: 1 },
        },
        {
          line: 2,
          code: "STOCK_INSUFFICIENT",
          values: { itemId: tea.itemId, wanted: 1, available: 0 },
        },
      ],
    });
  });

  it("with the line whose coupon is not usable", () => {
    expect(tell(inSituation("PLACED"), "couponRefused").decision.refusesStory).toEqual({
      refusal: "COUPON_NOT_USABLE",
      details: [{ line: 2, code: "COUPON_NOT_USABLE" }],
    });
  });

  it("and split, the order carries the same code as its reason", () => {
    const { order } = tell(inSituation("PLACED"), "shortOfStock");

    expect(order?.cancelReason).toBe("STOCK_INSUFFICIENT");
  });

  it("only while it decides: a later no only closes its step", () => {
    const told = tell(inSituation("COMPENSATING, the last no missing"), "shortOfStock");

    expect(told.decision.refusesStory).toBeUndefined();
  });
});

describe("deadlines", () => {
  it("P27c a placed order is verified within 24 hours", () => {
    expect(tell(undefined, "place").decision.deadlines).toMatchObject([
      { name: "verification", key: orderId, at: NOON + DAY_MS },
    ]);
  });

  it("are cleared when their state is left", () => {
    const cleared = (situation: Situation, message: Parameters<typeof tell>[1]) =>
      (tell(inSituation(situation), message).decision.deadlines ?? []).map(({ name, ...change }) =>
        "cleared" in change ? `${name} cleared` : name,
      );

    expect(cleared("PLACED", "cancel")).toEqual(["verification cleared"]);
    expect(cleared("AWAITING_PAYMENT", "approved")).toEqual(["unpaid cleared"]);
    expect(cleared("AWAITING_PAYMENT", "cancel")).toEqual([]);
    expect(cleared("AWAITING_PAYMENT, asked by Mina", "neverPaid")).toEqual(["unpaid cleared"]);
    expect(cleared("SHIPPING", "delivered")).toEqual(["close"]);
    expect(cleared("DELIVERED", "receive")).toEqual(["close cleared"]);
  });

  it("that fire early are set again and change nothing", () => {
    const verified = inSituation("AWAITING_PAYMENT");
    const early = tell(verified, "unpaidDue", { at: NOON + 29 * MINUTE_MS });

    expect(early.order).toBe(verified);
    expect(early.decision.deadlines).toMatchObject([{ at: NOON + 30 * MINUTE_MS }]);
    expect(tell(verified, "unpaidDue", { at: NOON + 30 * MINUTE_MS }).order).not.toBe(verified);
  });

  it("P28 close an order 7 days after its delivery, or never", () => {
    const told = tell(inSituation("SHIPPING"), "delivered");
    const never = tell(inSituation("SHIPPING"), "delivered", {
      policies: { "order.autoCloseDays": 0 },
    });

    expect(told.decision.deadlines).toMatchObject([{ name: "close", at: NOON + 7 * DAY_MS }]);
    expect(never.decision.deadlines).toEqual([{ name: "close", key: orderId, cleared: true }]);
  });

  it("P11 close an order 7 days after hand-over where 배송완료 is not shown", () => {
    const policies = { "delivery.deliveredStep": "NONE" } as const;
    const shipped = tell(inSituation("PREPARED"), "started", { policies });
    const delivered = tell(shipped.order, "delivered", { policies });

    expect(shipped.decision.deadlines).toMatchObject([{ name: "close", at: NOON + 7 * DAY_MS }]);
    expect(delivered.order).toMatchObject({
      status: "SHIPPING",
      lines: [{ deliveryStatus: "DELIVERED" }, { deliveryStatus: "DELIVERED" }],
    });
    expect(tell(delivered.order, "closeDue", { policies }).order?.status).toBe("CLOSED");
  });

  it("are the system's doing in the history, and so is what follows", () => {
    const asked = after(situations["AWAITING_PAYMENT, asked by the limit"]);
    const actors = (order = asked) => order.history.map(({ actor }) => actor);

    expect(actors(tell(asked, "neverPaid").order)).toEqual(["member", "member", "system"]);
    expect(actors(tell(inSituation("PLACED"), "verificationDue").order)).toEqual([
      "member",
      "system",
    ]);
  });
});

describe("two parcels", () => {
  const parcel = (lineNo: number, orderComplete: boolean) =>
    linesDelivered({
      orderId,
      shipmentId: "shp_1000000000000000",
      partnerId: shirt.partnerId,
      lineNos: [lineNo],
      orderComplete,
    });

  it("T21 make an order DELIVERED with the second", () => {
    const first = tellDraft(inSituation("SHIPPING"), parcel(1, false)).order;
    const second = tellDraft(first, parcel(2, true)).order;

    expect(first).toMatchObject({
      status: "SHIPPING",
      lines: [{ deliveryStatus: "DELIVERED" }, { deliveryStatus: "SHIPPING" }],
    });
    expect(second?.status).toBe("DELIVERED");
  });

  it("S1.39 a change of one line is a change of the order", () => {
    const before = inSituation("SHIPPING");

    expect(tellDraft(before, parcel(1, false)).order?.orderVersion).toBe(before.orderVersion + 1);
  });

  it("that arrived before their hand-over is told make it DELIVERED once that is told", () => {
    const arrived = tell(inSituation("PREPARED"), "delivered").order;

    expect(arrived?.status).toBe("SHIPPING");
    expect(tell(arrived, "started").order?.status).toBe("DELIVERED");
  });
});

describe("order's copy of the items", () => {
  const decide = (stored: Item | undefined, itemVersion: number) => {
    const { itemId, partnerId, name, size, priceMinor, deleted } = shirt;
    const body = {
      itemId,
      itemVersion,
      partnerId,
      name,
      size,
      priceMinor,
      optionGroups: [],
      saleStatus: "ON_SALE" as const,
      deleted,
    };
    const draft = itemVersion === 1 ? itemListed(body) : itemChanged(body);
    const reaction = reactions.find(({ definition }) => definition.type === draft.definition.type);
    return reaction?.decide(body as never, { item: stored } as never, momentOf(draft)).changed;
  };

  it("follows the newer version, and ignores the older and the same", () => {
    expect(decide(undefined, 1)).toMatchObject({ item: { itemVersion: 1 } });
    expect(decide({ ...shirt, itemVersion: 1 }, 2)).toMatchObject({ item: { itemVersion: 2 } });
    expect(decide({ ...shirt, itemVersion: 2 }, 2)).toBeUndefined();
    expect(decide({ ...shirt, itemVersion: 3 }, 2)).toBeUndefined();
  });
});

it("awaits coupon only where a coupon is used", () => {
  const awaited = (changed: Parameters<typeof placement>[0]) => {
    const [fact] = tellDraft(undefined, placeOrder(placement(changed))).decision.emitted ?? [];
    return (fact?.body as BodyOf<typeof orderPlaced> | undefined)?.awaits;
  };

  expect(awaited({})).toEqual(["stock", "coupon", "payment"]);
  expect(awaited({ lines: [goldShirts] })).toEqual(["stock", "payment"]);
  expect(awaited({ lines: [goldShirts], orderCouponId: memberCouponId })).toEqual([
    "stock",
    "coupon",
    "payment",
  ]);
});

it("sends no command that it does not declare", () => {
  const declared = sends.map(({ type }) => type);
  for (const situation of SITUATIONS) {
    for (const message of MESSAGE_NAMES) {
      const sent = emittedBy(tell(inSituation(situation), message));
      for (const type of sent.filter((each) => !each.startsWith("order."))) {
        expect(declared).toContain(type);
      }
    }
  }
});
