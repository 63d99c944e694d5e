/** How long each part runs, and with how much. */
export type Lengths = {
  readonly yardstick: { readonly warmUpSeconds: number; readonly seconds: number };
  readonly shop: { readonly items: number; readonly shoppers: number };
  readonly warmUpSeconds: number;
  /** As fast as answers come: the figures of orders per second, CPU and memory. */
  readonly fullSeconds: number;
  /** The same again with the statements counted. */
  readonly countedSeconds: number;
  readonly oneClientSeconds: number;
  readonly halfSeconds: number;
  readonly flashSeconds: number;
  /** For each number of users. */
  readonly scenarioSeconds: number;
  /** In split a POST is answered long before the order is complete: placing stops here. */
  readonly splitOrdersMax: number;
  readonly fleetOrdersMax: number;
  /** How long one context of a fleet is stopped while orders go on. */
  readonly stoppedSeconds: number;
  /** How long the last order placed in split may take to be complete. */
  readonly splitPatienceSeconds: number;
  /** The whole run is given up after this. */
  readonly runSecondsMax: number;
};

export const ENGINE_CLIENTS = 256;
export const HTTP_CLIENTS = 128;
/** Coupons for so many orders before anything was measured; a warm-up may run out of them. */
export const WARM_UP_ORDERS = 4_000;
export const SCENARIO_USERS = [50, 100, 200] as const;
export const YARDSTICK_CONNECTIONS = [64, 16] as const;

export const FULL: Lengths = {
  yardstick: { warmUpSeconds: 2, seconds: 8 },
  shop: { items: 200, shoppers: 100 },
  warmUpSeconds: 5,
  fullSeconds: 20,
  countedSeconds: 5,
  oneClientSeconds: 10,
  halfSeconds: 15,
  flashSeconds: 10,
  scenarioSeconds: 10,
  splitOrdersMax: 6_000,
  fleetOrdersMax: 3_000,
  stoppedSeconds: 60,
  splitPatienceSeconds: 120,
  runSecondsMax: 2_400,
};

export const QUICK: Lengths = {
  yardstick: { warmUpSeconds: 0.2, seconds: 0.8 },
  shop: { items: 100, shoppers: 16 },
  warmUpSeconds: 0.8,
  fullSeconds: 2,
  countedSeconds: 1,
  oneClientSeconds: 1,
  halfSeconds: 1.5,
  flashSeconds: 1,
  scenarioSeconds: 2,
  splitOrdersMax: 600,
  fleetOrdersMax: 600,
  stoppedSeconds: 5,
  splitPatienceSeconds: 20,
  runSecondsMax: 240,
};
