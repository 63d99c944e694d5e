import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, type operations } from "../parts/client.ts";

type Body<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { "application/json": infer T } } };
}
  ? T
  : never;

export type LiveMap = Body<"getOpsMap">;
export type Arrow = LiveMap["arrows"][number];
export type Lane = LiveMap["lanes"][number];
export type MapContext = LiveMap["contexts"][number];
export type Story = Body<"getOpsOrdersByOrderIdStory">;
export type StoryMessage = Story["messages"][number];
export type ListedOrder = Body<"getOrders">["orders"][number];
export type Parked = Body<"getOpsParked">["parked"][number];
export type DryRun = Body<"postOpsParkedDryRuns">;
/** What is to be applied again: a key, or all keys whose first message is of a type. */
export type Redriving = {
  readonly consumer: string;
  /** The key, or the first of the keys. */
  readonly sample: string;
  readonly type?: string;
  readonly keys: number;
  readonly messages: number;
};
export type Promises = Body<"getOpsInvariants">;
export type Simulators = Body<"getOpsSimulators">;
export type Instance = Body<"getOpsInstances">["instances"][number];
export type OfferedRoute = Body<"getOpsRoutes">["routes"][number];
export type SettlementCase = Body<"getSettlementCases">["cases"][number];
export type Member = Body<"getMembers">["members"][number];
export type Partner = Body<"getPartners">["partners"][number];
export type Coupon = Body<"getCoupons">["coupons"][number];
export type Payment = Body<"getPayments">["payments"][number];
export type RefundDue = Body<"getRefundsDue">["refunds"][number];

const EACH_SECOND = 1_000;

export const mapQuery = queryOptions({
  queryKey: ["map"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/map", { signal })),
  refetchInterval: EACH_SECOND,
  staleTime: 0,
});

export const latestOrdersQuery = queryOptions({
  queryKey: ["orders", "latest"],
  queryFn: ({ signal }) =>
    answerOf(
      api.GET("/api/orders", { params: { query: { range: "LAST_WEEK", size: 8 } }, signal }),
    ),
  refetchInterval: 3 * EACH_SECOND,
});

export const ordersQuery = (page: number) =>
  queryOptions({
    queryKey: ["orders", "all", page],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/orders", {
          params: { query: { range: "LAST_6_MONTHS", page, size: 25 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: ["order", orderId],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/orders/{orderId}", { params: { path: { orderId } }, signal })),
  });

export const storyQuery = (orderId: string) =>
  queryOptions({
    queryKey: ["order", orderId, "story"],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/ops/orders/{orderId}/story", { params: { path: { orderId } }, signal })),
    refetchInterval: 3 * EACH_SECOND,
  });

export const droppedQuery = queryOptions({
  queryKey: ["parked", "dropped"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/parked/drops", { signal })),
});

export const redrivesQuery = queryOptions({
  queryKey: ["parked", "redrives"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/parked/redrives", { signal })),
});

/** What would come of the first parked message of a key now: not to be kept. */
export const dryRunQuery = (consumer: string, key: string) =>
  queryOptions({
    queryKey: ["dryRun", consumer, key],
    queryFn: ({ signal }) =>
      answerOf(api.POST("/ops/parked/dry-runs", { body: { consumer, key }, signal })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const parkedQuery = queryOptions({
  queryKey: ["parked"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/parked", { signal })),
  refetchInterval: 5 * EACH_SECOND,
});

/** Reads whole tables: asked only when somebody wants to know, and kept. */
export const promisesQuery = queryOptions({
  queryKey: ["promises"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/ops/invariants", { params: { query: { when: "always" } }, signal })),
  enabled: false,
  staleTime: Infinity,
  gcTime: Infinity,
});

export const policiesQuery = queryOptions({
  queryKey: ["policies"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/policies", { signal })),
});

export const simulatorsQuery = queryOptions({
  queryKey: ["simulators"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/simulators", { signal })),
  refetchInterval: 2 * EACH_SECOND,
});

export const instancesQuery = queryOptions({
  queryKey: ["instances"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/instances", { signal })),
  refetchInterval: 2 * EACH_SECOND,
});

export const routesQuery = queryOptions({
  queryKey: ["routes"],
  queryFn: ({ signal }) => answerOf(api.GET("/ops/routes", { signal })),
  staleTime: Infinity,
});

const sought = (q: string, page: number) => ({ page, size: 25, ...(q === "" ? {} : { q }) });

/** Members with these words in name or e-mail address; all of them without words. */
export const membersQuery = (q: string, page = 1) =>
  queryOptions({
    queryKey: ["members", q, page],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/members", { params: { query: sought(q, page) }, signal })),
    placeholderData: keepPreviousData,
  });

export const partnersQuery = (q: string, page = 1) =>
  queryOptions({
    queryKey: ["partners", q, page],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/partners", { params: { query: sought(q, page) }, signal })),
    placeholderData: keepPreviousData,
  });

export const refundsDueQuery = queryOptions({
  queryKey: ["refundsDue"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/api/refunds-due", { params: { query: { limit: 100 } }, signal })),
});

/** Whether the money was taken is not known: each is looked into until it is. */
export const doubtsQuery = queryOptions({
  queryKey: ["payments", "IN_DOUBT"],
  queryFn: ({ signal }) =>
    answerOf(
      api.GET("/api/payments", { params: { query: { status: "IN_DOUBT", limit: 100 } }, signal }),
    ),
  refetchInterval: 3 * EACH_SECOND,
});

export const couponsQuery = queryOptions({
  queryKey: ["coupons"],
  queryFn: ({ signal }) =>
    answerOf(api.GET("/api/coupons", { params: { query: { limit: 100 } }, signal })),
});

export const straysQuery = queryOptions({
  queryKey: ["strays"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/payments/strays", { signal })),
});

export type CaseSearch = {
  readonly source: "PROVIDER" | "BANK";
  /** Days of Seoul, at most a month of them. */
  readonly from: string;
  readonly to: string;
  readonly page: number;
};
export const casesQuery = (search: CaseSearch) =>
  queryOptions({
    queryKey: ["settlementCases", search],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/settlement-cases", {
          params: { query: { status: "OPEN", size: 25, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
