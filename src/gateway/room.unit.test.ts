import { expect, test } from "vitest";
import type { Route } from "#http/route.ts";
import { isFullFor, priorityOf } from "./room.ts";

const route = (method: string, path: string, context: string, rawBody?: true): Route =>
  ({ method, path, context, rawBody }) as unknown as Route;
const CALLBACK = route("POST", "/api/payments/callbacks/:name", "payment", true);
const PAYMENT = route("POST", "/api/orders/:orderId/payment", "order");
const CHECKOUT = route("POST", "/api/orders", "order");
const CART = route("PUT", "/api/cart/lines/:lineId", "cart");
const BROWSING = route("GET", "/api/items", "catalog");

test.each([
  [CALLBACK, "payment"],
  [PAYMENT, "payment"],
  [CHECKOUT, "checkout"],
  [CART, "checkout"],
  [BROWSING, "browsing"],
] as const)("%o is for %s", (of, priority) => {
  expect(priorityOf(of)).toBe(priority);
});

test.each([
  [700, [false, false, false]],
  [800, [true, false, false]],
  [950, [true, true, false]],
  [1_001, [true, true, true]],
])(
  "S4.13 with %d of 1000 being answered, who looks, who buys and who pays are turned away: %o",
  (inFlight, full) => {
    const load = { inFlight, streams: 0, draining: false };
    const away = [BROWSING, CHECKOUT, PAYMENT].map((of) => isFullFor(of, load, 1_000));
    expect(away).toEqual(full);
  },
);
