/** The simulator's own book: what it took, refused, closed and gave back. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

export type BookedRefund = { readonly refundKey: string; readonly amount: number };
export type BookedCharge = {
  readonly chargeKey: string;
  readonly providerRef: string;
  readonly payMethod: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: "CHARGED" | "DECLINED" | "CLOSED";
  readonly refunds: readonly BookedRefund[];
};
export type Wanted = Pick<BookedCharge, "chargeKey" | "payMethod" | "amount" | "currency">;

export type Book = {
  readonly charges: () => readonly BookedCharge[];
  readonly find: (chargeKey: string) => BookedCharge | undefined;
  /** Books a charge under its key once; a repeat finds what was booked first. */
  readonly enter: (wanted: Wanted, status: BookedCharge["status"]) => BookedCharge;
  /** Undefined when there is no such charge, or less is left of it. */
  readonly refund: (chargeKey: string, refund: BookedRefund) => BookedCharge | undefined;
};

/** A book in memory, or in a file that outlives the process. */
export function bookAt(file?: string): Book {
  const charges = new Map<string, BookedCharge>();
  for (const line of linesOf(file)) {
    const charge = JSON.parse(line) as BookedCharge;
    charges.set(charge.chargeKey, charge);
  }
  const write = (charge: BookedCharge): BookedCharge => {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(charge)}\n`);
    charges.set(charge.chargeKey, charge);
    return charge;
  };
  return {
    charges: () => [...charges.values()],
    find: (chargeKey) => charges.get(chargeKey),
    enter: (wanted, status) =>
      charges.get(wanted.chargeKey) ??
      write({ ...wanted, status, providerRef: `sim_${charges.size + 1}`, refunds: [] }),
    refund: (chargeKey, refund) => {
      const charge = charges.get(chargeKey);
      if (charge === undefined) return undefined;
      if (charge.refunds.some(({ refundKey }) => refundKey === refund.refundKey)) return charge;
      if (charge.status !== "CHARGED" || refund.amount > leftOf(charge)) return undefined;
      return write({ ...charge, refunds: [...charge.refunds, refund] });
    },
  };
}

export const refundedOf = ({ refunds }: BookedCharge): number =>
  refunds.reduce((sum, { amount }) => sum + amount, 0);
const leftOf = (charge: BookedCharge): number => charge.amount - refundedOf(charge);

function linesOf(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  // A line that a dying process did not finish was never answered.
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}
