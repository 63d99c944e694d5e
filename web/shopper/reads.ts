import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, type operations } from "../parts/client.ts";

type Body<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { "application/json": infer T } } };
}
  ? T
  : never;

export type Item = Body<"getItemsByItemId">;
export type ItemSearch = NonNullable<operations["getItems"]["parameters"]["query"]>;
export type Category = Body<"getCategories">["categories"][number];
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

const PAGE = 100;

/** What a search finds, a page at a time. */
export const itemsQuery = (search: ItemSearch) =>
  infiniteQueryOptions({
    queryKey: ["items", search],
    queryFn: ({ signal, pageParam: cursor }) =>
      answerOf(
        api.GET("/api/items", {
          params: { query: { ...search, limit: PAGE, ...(cursor === "" ? {} : { cursor }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/categories", { signal })),
  staleTime: 60_000,
});

export const homeListsQuery = queryOptions({
  queryKey: ["homeLists"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/home-lists", { signal })),
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
