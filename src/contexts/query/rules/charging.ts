/**
 * What a seller is owed: what shoppers paid for the seller's lines, less what went back, less the fee.
 * A line is a sale of the day on which its order was paid, and is taken back on the day on which its
 * money went back. A fee is that of the moment of payment, rounded down for each order of a seller and
 * shared over its lines by largest remainder; it goes back with its line. So sums add up to the won over
 * any days, and what a statement said of days gone by stays so.
 */
import { allocate, percentOf, sumOf } from "#kernel/money.ts";
import type { ValueOf } from "#kernel/schema.ts";
import type { feeTerm } from "../contract.ts";
import type { OrderView, ViewLine } from "../rules.ts";

export type FeeTerm = Readonly<ValueOf<ReturnType<typeof feeTerm>>>;
/** What is charged, and was charged before: the first term holds for all that went before it too. */
export type Fee = {
  readonly feeName: "settlement.feePercent";
  readonly terms: readonly FeeTerm[];
};

/** The same fee where nothing changes. */
export function withTerm(fee: Fee | undefined, term: FeeTerm): Fee {
  if (fee === undefined) return { feeName: "settlement.feePercent", terms: [term] };
  if (fee.terms.at(-1)?.percent === term.percent) return fee;
  return { ...fee, terms: [...fee.terms, term] };
}

export const percentAt = (terms: readonly FeeTerm[], at: number, byDefault: number): number =>
  (terms.findLast(({ since }) => since <= at) ?? terms[0])?.percent ?? byDefault;

/** The view once the money of those lines is back, of all where none are named. */
export function withLinesBack(
  view: OrderView,
  at: number,
  lineNos = view.lines.map(({ lineNo }) => lineNo),
): OrderView {
  const { linesBack = [] } = view;
  const going = lineNos.filter((of) => !linesBack.some(({ lineNo }) => lineNo === of));
  if (going.length === 0) return view;
  const more = going.map((lineNo) => ({ lineNo, at }));
  return { ...view, linesBack: [...linesBack, ...more], lastBackAt: at };
}

export type StatedOrder = Pick<
  OrderView,
  "orderId" | "orderNumber" | "lines" | "paidAt" | "linesBack"
>;
/** One line of a statement. What went back is below zero. */
export type Entry = {
  readonly kind: "SALE" | "REFUND";
  readonly at: number;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly lineNo: number;
  readonly itemId: string;
  readonly itemName: string;
  readonly quantity: number;
  readonly amountMinor: bigint;
  readonly feePercent: number;
  readonly feeMinor: bigint;
  readonly dueMinor: bigint;
};
export type Span = { readonly from: number; readonly to: number };

/** What an order adds to the statement of one of its sellers for a span of time, both ends included. */
export function entriesOf(
  order: StatedOrder,
  partnerId: string,
  { from, to }: Span,
  feeAt: (at: number) => number,
): readonly Entry[] {
  const { paidAt, linesBack = [] } = order;
  if (paidAt === undefined) return [];
  const sales = salesOf(order, partnerId, paidAt, feeAt(paidAt));
  const isWithin = ({ at }: { readonly at: number }) => at >= from && at <= to;
  return [
    ...sales.filter(isWithin),
    ...linesBack
      .filter(isWithin)
      .flatMap(({ lineNo, at }) =>
        sales.filter((sale) => sale.lineNo === lineNo).map((sale) => takenBack(sale, at)),
      ),
  ];
}

function salesOf(
  { orderId, orderNumber, lines }: StatedOrder,
  partnerId: string,
  at: number,
  feePercent: number,
): readonly Entry[] {
  const own = lines.filter((line) => line.partnerId === partnerId);
  const amounts = own.map(paidFor);
  const shares = allocate(percentOf(sumOf(amounts), feePercent), amounts);
  return own.map(({ lineNo, itemId, itemName, quantity }, index) => {
    const amountMinor = amounts[index] ?? 0n;
    const feeMinor = shares[index] ?? 0n;
    const dueMinor = amountMinor - feeMinor;
    const of = { orderId, orderNumber, lineNo, itemId, itemName, quantity };
    return { kind: "SALE", at, ...of, amountMinor, feePercent, feeMinor, dueMinor };
  });
}

/** What the shopper paid for a line: its price less its share of the order's discount. */
const paidFor = ({ lineAmountMinor, orderDiscountShareMinor }: ViewLine): bigint =>
  lineAmountMinor - orderDiscountShareMinor;

const takenBack = (sale: Entry, at: number): Entry => ({
  ...sale,
  kind: "REFUND",
  at,
  amountMinor: -sale.amountMinor,
  feeMinor: -sale.feeMinor,
  dueMinor: -sale.dueMinor,
});

export type Totals = Readonly<
  Record<"soldMinor" | "refundedMinor" | "feeMinor" | "dueMinor", bigint>
>;

export function totalsOf(entries: readonly Entry[]): Totals {
  const amountOf = (kind: Entry["kind"]) =>
    sumOf(entries.filter((entry) => entry.kind === kind).map(({ amountMinor }) => amountMinor));
  return {
    soldMinor: amountOf("SALE"),
    refundedMinor: -amountOf("REFUND"),
    feeMinor: sumOf(entries.map(({ feeMinor }) => feeMinor)),
    dueMinor: sumOf(entries.map(({ dueMinor }) => dueMinor)),
  };
}
