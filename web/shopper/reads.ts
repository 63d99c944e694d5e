import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, type operations } from "../parts/client.ts";

type Body<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { "application/json": infer T } } };
}
  ? T
  : never;

export type Item = Body<"getItemsByItemId">;
export type Order = Body<"getOrdersByOrderId">;
export type ListedOrder = Body<"getOrders">["orders"][number];
export type Cart = Body<"getCart">;
export type CartLine = Cart["lines"][number];
export type Sheet = Body<"postOrderSheets">;
export type MemberCoupon = Body<"getMyCoupons">["coupons"][number];
export type Coupon = Body<"getCoupons">["coupons"][number];
export type Gift = Body<"getGifts">["gifts"][number];
export type GiftLink = Body<"getGiftLinksBySecret">;
export type Address = Sheet["address"];

/** Asks again that often, as long as there are answers. */
const every =
  (ms: number) =>
  ({ state }: { readonly state: { readonly status: string } }): number | false =>
    state.status === "error" ? false : ms;

const ITEMS_MAX = 1_000;
const PAGE = 100;

/** Everything on sale, newest first: a shop of hundreds is searched where it is shown. */
export const itemsQuery = queryOptions({
  queryKey: ["items"],
  queryFn: async ({ signal }) => {
    const items: Item[] = [];
    for (let cursor: string | undefined; items.length < ITEMS_MAX;) {
      const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const page = await answerOf(api.GET("/api/items", { params: { query }, signal }));
      items.push(...page.items);
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    return items;
  },
  staleTime: 15_000,
});

/** The item numbers of the best-selling items, in order. */
export const popularQuery = queryOptions({
  queryKey: ["items", "popular"],
  queryFn: async ({ signal }) => {
    const { items } = await answerOf(api.GET("/api/items/popular", { signal }));
    return items.map(({ itemId }) => itemId);
  },
  staleTime: 60_000,
});

/** One item; asked again while it is looked at, since others buy too. */
export const itemQuery = (itemId: string) =>
  queryOptions({
    queryKey: ["item", itemId],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/items/{itemId}", { params: { path: { itemId } }, signal })),
    refetchInterval: every(5_000),
  });

/** What buyers think of an item, newest first. */
export const reviewsQuery = (itemId: string) =>
  queryOptions({
    queryKey: ["reviews", itemId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/items/{itemId}/reviews", {
          params: { path: { itemId }, query: { limit: 20 } },
          signal,
        }),
      ),
  });

export const walletQuery = queryOptions({
  queryKey: ["wallet"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/wallet", { signal })),
});

export const walletEntriesQuery = queryOptions({
  queryKey: ["wallet", "entries"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/api/wallet/entries", { params: { query: { limit: 50 } }, signal })),
});

export const myCouponsQuery = queryOptions({
  queryKey: ["coupons", "mine"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/api/my/coupons", { params: { query: { limit: 100 } }, signal })),
});

export const couponsQuery = queryOptions({
  queryKey: ["coupons"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/api/coupons", { params: { query: { limit: 100 } }, signal })),
});

export const orderKey = (orderId: string) => ["order", orderId] as const;
export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: orderKey(orderId),
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/orders/{orderId}", { params: { path: { orderId } }, signal })),
  });

export type OrderRange = "LAST_WEEK" | "LAST_MONTH" | "LAST_3_MONTHS" | "LAST_6_MONTHS";
export const ordersQuery = (range: OrderRange, page: number) =>
  queryOptions({
    queryKey: ["orders", range, page],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/orders", { params: { query: { range, page, size: 20 } }, signal })),
    placeholderData: keepPreviousData,
  });

export const giftsQuery = queryOptions({
  queryKey: ["gifts"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/api/gifts", { params: { query: { limit: 50 } }, signal })),
});

export const giftLinkQuery = (secret: string) =>
  queryOptions({
    queryKey: ["giftLink", secret],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/gift-links/{secret}", { params: { path: { secret } }, signal })),
    refetchInterval: every(10_000),
  });
