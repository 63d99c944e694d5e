import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQuery,
} from "@tanstack/react-query";
import { answerOf, api, type operations } from "../parts/client.ts";
import { me } from "../parts/queries.ts";

type Body<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { "application/json": infer T } } };
}
  ? T
  : never;

export type Item = Body<"getItemsByItemId">;
export type Deposit = Body<"getDeposits">["deposits"][number];
export type Shipment = Body<"getShipments">["shipments"][number];
export type ShipmentStatus = Shipment["status"];
export type Movement = Body<"getItemsByItemIdStockMovements">["movements"][number];
export type Statement = Body<"getPartnersByPartnerIdSettlementStatement">;

const SOON = 5_000;
const PAGE = 100;
const ITEMS_MAX = 1_000;

/** Whom this seller works for; empty until it is known. */
export const usePartnerId = (): string => useQuery(me).data?.partnerId ?? "";

const DAYS = 30;
const dayAt = (at: number): string =>
  new Intl.DateTimeFormat("sv", { timeZone: "Asia/Seoul" }).format(at);
export const today = (): string => dayAt(Date.now());
export const lastDays = (): readonly string[] =>
  Array.from({ length: DAYS }, (_, index) => dayAt(Date.now() - (DAYS - 1 - index) * 86_400_000));

const SALES_PAGES = 20;
/** What was sold of which item on which of the last days. */
export const salesQuery = queryOptions({
  queryKey: ["sales"],
  queryFn: async ({ signal }) => {
    const sales: Body<"getDailySales">["sales"] = [];
    for (let page = 1; page <= SALES_PAGES; page++) {
      const query = { range: "LAST_MONTH", page, size: PAGE } as const;
      const answer = await answerOf(api.GET("/api/daily-sales", { params: { query }, signal }));
      sales.push(...answer.sales);
      if (!answer.hasMore) break;
    }
    return sales;
  },
  refetchInterval: 3 * SOON,
});

/** All own items, whatever their sale status. */
export const ownItemsQuery = (partnerId: string) =>
  queryOptions({
    queryKey: ["items", "of", partnerId],
    queryFn: async ({ signal }) => {
      const items: Item[] = [];
      for (let cursor: string | undefined; items.length < ITEMS_MAX;) {
        const query = { partnerId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
        const page = await answerOf(api.GET("/api/items", { params: { query }, signal }));
        items.push(...page.items);
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      return items;
    },
    enabled: partnerId !== "",
  });

export const itemQuery = (itemId: string) =>
  queryOptions({
    queryKey: ["item", itemId],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/items/{itemId}", { params: { path: { itemId } }, signal })),
  });

export const movementsQuery = (itemId: string) =>
  infiniteQueryOptions({
    queryKey: ["item", itemId, "movements"],
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { limit: 20, ...(cursor === "" ? {} : { cursor }) };
      return answerOf(
        api.GET("/api/items/{itemId}/stock-movements", {
          params: { path: { itemId }, query },
          signal,
        }),
      );
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export type DepositFilter = {
  readonly status: "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED";
  readonly depositorName?: string | undefined;
  readonly amount?: number | undefined;
};
export const depositsQuery = ({ status, depositorName, amount }: DepositFilter) =>
  queryOptions({
    queryKey: ["deposits", status, depositorName, amount],
    queryFn: ({ signal }) => {
      const query = {
        status,
        limit: PAGE,
        ...(depositorName === undefined ? {} : { depositorName }),
        ...(amount === undefined ? {} : { amount }),
      };
      return answerOf(api.GET("/api/deposits", { params: { query }, signal }));
    },
    refetchInterval: SOON,
    placeholderData: keepPreviousData,
  });

export const shipmentsQuery = (status: ShipmentStatus) =>
  infiniteQueryOptions({
    queryKey: ["shipments", status],
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { status, limit: 50, ...(cursor === "" ? {} : { cursor }) };
      return answerOf(api.GET("/api/shipments", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: SOON,
  });

export const statementQuery = (partnerId: string, month: string, page: number) =>
  queryOptions({
    queryKey: ["statement", partnerId, month, page],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/partners/{partnerId}/settlement-statement", {
          params: { path: { partnerId }, query: { month, page, size: 50 } },
          signal,
        }),
      ),
    enabled: partnerId !== "",
    placeholderData: keepPreviousData,
  });
