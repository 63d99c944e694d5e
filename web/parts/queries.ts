import { QueryClient, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "./client.ts";
import { isPassing } from "./problem.ts";

/** Answers are kept for a moment; what is passing is asked again, a no is shown. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 3 && isPassing(error),
      retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
      // A server at home answers also where the browser believes to be offline.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

/** Query keys begin with the noun: `["item", itemId]`, `["orders", filter]`, `["me"]`. */
export const me = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/members/me", { signal })),
  staleTime: 60_000,
});
