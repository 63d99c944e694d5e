import { Type } from "typebox";
import { addDays, dayOf } from "#kernel/calendar.ts";
import { isRefusal } from "#kernel/refusal.ts";
import { count, day, listOf, oneOf, optional, record, token } from "#kernel/schema.ts";
import { EVERY_ROW } from "#http/readCache.ts";
import { type Route, routesOf } from "#http/route.ts";
import { popularEntry } from "../contract.ts";
import { keptList } from "../popular.ts";
import { type Ranking, type Read, windowOf } from "../ranking.ts";
import { RANGES, spanOf } from "./listing.ts";

const route = routesOf("query");

const SALES = ["query.popular_lists", "query.daily_sales"].map((table) => ({
  table,
  key: EVERY_ROW,
}));

/** Where a request asks what sells best. */
export type RankingOf = (read: Read) => Ranking;

const popularItems = (rankingOf: RankingOf): Route =>
  route({
    method: "GET",
    path: "/api/items/popular",
    summary: "The best-selling items of the last whole days, the same until midnight",
    access: "guest",
    answers: {
      200: record({
        from: day(),
        to: day(),
        items: listOf(record({ rank: count(1), ...popularEntry().properties }), 100),
      }),
    },
    refusals: [],
    handle: async (_, { read, cached, now, policies }) => {
      const today = dayOf(now());
      const includesToday = policies["ranking.includeToday"];
      const span = windowOf(today, policies["ranking.windowDays"], includesToday);
      const entries = await cached(`popular items of ${today}`, SALES, async () => {
        const kept = includesToday ? undefined : await keptList(read, today);
        return kept ?? (await rankingOf(read).best(span, policies["ranking.size"]));
      });
      return {
        status: 200,
        body: { ...span, items: entries.map((entry, index) => ({ rank: index + 1, ...entry })) },
      };
    },
  });

const number = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
type SaleRow = {
  readonly day: string;
  readonly item_id: string;
  readonly partner_id: string;
  readonly quantity: number;
  readonly orders: number;
};

const dailySales = route({
  method: "GET",
  path: "/api/daily-sales",
  summary:
    "Pieces and orders by day and item, latest first: a seller's own items, all for operators",
  access: ["seller", "operator"],
  query: record({
    range: optional(oneOf(...RANGES)),
    from: optional(day()),
    to: optional(day()),
    itemId: optional(token("itm")),
    page: optional(number(1, 10_000)),
    size: optional(number(1, 100)),
  }),
  answers: {
    200: record({
      sales: listOf(
        record({
          day: day(),
          itemId: token("itm"),
          partnerId: token("ptn"),
          quantity: count(),
          orders: count(),
        }),
        100,
      ),
      page: count(1),
      size: count(1),
      hasMore: Type.Boolean(),
    }),
  },
  refusals: ["COMMON_INVALID_PARAMETER"],
  handle: async ({ query }, { identity, read, now }) => {
    const span = spanOf(query, now());
    if (isRefusal(span)) return span;
    const { page = 1, size = 20, itemId = null } = query;
    const partnerId = identity.role === "operator" ? null : (identity.partnerId ?? "");
    const rows = await read<SaleRow>(
      `select day, item_id, partner_id, quantity, orders from query.daily_sales
        where sale_id >= $1 and sale_id < $2 and quantity > 0
          and ($3::text is null or partner_id = $3) and ($4::text is null or item_id = $4)
        order by day desc, quantity desc, orders desc, item_id limit $5 offset $6`,
      [
        dayOf(span.from),
        addDays(dayOf(span.to), 1),
        partnerId,
        itemId,
        size + 1,
        (page - 1) * size,
      ],
    );
    const sales = rows.slice(0, size).map(saleShown);
    return { status: 200, body: { sales, page, size, hasMore: rows.length > size } };
  },
});

const saleShown = ({ item_id: itemId, partner_id: partnerId, day: on, ...sums }: SaleRow) => ({
  day: on,
  itemId,
  partnerId,
  ...sums,
});

export const salesRoutes = (rankingOf: RankingOf): readonly Route[] => [
  popularItems(rankingOf),
  dailySales,
];
