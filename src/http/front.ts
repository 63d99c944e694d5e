import type { Logger } from "pino";
import type { Policies } from "#kernel/policies.ts";
import type { World } from "#kernel/world.ts";
import type { Group, Reads } from "./group.ts";
import type { writesInProgress, repetitions } from "./idempotency.ts";
import type { Metrics } from "./metrics.ts";
import type { RateLimits } from "./limiting.ts";
import type { ReadCache } from "./readCache.ts";
import type { HttpSettings } from "./settings.ts";
import type { Route } from "./route.ts";
import type { Recognise } from "./tokens.ts";

/** How much is going on, and whether it should end. */
export type Load = { inFlight: number; streams: number; draining: boolean };

/** What every part of the HTTP front works with. */
export type Front = {
  readonly world: World;
  readonly policies: Policies;
  readonly settings: HttpSettings;
  readonly group: Group;
  readonly reads: Reads;
  readonly cache: ReadCache;
  readonly recognise: Recognise;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly load: Load;
  /** Whether there is no room for another request of the route. */
  readonly isFull: (route: Route) => boolean;
  readonly inProgress: ReturnType<typeof writesInProgress>;
  readonly rateLimits: RateLimits;
  readonly isRepetition: ReturnType<typeof repetitions>;
};
