import type { Context } from "#http/context.ts";
import { dailySales, feedRecords, fees, orderViews, popularLists } from "./collections.ts";
import { type FeedSink, feedTo } from "./feeds/cloudEvents.ts";
import { invariants } from "./invariants.ts";
import { listMaking } from "./popular.ts";
import { reactionsWith } from "./reactions.ts";
import { POPULAR_LIST } from "./reactions/ranking.ts";
import { FEED } from "./reactions/selling.ts";
import { routes } from "./routes.ts";

/** Query tells a data platform of orders where there is one. */
export const queryContext = (sink?: FeedSink): Context => ({
  name: "query",
  collections: [orderViews, dailySales, popularLists, feedRecords, fees] as never,
  ledgers: [],
  replicas: [orderViews, dailySales] as never,
  reactions: reactionsWith(sink !== undefined),
  sends: [],
  routes,
  ...(sink === undefined ? {} : { runners: { [FEED]: feedTo(sink) } }),
  readers: (read) => ({ [POPULAR_LIST]: listMaking(read) }),
  migrations: new URL("migrations/", import.meta.url),
  invariants,
});
