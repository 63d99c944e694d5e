import type { CarrierSimulator } from "#contexts/delivery/carriers/simulator/server.ts";
import type { Simulator } from "#contexts/payment/providers/simulator/server.ts";
import type { Context } from "#http/context.ts";
import type { Reads } from "#http/group.ts";
import type { Group } from "#runtime/group.ts";
import type { Party } from "#runtime/routing.ts";
import type { Store } from "#store/store.ts";
import type { Rebuilt } from "./rebuild.ts";
import type { Arrow, Traffic } from "./traffic.ts";

/** What the routes of operators stand on: one process and its database. */
export type Operations = {
  readonly contexts: readonly Context[];
  /** All contexts of the platform, wherever they run. */
  readonly parties: readonly Party[];
  readonly group: Group;
  readonly reads: Reads;
  readonly now: () => number;
  /** Who speaks to the contexts of this process, and what passed. */
  readonly arrows: readonly Arrow[];
  readonly traffic: Traffic;
  readonly rebuild: (context: Context) => Promise<Rebuilt>;
  /** How far each consumer here is behind each stream. */
  readonly lags: () => Promise<readonly Lag[]>;
  /** Reads a log, of this process or another. */
  readonly readLog: Store["readLog"];
  /** Those started here to try things with; none outside a demo. */
  readonly simulators: {
    readonly payment?: Pick<Simulator, "set" | "left"> | undefined;
    readonly carrier?: Pick<CarrierSimulator, "set" | "left"> | undefined;
  };
};

/** Where a consumer stands on a stream: messages applied, of all its slots, and those still to come. */
export type Lag = {
  readonly consumer: string;
  readonly stream: string;
  /** The position in each slot. */
  readonly from: readonly number[];
  readonly applied: number;
  /** Undefined while the broker or database that would know does not answer. */
  readonly behind: number | undefined;
};
