import type { BodyOf, Draft } from "#kernel/message.ts";
import {
  orderCancelAccepted,
  orderCancelled,
  orderFailed,
  orderPlaced,
  orderPrepared,
} from "#contexts/order/contract.ts";

/** Mina's order of Haneul Tea: a pot and two cups. Facts as order states them. */
export const mina = "mem_000000000000Mina";
export const haneulTea = "ptn_0000000HaneulTea";
export const dalPottery = "ptn_000000DalPottery";
export const anOrder = "ord_0000000000000001";

export const minasAddress = {
  receiverName: "Mina Kim",
  receiverPhone: "010-1234-5678",
  receiverZipcode: "04524",
  receiverAddress1: "110 Sejong-daero, Jung-gu, Seoul",
  receiverAddress2: "3rd floor",
  etcMessage: "Leave it at the door",
};

const ofOrder = {
  orderId: anOrder,
  orderNumber: "ORD-20260302-000001",
  memberId: mina,
  serviceType: "STANDARD",
  payMethod: "WALLET",
} as const;

const items = [
  { lineNo: 1, itemId: "itm_0000000000000Pot", itemName: "Tea pot", quantity: 1 },
  { lineNo: 2, itemId: "itm_0000000000000Cup", itemName: "Tea cup", quantity: 2 },
] as const;

const aPlacedLine = (line: (typeof items)[number]) => ({
  ...line,
  partnerId: haneulTea,
  size: "-",
  unitItemPriceMinor: 10_000n,
  options: [],
  unitListPriceMinor: 10_000n,
  memberCouponIds: [],
});

export const placed = (change: Partial<BodyOf<typeof orderPlaced>> = {}): Draft =>
  orderPlaced({
    ...ofOrder,
    orderStatus: "PLACED",
    orderVersion: 1,
    autoPay: false,
    orderer: { name: "Mina Kim", phone: "010-1234-5678", email: "mina@example.com" },
    address: minasAddress,
    lines: items.map(aPlacedLine),
    awaits: ["stock", "payment"],
    ...change,
  });

/** `sellers` sell the lines in turn. */
export const prepared = (...sellers: readonly string[]): Draft =>
  orderPrepared({
    ...ofOrder,
    orderStatus: "PREPARED",
    orderVersion: 3,
    address: minasAddress,
    lines: items.map((line, index) => ({
      ...line,
      partnerId: sellers[index % sellers.length] ?? haneulTea,
    })),
  });

const givenUp = { ...ofOrder, orderVersion: 2, cancelReason: "CANCELLED_BY_MEMBER" } as const;
export const failed = (): Draft => orderFailed({ ...givenUp, orderStatus: "COMPENSATING" });
export const cancelAccepted = (): Draft =>
  orderCancelAccepted({ ...givenUp, orderStatus: "COMPENSATING" });
export const cancelled = (): Draft => orderCancelled({ ...givenUp, orderStatus: "CANCELLED" });
