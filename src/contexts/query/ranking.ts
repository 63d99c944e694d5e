/** The seam to where sales are ranked: in PostgreSQL with everything else, or in Redis beside it. */
import { addDays } from "#kernel/calendar.ts";
import type { BodyOf, Message } from "#kernel/message.ts";
import type { Tools } from "#http/route.ts";
import type { TaskRunner } from "#runtime/tasks.ts";
import type { PopularList } from "./collections.ts";
import { noteRanked, type rankSale } from "./contract.ts";

export type Read = Tools["read"];
export type Entries = PopularList["entries"];
/** Whole days, both included. */
export type Span = { readonly from: string; readonly to: string };
export type RankedSale = Omit<BodyOf<typeof rankSale>, "keepDays">;

export type Ranking = {
  /**
   * More pieces first; of equals more orders; then by token. Items of which nothing is left are not
   * on it. Rejects when it cannot be said here and now.
   */
  readonly best: (span: Span, size: number) => Promise<Entries>;
};
/** A ranking of its own store, which is told of every sale. */
export type ToldRanking = Ranking & {
  /** What an order counts for, however often and in whatever order it is told. */
  readonly tell: (sale: RankedSale, keepDays: number) => Promise<void>;
};
export type ToldRankings = (read: Read) => ToldRanking;

/** The window that ends the day before, or with the day itself. */
export const windowOf = (day: string, windowDays: number, includesDay = false): Span => {
  const to = includesDay ? day : addDays(day, -1);
  return { from: addDays(to, 1 - windowDays), to };
};

/** The first ranking, or where it cannot say, the second. */
export const rankingElse = (first: Ranking, second: Ranking): Ranking => ({
  best: (span, size) => first.best(span, size).catch(() => second.best(span, size)),
});

/** Tells a ranking of its own store what was sold, after the commit. */
export const rankingTold =
  ({ tell }: ToldRanking): TaskRunner =>
  async (message) => {
    const { keepDays, ...sale } = (message as Message<BodyOf<typeof rankSale>>).body;
    await tell(sale, keepDays);
    return noteRanked({ orderId: sale.orderId, linesGone: sale.linesGone });
  };
