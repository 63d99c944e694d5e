/** Carts for tests: Mina's, and the things that lie in it. */
import type { BodyOf } from "#kernel/message.ts";
import { itemAvailabilityChanged, itemListed } from "#contexts/catalog/contract.ts";
import { orderVerified } from "#contexts/order/contract.ts";

export const idOf = (prefix: string, name: string): string =>
  `${prefix}_${name.padEnd(19 - prefix.length, "0")}`;
export const MINA = idOf("mem", "Mina");
export const JUN = idOf("mem", "Jun");
export const lineId = (name: string): string => idOf("crl", name);
export const optionId = (name: string): string => idOf("opt", name);

type ItemFact = BodyOf<typeof itemListed>;

export const shirt: ItemFact = {
  itemId: idOf("itm", "shirt"),
  itemVersion: 1,
  partnerId: idOf("ptn", "HaneulTea"),
  name: "셔츠",
  size: "-",
  priceMinor: 30_000n,
  optionGroups: [
    { name: "사이즈", options: ["S", "L"] },
    { name: "색상", options: ["RED", "GOLD"] },
  ].map(({ name, options }) => ({
    name,
    options: options.map((option) => ({
      optionId: optionId(option),
      name: option,
      priceMinor: option === "GOLD" ? 1_000n : 0n,
    })),
  })),
  saleStatus: "ON_SALE",
  deleted: false,
};
export const tea: ItemFact = {
  ...shirt,
  itemId: idOf("itm", "tea"),
  name: "녹차",
  priceMinor: 10_000n,
  optionGroups: [],
};

export const listed = (item: ItemFact) => itemListed(item);
export const available = ({ itemId }: ItemFact, isAvailable = true, turn = 1) =>
  itemAvailabilityChanged({ itemId, isAvailable, turn });

/** An order of Mina's is verified, whose lines came from those lines of her cart. */
export const verified = (cartLineIds: readonly string[], memberId = MINA) =>
  orderVerified({
    orderId: idOf("ord", "1"),
    orderNumber: "ORD-20260301-000001",
    memberId,
    orderStatus: "AWAITING_PAYMENT",
    serviceType: "STANDARD",
    payMethod: "WALLET",
    orderVersion: 2,
    lines: [undefined, ...cartLineIds].map((cartLineId, index) => ({
      lineNo: index + 1,
      itemId: tea.itemId,
      partnerId: tea.partnerId,
      itemName: tea.name,
      size: tea.size,
      unitItemPriceMinor: tea.priceMinor,
      options: [],
      quantity: 1,
      unitListPriceMinor: tea.priceMinor,
      memberCouponIds: [],
      ...(cartLineId === undefined ? {} : { cartLineId }),
      unitDiscountedPriceMinor: tea.priceMinor,
      lineAmountMinor: tea.priceMinor,
      orderDiscountShareMinor: 0n,
    })),
    totalAmountMinor: 10_000n,
    orderDiscountMinor: 0n,
    payableAmountMinor: 10_000n,
  });
