/** Who is let in while there is little room: what moves money first, then who buys, then who looks. */
import type { Load } from "#http/front.ts";
import type { Route } from "#http/route.ts";

export type Priority = "payment" | "checkout" | "browsing";

/** How full the gateway may be for another of its kind to be let in. */
const SHARES: Readonly<Record<Priority, number>> = { payment: 1, checkout: 0.9, browsing: 0.75 };

/** Companies that call back, and whatever pays or is about a payment; then every other change. */
export function priorityOf({ method, path, context, rawBody }: Route): Priority {
  const isOfMoney =
    rawBody === true || context === "payment" || context === "wallet" || path.endsWith("/payment");
  if (isOfMoney) return "payment";
  return method === "GET" ? "browsing" : "checkout";
}

export const isFullFor = (route: Route, { inFlight }: Load, inFlightMax: number): boolean =>
  inFlight > inFlightMax * SHARES[priorityOf(route)];
