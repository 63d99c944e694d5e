/** What order asks of other contexts, and all that it may send them. */
import type { Definition, Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import { checkLines, returnLines, undoStock } from "#contexts/catalog/contract.ts";
import {
  quoteLines,
  redeemCoupons,
  restoreCoupons,
  restoreLineCoupons,
} from "#contexts/coupon/contract.ts";
import { cancelLines, cancelShipments, changeAddress } from "#contexts/delivery/contract.ts";
import {
  awaitDeposit,
  cancelPayment,
  charge as chargePayment,
  refundPart,
  refundPayment,
} from "#contexts/payment/contract.ts";
import {
  type Ask,
  type LineCancel,
  lineCancelUnderWay,
  type Order,
  type OrderLine,
} from "../rules.ts";
import { couponsOn } from "../rules/cancellingLines.ts";
import { reasonOf } from "../rules/paying.ts";

/** What each ask says. */
export const ASKS: Readonly<Record<Ask, (order: Order) => Draft>> = {
  charge: ({ orderId, memberId, payMethod, payableAmountMinor: amountMinor, payAttempts }) =>
    chargePayment({ orderId, memberId, payMethod, amountMinor, attempt: payAttempts }),
  awaitDeposit: ({ orderId, orderNumber, memberId, payableAmountMinor, lines, ...order }) =>
    awaitDeposit({
      orderId,
      orderNumber,
      memberId,
      amountMinor: payableAmountMinor,
      depositorName: order.depositorName ?? order.orderer.name,
      dueAt: order.unpaidUntil ?? 0,
      lines: lines.map(({ lineNo, itemId, partnerId, quantity }) => ({
        lineNo,
        itemId,
        partnerId,
        quantity,
      })),
    }),
  redeemCoupons: ({ orderId, memberId, lines, orderCouponId }) =>
    redeemCoupons({
      orderId,
      memberId,
      lines: lines.map(askedLine),
      ...(orderCouponId === undefined ? {} : { orderCouponId }),
    }),
  cancelPayment: ({ orderId }) => cancelPayment({ orderId }),
  refund: ({ orderId, cancelReason }) =>
    refundPayment({ orderId, cause: cancelReason ?? "CANNOT_COMPLETE" }),
  restoreCoupons: ({ orderId }) => restoreCoupons({ orderId }),
  undoStock: ({ orderId }) => undoStock({ orderId }),
  cancelShipments: ({ orderId }) => cancelShipments({ orderId }),
  cancelLines: ({ orderId, lineCancels = [] }) => {
    const { cancelNo, lineNos } = lineCancels.at(-1) ?? nothingGoes(orderId);
    return cancelLines({ orderId, cancelNo, lineNos: [...lineNos] });
  },
  refundLines: (order) => {
    const { refundNo, refundMinor: amountMinor, by } = goingOf(order);
    if (refundNo === undefined) return nothingGoes(order.orderId);
    const cause = reasonOf(by);
    return refundPart({ orderId: order.orderId, refundNo, amountMinor, cause });
  },
  restoreLineCoupons: (order) => {
    const going = goingOf(order);
    const { cancelNo } = going;
    const memberCouponIds = [...couponsOn(order, going)];
    return restoreLineCoupons({ orderId: order.orderId, cancelNo, memberCouponIds });
  },
  returnLines: (order) => {
    const { cancelNo, lineNos } = goingOf(order);
    return returnLines({ orderId: order.orderId, cancelNo, lineNos: [...lineNos] });
  },
};

/** A line as coupon judges it. */
const askedLine = ({
  lineNo,
  unitListPriceMinor,
  quantity,
  memberCouponIds,
  expectedUnitPriceMinor,
}: OrderLine) => ({
  lineNo,
  unitListPriceMinor,
  quantity,
  memberCouponIds,
  ...(expectedUnitPriceMinor === undefined ? {} : { expectedUnitPriceMinor }),
});

const goingOf = (order: Order): LineCancel =>
  lineCancelUnderWay(order) ?? nothingGoes(order.orderId);
const nothingGoes = (orderId: string): never => impossible(`no lines of ${orderId} are cancelled`);

export const sends: readonly Definition[] = [
  chargePayment,
  awaitDeposit,
  cancelPayment,
  refundPayment,
  redeemCoupons,
  restoreCoupons,
  undoStock,
  cancelShipments,
  cancelLines,
  refundPart,
  restoreLineCoupons,
  returnLines,
  quoteLines,
  checkLines,
  changeAddress,
] as readonly unknown[] as readonly Definition[];
