/** What the data platform is told of an order: that it is completed, later perhaps that it is taken back. */
import type { FeedKind } from "../contract.ts";

export type FeedRecord = {
  readonly orderId: string;
  readonly completedAt: number;
  readonly completedSentAt: number | undefined;
  readonly takenBackAt: number | undefined;
  readonly takenBackSentAt: number | undefined;
};

/** What is to be sent next: one at a time, so that it arrives in the order in which it happened. */
export function nextOf(record: FeedRecord): FeedKind | undefined {
  if (record.completedSentAt === undefined) return "COMPLETED";
  const isOwed = record.takenBackAt !== undefined && record.takenBackSentAt === undefined;
  return isOwed ? "TAKEN_BACK" : undefined;
}

/** A completed order is told once. */
export const afterCompleted = (
  record: FeedRecord | undefined,
  orderId: string,
  at: number,
): FeedRecord | undefined =>
  record === undefined
    ? {
        orderId,
        completedAt: at,
        completedSentAt: undefined,
        takenBackAt: undefined,
        takenBackSentAt: undefined,
      }
    : undefined;

/** Only what is told as completed is told as taken back, once. */
export const afterTakenBack = (
  record: FeedRecord | undefined,
  at: number,
): FeedRecord | undefined =>
  record === undefined || record.takenBackAt !== undefined
    ? undefined
    : { ...record, takenBackAt: at };

/** Undefined for what was noted before, or was never owed. */
export function afterSent(
  record: FeedRecord | undefined,
  kind: FeedKind,
  at: number,
): FeedRecord | undefined {
  if (record === undefined || nextOf(record) !== kind) return undefined;
  return kind === "COMPLETED"
    ? { ...record, completedSentAt: at }
    : { ...record, takenBackSentAt: at };
}
