import type { Context } from "#http/context.ts";
import { dailySales, feedRecords, fees, orderViews, popularLists } from "./collections.ts";
import { type FeedSink, feedTo } from "./feeds/cloudEvents.ts";
import { invariants } from "./invariants.ts";
import { listMaking } from "./popular.ts";
import { type Read, rankingElse, rankingTold, type ToldRankings } from "./ranking.ts";
import { postgresRanking } from "./rankings/postgres.ts";
import { reactionsWith } from "./reactions.ts";
import { POPULAR_LIST } from "./reactions/ranking.ts";
import { FEED, RANKING } from "./reactions/selling.ts";
import { routes } from "./routes.ts";

export type Elsewhere = {
  readonly sink?: FeedSink | undefined;
  readonly rankings?: ToldRankings | undefined;
};

/** Query tells a data platform of orders, and ranks sales in a store of their own, where there is one. */
export const queryContext = ({ sink, rankings }: Elsewhere = {}): Context => ({
  name: "query",
  collections: [orderViews, dailySales, popularLists, feedRecords, fees] as never,
  ledgers: [],
  replicas: [orderViews, dailySales] as never,
  reactions: reactionsWith({ hasFeed: sink !== undefined, hasRanking: rankings !== undefined }),
  sends: [],
  routes: routes(rankingWith(rankings)),
  ...(sink === undefined ? {} : { runners: { [FEED]: feedTo(sink) } }),
  readers: (read) => ({
    [POPULAR_LIST]: listMaking(rankingWith(rankings)(read)),
    ...(rankings === undefined ? {} : { [RANKING]: rankingTold(rankings(read)) }),
  }),
  migrations: new URL("migrations/", import.meta.url),
  invariants,
});

/** Whatever becomes of a store of its own, PostgreSQL knows the sales as well. */
const rankingWith = (rankings: ToldRankings | undefined) => (read: Read) =>
  rankings === undefined
    ? postgresRanking(read)
    : rankingElse(rankings(read), postgresRanking(read));
