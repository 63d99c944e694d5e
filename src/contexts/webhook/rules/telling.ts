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
  /** The news that was told: each is told once. */
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

export type OrderFact = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderStatus: string;
  readonly orderVersion: number;
  /** The lines that it is about, where not all of them, and which cancel of lines it was. */
  readonly lineNos?: readonly number[];
  readonly cancelNo?: number;
};

/** What the news is called, in its order: lines are cancelled more than once. */
export const newsOf = (eventType: EventType, { cancelNo }: OrderFact): string =>
  cancelNo === undefined ? eventType : `${eventType}/${cancelNo}`;

/** The data of an order's event for one owner, as JSON text; none where no line of theirs is in it. */
export function dataFor(
  ownerId: string,
  { lines }: ToldOrder,
  { orderId, orderNumber, orderStatus, orderVersion, lineNos, cancelNo }: OrderFact,
): string | undefined {
  const theirs = lines.filter(
    ({ lineNo, partnerId }) =>
      (ownerId === OPERATOR || partnerId === ownerId) && lineNos?.includes(lineNo) !== false,
  );
  if (theirs.length === 0) return undefined;
  return JSON.stringify({
    orderId,
    orderNumber,
    status: orderStatus,
    version: orderVersion,
    ...(cancelNo === undefined ? {} : { cancelNo }),
    lines: theirs.map(({ partnerId, ...line }) =>
      ownerId === OPERATOR ? { ...line, partnerId } : line,
    ),
  });
}
