import { describe, expect, it } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { addressChanged } from "#contexts/delivery/contract.ts";
import {
  cancelGiftOrder,
  cancelOrder,
  confirmReceipt,
  placeGiftOrder,
  updateRecipient,
} from "../contract.ts";
import {
  address,
  emittedBy,
  type MessageName,
  messages,
  MINA,
  orderId,
  placement,
  type Told,
  tellDraft,
} from "../fixtures.ts";
import type { Order } from "../rules.ts";

const { address: _, ...unaddressed } = placement();
const elsewhere = { ...address, receiverAddress1: "부산시 해운대구 우동 1408" };

/** What a gift's order hears besides what every order hears. */
const ofGift = {
  placeGift: placeGiftOrder(unaddressed),
  accept: updateRecipient({ orderId, address }),
  move: updateRecipient({ orderId, address: elsewhere }),
  moved: addressChanged({ orderId, address: elsewhere }),
  rejected: cancelGiftOrder({ orderId, reason: "GIFT_REJECTED" }),
  expired: cancelGiftOrder({ orderId, reason: "GIFT_EXPIRED" }),
  giverCancels: cancelGiftOrder({ orderId, reason: "GIFT_CANCELLED" }),
};
type Name = keyof typeof ofGift | MessageName;
const draftOf = (name: Name): Draft =>
  name in ofGift ? ofGift[name as keyof typeof ofGift] : messages[name as MessageName];

const VERIFIED: readonly Name[] = ["placeGift", "reserved", "redeemed", "opened"];
const PAID: readonly Name[] = [...VERIFIED, "pay", "approved"];
const situations = {
  PLACED: ["placeGift"],
  AWAITING_PAYMENT: VERIFIED,
  PAID,
  "PAID, stock sold": [...PAID, "committed"],
  "PAID, address known": [...PAID, "accept"],
  PREPARED: [...PAID, "committed", "accept"],
  SHIPPING: [...PAID, "committed", "accept", "started"],
  CLOSED: [...PAID, "committed", "accept", "started", "receive"],
  COMPENSATING: [...PAID, "committed", "rejected"],
  REFUNDED: [...PAID, "committed", "rejected", "refunded", "restored", "stockUndone"],
} as const satisfies Record<string, readonly Name[]>;
type Situation = keyof typeof situations;

function inSituation(situation: Situation): Order {
  let order: Order | undefined;
  for (const name of situations[situation]) order = tellDraft(order, draftOf(name)).order;
  if (order === undefined) throw new Error("nobody placed the gift");
  return order;
}
const told = (situation: Situation, name: Name): Told =>
  tellDraft(inSituation(situation), draftOf(name));

describe("an order for somebody else", () => {
  it("S0.12 is placed without an address, and says so", () => {
    const { order, decision } = tellDraft(undefined, ofGift.placeGift);
    expect(order).toMatchObject({ status: "PLACED", serviceType: "GIFT" });
    expect(order?.address).toBeUndefined();
    expect(decision.emitted?.[0]?.body).not.toHaveProperty("address");
  });

  it.each<[Situation, Name, Order["status"], string]>([
    ["PAID", "committed", "PAID", ""],
    ["PAID", "accept", "PAID", "order.address-set"],
    ["PAID, stock sold", "committed", "PAID", ""],
    ["PAID, stock sold", "accept", "PREPARED", "order.address-set order.prepared"],
    ["PAID, address known", "committed", "PREPARED", "order.prepared"],
    ["PAID, address known", "accept", "PAID", "order.address-set"],
    ["PAID, address known", "move", "PAID", "order.address-set"],
    ["PREPARED", "accept", "PREPARED", "order.address-set"],
    ["PREPARED", "move", "PREPARED", "delivery.change-address"],
    ["PREPARED", "moved", "PREPARED", "order.address-set"],
    ["SHIPPING", "move", "SHIPPING", "delivery.change-address"],
    ["SHIPPING", "moved", "SHIPPING", ""],
    ["PLACED", "accept", "PLACED", ""],
    ["COMPENSATING", "accept", "COMPENSATING", ""],
    ["REFUNDED", "accept", "REFUNDED", ""],

    ["PLACED", "giverCancels", "COMPENSATING", "order.cancel-accepted"],
    ["AWAITING_PAYMENT", "giverCancels", "AWAITING_PAYMENT", "payment.cancel"],
    ["PAID", "rejected", "COMPENSATING", "order.cancel-accepted payment.refund"],
    ["PAID, stock sold", "rejected", "COMPENSATING", "order.cancel-accepted payment.refund"],
    ["PAID, stock sold", "expired", "COMPENSATING", "order.cancel-accepted payment.refund"],
    ["PAID, stock sold", "giverCancels", "COMPENSATING", "order.cancel-accepted payment.refund"],
    ["PAID, address known", "rejected", "PAID", ""],
    ["PREPARED", "expired", "PREPARED", ""],
    ["SHIPPING", "giverCancels", "SHIPPING", ""],
    ["COMPENSATING", "expired", "COMPENSATING", ""],
    ["REFUNDED", "rejected", "REFUNDED", ""],

    // Only gift knows whether it was accepted: the giver cancels the gift, an operator the order.
    ["PAID, stock sold", "cancel", "PAID", ""],
    ["PREPARED", "cancel", "PREPARED", ""],
    ["PAID, stock sold", "operatorCancels", "COMPENSATING", "order.cancel-accepted payment.refund"],
    ["PREPARED", "operatorCancels", "PREPARED", "delivery.cancel-shipments"],
  ])("%s, told %s: %s, says %s", (situation, name, status, says) => {
    const { order, decision } = told(situation, name);
    expect(order?.status).toBe(status);
    expect(emittedBy({ order, decision }).join(" ")).toBe(says);
  });

  it("says why it was undone", () => {
    expect(inSituation("REFUNDED")).toMatchObject({ cancelReason: "GIFT_REJECTED" });
  });

  it("keeps an address that is not a gift's", () => {
    const order = tellDraft(undefined, messages.place).order;
    for (const draft of [ofGift.move, ofGift.rejected]) {
      expect(tellDraft(order, draft).order).toBe(order);
    }
  });
});

describe("whoever asked gift is not answered by order", () => {
  const asGift = (order: Order | undefined, draft: Draft) =>
    tellDraft(order, draft, { asked: "of gift", story: "of the giver" }).decision;

  it.each<[string, Situation | undefined, Draft]>([
    ["a placement", undefined, ofGift.placeGift],
    ["an address", "PAID, stock sold", ofGift.accept],
    ["a cancel", "PAID", ofGift.rejected],
    ["a cancel in vain", "PREPARED", ofGift.rejected],
    ["a receipt", "SHIPPING", confirmReceipt({ orderId, memberId: MINA })],
    ["a cancel of nothing", undefined, cancelOrder({ orderId })],
  ])("%s", (_, situation, draft) => {
    const order = situation === undefined ? undefined : inSituation(situation);
    expect(asGift(order, draft).answer).toBeUndefined();
  });

  it("a refused placement is a fact, and undoes the gift's own request", () => {
    const { lines } = unaddressed;
    const wrong = lines.map((line) => ({ ...line, expectedUnitListPriceMinor: 1n }));
    const decision = asGift(undefined, placeGiftOrder({ ...unaddressed, lines: wrong }));
    expect(decision.emitted?.map(({ body }) => body)).toEqual([
      { orderId, reason: "PRICE_CHANGED" },
    ]);
    expect(decision.refusesStory?.refusal).toBe("PRICE_CHANGED");
    expect(decision.changed).toBeUndefined();
  });
});
