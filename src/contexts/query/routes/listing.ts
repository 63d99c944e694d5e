import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/calendar.ts";
import { refuse, type Refusal } from "#kernel/refusal.ts";

export const RANGES = [
  "LAST_WEEK",
  "LAST_MONTH",
  "LAST_3_MONTHS",
  "LAST_6_MONTHS",
  "CUSTOM",
] as const;
export type Range = (typeof RANGES)[number];
const DAYS_BACK = { LAST_WEEK: 7, LAST_MONTH: 30, LAST_3_MONTHS: 91, LAST_6_MONTHS: 182 } as const;

export const SORTS = ["RECENT", "ORDER_STATUS", "ALL"] as const;
export type Sort = (typeof SORTS)[number];

/** How `sortBy` orders the list; ALL is by order number, oldest first. */
export const ORDER_BY: Readonly<Record<Sort, string>> = {
  RECENT: "placed_at desc, order_id",
  ORDER_STATUS: "status, placed_at desc, order_id",
  ALL: "order_number, order_id",
};

export type Asked = {
  readonly range?: Range;
  readonly from?: string;
  readonly to?: string;
};

/** The instants a range covers, both included, in days of Asia/Seoul; today belongs to every range. */
export function spanOf(
  { range = "LAST_MONTH", from, to }: Asked,
  now: number,
): { readonly from: number; readonly to: number } | Refusal {
  const today = dayOf(now);
  if (range !== "CUSTOM") {
    return { from: startOfDay(addDays(today, -DAYS_BACK[range])), to: endOfDay(today) };
  }
  const missing = [
    ...(from === undefined ? ["from"] : []),
    ...(to === undefined ? ["to"] : []),
  ].map((field) => ({ field, code: "required" }));
  if (from === undefined || to === undefined) return refuse("COMMON_INVALID_PARAMETER", missing);
  if (!isDay(from) || !isDay(to)) {
    return refuse("COMMON_INVALID_PARAMETER", [
      { field: isDay(from) ? "to" : "from", code: "date" },
    ]);
  }
  if (from > to) return refuse("COMMON_INVALID_PARAMETER", [{ field: "from", code: "after_to" }]);
  return { from: startOfDay(from), to: endOfDay(to) };
}

export const isDay = (day: string): boolean => {
  const at = startOfDay(day);
  return !Number.isNaN(at) && dayOf(at) === day;
};
