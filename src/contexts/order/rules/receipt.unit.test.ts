import { describe, expect, test } from "vitest";
import type { Order } from "../rules.ts";
import { receiptOf } from "./receipt.ts";

const MINA = "mem_mina";
const line = (more: object = {}) => ({
  lineNo: 1,
  itemId: "itm_cup",
  deliveryStatus: "DELIVERED",
  ...more,
});
const order = (more: object = {}) =>
  ({
    memberId: MINA,
    serviceType: "STANDARD",
    status: "SHIPPING",
    lines: [line()],
    ...more,
  }) as unknown as Order;

describe("what counts as received", () => {
  test.each<[string, Order | undefined, object]>([
    ["a line that arrived", order(), { itemId: "itm_cup" }],
    [
      "a line of a closed order",
      order({ status: "CLOSED", lines: [line({ deliveryStatus: "SHIPPING" })] }),
      { itemId: "itm_cup" },
    ],
    [
      "one on its way",
      order({ lines: [line({ deliveryStatus: "SHIPPING" })] }),
      { reason: "COMMON_ILLEGAL_STATUS" },
    ],
    [
      "one that was cancelled",
      order({ status: "CLOSED", lines: [line({ cancelledAt: 1 })] }),
      { reason: "COMMON_ILLEGAL_STATUS" },
    ],
    ["a gift to another", order({ serviceType: "GIFT" }), { reason: "COMMON_ILLEGAL_STATUS" }],
    ["another member's", order({ memberId: "mem_jun" }), { reason: "COMMON_ENTITY_NOT_FOUND" }],
    ["no such line", order({ lines: [] }), { reason: "COMMON_ENTITY_NOT_FOUND" }],
    ["no such order", undefined, { reason: "COMMON_ENTITY_NOT_FOUND" }],
  ])("S2.19 whether it was received: %s", (_, of, receipt) => {
    expect(receiptOf(of, { memberId: MINA, lineNo: 1 })).toEqual(receipt);
  });
});
