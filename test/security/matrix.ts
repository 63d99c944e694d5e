/** Who may do what: a row for each route, a cell for each identity (attacks §3). */
import { gifts } from "./matrix/gifts.ts";
import { browsing, carts, coupons, goods } from "./matrix/goods.ts";
import { money, transfers } from "./matrix/money.ts";
import { notices, orders, parcels } from "./matrix/orders.ts";
import { people } from "./matrix/people.ts";
import { EVERYONE, OPERATOR, row, type Row, type Six } from "./matrix/row.ts";
import { matched, statements } from "./matrix/settling.ts";
import { hooks } from "./matrix/webhooks.ts";

const NO_DEMO: Six = [401, 403, 403, 403, 403, 409];

const operations: readonly Row[] = [
  row("GET /ops/invariants", OPERATOR),
  row("GET /ops/lag", OPERATOR),
  row("GET /ops/parked", OPERATOR),
  row("GET /ops/policies", OPERATOR),
  // Nothing is parked in a town that works: the operator is let in, and finds nothing.
  row("GET /ops/parked/drops", OPERATOR),
  row("POST /ops/parked/drops", [401, 403, 403, 403, 403, 404], () => ({
    body: { consumer: "query", key: "ord_0000000000000001", why: "of a test" },
  })),
  row("GET /ops/parked/redrives", OPERATOR),
  row("POST /ops/parked/dry-runs", [401, 403, 403, 403, 403, 404], () => ({
    body: { consumer: "order", key: "ord_0000000000000000" },
  })),
  row("POST /ops/parked/redrives", [401, 403, 403, 403, 403, 404], () => ({
    body: { consumer: "order", key: "ord_0000000000000000" },
  })),
  row("GET /ops/map", OPERATOR),
  row("GET /ops/orders/{orderId}/story", OPERATOR, () => ({
    path: "/ops/orders/ord_0000000000000000/story",
  })),
  // The town is no demo: its companies are not told what to do wrong.
  row("GET /ops/simulators", NO_DEMO),
  row("PUT /ops/simulators", NO_DEMO, () => ({ body: { payment: { slowMs: 1 } } })),
  row("POST /ops/rebuilds", OPERATOR, () => ({ body: { context: "query" } })),
];

/** The switches of tests: a process that was not told to be tested does not have them. */
const switches: readonly Row[] = [
  row("GET /ops/test/standing", EVERYONE, () => ({})),
  row("PUT /ops/test/clock", EVERYONE, () => ({ body: { offsetMs: 0 } })),
  row("PUT /ops/test/faults", EVERYONE, () => ({ body: { name: "nothing", times: 0 } })),
  row("PUT /ops/test/crash", EVERYONE, () => ({ body: { at: "nowhere" } })),
];

export const MATRIX: readonly Row[] = [
  ...people,
  ...goods,
  ...browsing,
  ...coupons,
  ...carts,
  ...money,
  ...transfers,
  ...statements,
  ...matched,
  ...orders,
  ...parcels,
  ...gifts,
  ...notices,
  ...hooks,
  ...operations,
  ...switches,
];
