/** What is told of an order, and to whom: each seller of the own lines, operators of all. Never of people. */
import type { EventType } from "../contract.ts";
import { OPERATOR } from "../rules.ts";

type Line = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly partnerId: string;
  readonly quantity: number;
};
export type ToldOrder = {
  readonly orderId: string;
  readonly lines: readonly Line[];
  /** The events that were told: each is told once. */
  readonly told: readonly string[];
};

export const ownersOf = (lines: readonly Pick<Line, "partnerId">[]): readonly string[] => [
  OPERATOR,
  ...new Set(lines.map(({ partnerId }) => partnerId)),
];

export const toldOrder = (orderId: string, lines: readonly Line[]): ToldOrder => ({
  orderId,
  lines: lines.map(({ lineNo, itemId, partnerId, quantity }) => ({
    lineNo,
    itemId,
    partnerId,
    quantity,
  })),
  told: [],
});

/** The same object: it was told before. */
export const withTold = (order: ToldOrder, eventType: EventType): ToldOrder =>
  order.told.includes(eventType) ? order : { ...order, told: [...order.told, eventType] };

type OrderFact = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderStatus: string;
  readonly orderVersion: number;
};

/** The data of an order's event for one owner, as JSON text. */
export const dataFor = (
  ownerId: string,
  { lines }: ToldOrder,
  { orderId, orderNumber, orderStatus, orderVersion }: OrderFact,
): string =>
  JSON.stringify({
    orderId,
    orderNumber,
    status: orderStatus,
    version: orderVersion,
    lines: lines
      .filter(({ partnerId }) => ownerId === OPERATOR || partnerId === ownerId)
      .map(({ partnerId, ...line }) => (ownerId === OPERATOR ? { ...line, partnerId } : line)),
  });
