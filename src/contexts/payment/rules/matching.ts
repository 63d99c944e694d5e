/** What others state of money they moved for us, and the differences to our books that are explained. */
import type { ValueOf } from "#kernel/schema.ts";
import type { BodyOf } from "#kernel/message.ts";
import type { closeCase, Difference, Source, statedRecord } from "../contract.ts";

export type StatedRecord = Readonly<ValueOf<ReturnType<typeof statedRecord>>>;
export type StatedMoney = StatedRecord & { readonly statedId: string; readonly source: Source };

export const statedIdOf = (source: Source, recordId: string): string => `${source} ${recordId}`;

const RECORDED = ["moneyKey", "amountMinor", "refundedMinor", "statedAt"] as const;

/** The records that say something new; the last word on a record stands. */
export function newlyStated(
  source: Source,
  records: readonly StatedRecord[],
  known: ReadonlyMap<string, StatedMoney>,
): readonly StatedMoney[] {
  const said = new Map(
    records.map((of) => {
      const statedId = statedIdOf(source, of.recordId);
      return [statedId, { ...of, source, statedId }];
    }),
  );
  return [...said.values()].filter((of) => {
    const before = known.get(of.statedId);
    return before === undefined || RECORDED.some((field) => before[field] !== of[field]);
  });
}

/** A difference that somebody explained, as it was then. */
export type ClosedCase = {
  readonly caseId: string;
  readonly source: Source;
  readonly kind: Difference;
  readonly moneyKey: string;
  readonly orderId: string | undefined;
  readonly statedMinor: bigint | undefined;
  readonly bookedMinor: bigint | undefined;
  readonly foundOn: string;
  readonly reason: string;
  readonly closedBy: string | undefined;
  readonly closedAt: number;
};

/** A case is closed once: the first reason stands. */
export const closedWith = (
  { orderId, statedMinor, bookedMinor, ...found }: BodyOf<typeof closeCase>,
  closed: ClosedCase | undefined,
  closedBy: string | undefined,
  closedAt: number,
): ClosedCase => closed ?? { ...found, orderId, statedMinor, bookedMinor, closedBy, closedAt };
