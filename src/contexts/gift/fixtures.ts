/** A gift for tests: Mina gives Jun a cup of tea, and the gift is told what happens to it. */
import type { Draft } from "#kernel/message.ts";
import { addressKept } from "#contexts/delivery/contract.ts";
import {
  orderAddressSet,
  orderCancelAccepted,
  orderClosed,
  orderDelivered,
  orderFailed,
  orderPaid,
  orderPlaced,
  orderPrepared,
  orderRefunded,
  orderShipped,
  placementRefused,
} from "#contexts/order/contract.ts";
import { type Stage, stageOf } from "#test/stage.ts";
import { gifts } from "./collections.ts";
import {
  acceptGift,
  cancelGift,
  changeGiftAddress,
  confirmGiftReceipt,
  giftDue,
  type GiftStatus,
  recordLinkPush,
  registerGift,
  rejectGift,
  startGiftPayment,
} from "./contract.ts";
import { reactions } from "./reactions.ts";
import type { Gift } from "./rules.ts";

const idOf = (prefix: string, name: string): string =>
  `${prefix}_${name.padEnd(19 - prefix.length, "0")}`;
export const orderId = idOf("ord", "1");
export const giftId = idOf("gt", "1");
export const MINA = idOf("mem", "Mina");
export const JUN = idOf("mem", "Jun");

export const address = {
  receiverName: "Jun",
  receiverPhone: "010-8765-4321",
  receiverZipcode: "04524",
  receiverAddress1: "서울시 중구 세종대로 110",
  receiverAddress2: "1층",
  etcMessage: "문 앞에 놓아 주세요",
};
const orderer = { name: "Mina", phone: "010-1111-1111", email: "mina@example.com" };
const line = { itemId: idOf("itm", "tea"), quantity: 2, memberCouponIds: [] };

export const registration = registerGift({
  orderId,
  giftId,
  linkHash: "0".repeat(64),
  memberId: MINA,
  payMethod: "WALLET",
  pushType: "KAKAO",
  receiverName: "Jun",
  receiverPhone: "010-8765-4321",
  message: "생일 축하해!",
  orderer,
  lines: [{ ...line, optionIds: [] }],
});

const ofOrder = {
  orderId,
  orderNumber: "ORD-20260302-000001",
  memberId: MINA,
  serviceType: "GIFT",
  payMethod: "WALLET",
  orderVersion: 2,
} as const;
const undone = { ...ofOrder, cancelReason: "CANCELLED_BY_OPERATOR" };

/** Every message that a gift hears, by a short name. */
export const messages = {
  register: registration,
  startPayment: startGiftPayment({ orderId, memberId: MINA }),
  giverCancels: cancelGift({ orderId, memberId: MINA }),
  accept: acceptGift({ orderId, address }),
  reject: rejectGift({ orderId }),
  changeAddress: changeGiftAddress({ orderId, address }),
  receive: confirmGiftReceipt({ orderId }),
  pushed: recordLinkPush({ orderId }),
  due: giftDue({ orderId }),
  refusedOrder: placementRefused({ orderId, reason: "PRICE_CHANGED" }),
  placed: orderPlaced({
    ...ofOrder,
    orderStatus: "PLACED",
    autoPay: false,
    orderer,
    lines: [
      {
        ...line,
        lineNo: 1,
        partnerId: idOf("ptn", "HaneulTea"),
        itemName: "녹차",
        size: "-",
        unitItemPriceMinor: 10_000n,
        options: [],
        unitListPriceMinor: 10_000n,
      },
    ],
    awaits: ["stock", "payment"],
  }),
  paid: orderPaid({ ...ofOrder, orderStatus: "PAID", payableAmountMinor: 20_000n }),
  addressSet: orderAddressSet({ ...ofOrder, orderStatus: "PREPARED", address }),
  addressKept: addressKept({ orderId }),
  prepared: orderPrepared({
    ...ofOrder,
    orderStatus: "PREPARED",
    address,
    lines: [preparedLine()],
  }),
  shipped: orderShipped({ ...ofOrder, orderStatus: "SHIPPING" }),
  delivered: orderDelivered({ ...ofOrder, orderStatus: "DELIVERED" }),
  closed: orderClosed({ ...ofOrder, orderStatus: "CLOSED" }),
  failed: orderFailed({ ...undone, orderStatus: "COMPENSATING" }),
  cancelAccepted: orderCancelAccepted({ ...undone, orderStatus: "COMPENSATING" }),
  refunded: orderRefunded({ ...undone, orderStatus: "REFUNDED", refundedAmountMinor: 20_000n }),
} as const satisfies Record<string, Draft>;
export type MessageName = keyof typeof messages;
export const MESSAGE_NAMES = Object.keys(messages) as readonly MessageName[];

function preparedLine() {
  const { itemId, quantity } = line;
  return { lineNo: 1, itemId, quantity, partnerId: idOf("ptn", "HaneulTea"), itemName: "녹차" };
}

const PAID: readonly MessageName[] = ["register", "placed", "startPayment", "paid"];
/** How a gift gets into each of its states. */
export const situations: Readonly<Record<GiftStatus, readonly MessageName[]>> = {
  REGISTERED: ["register", "placed"],
  IN_PAYMENT: ["register", "placed", "startPayment"],
  PAID,
  LINK_PUSHED: [...PAID, "pushed"],
  ACCEPTED: [...PAID, "pushed", "accept"],
  PREPARING: [...PAID, "pushed", "accept", "prepared"],
  SHIPPING: [...PAID, "pushed", "accept", "prepared", "shipped"],
  DELIVERED: [...PAID, "pushed", "accept", "prepared", "shipped", "delivered"],
  REJECTED: [...PAID, "pushed", "reject"],
  EXPIRED: [...PAID, "pushed", "due"],
  CANCELLED: [...PAID, "pushed", "giverCancels"],
};

export const DAY_MS = 86_400_000;
export const NOON = Date.parse("2026-03-02T12:00:00+09:00");

/** The clock when a message comes: what falls due does so a day late. */
export const timeOf = (name: MessageName): number => (name === "due" ? NOON + 8 * DAY_MS : NOON);

export function stageAfter(
  names: readonly MessageName[],
  policies: Parameters<typeof stageOf>[1] = {},
): Stage {
  const stage = stageOf(reactions, policies);
  for (const name of names) stage.tell(messages[name], { at: timeOf(name) });
  return stage;
}
export const giftOn = (stage: Stage): Gift | undefined => stage.row(gifts, orderId);
