import type { Policies } from "#kernel/policies.ts";
import type { GroupOptions } from "#runtime/group.ts";
import type { Outcome, Store, StoredSegment } from "#store/store.ts";
import type { Draw } from "./draw.ts";
import type { Faults } from "./faults.ts";
import type { Parties, ReactionPlant } from "./platform.ts";
import type { Process } from "./process.ts";
import type { Timeline } from "./world.ts";

/** A bug put into the pieces that a run is built of, to see whether it is found. */
export type Plant = {
  readonly reaction?: ReactionPlant;
  readonly store?: (store: Store, draw: Draw) => Store;
  /** What the bus hands out in place of what lies in the log. */
  readonly segments?: (segments: readonly StoredSegment[], draw: Draw) => readonly StoredSegment[];
  readonly group?: (options: GroupOptions, draw: Draw) => GroupOptions;
  /** The front lets two writes of one key in at once. */
  readonly unguardedFront?: true;
};

/** Everything one simulated run shares. */
export type Run = {
  readonly draw: Draw;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly policies: Policies;
  readonly parties: Parties;
  readonly plant: Plant;
  /** A state that must be reached sometimes. */
  readonly sometimes: (state: string) => void;
  /** A line of the trace; made only when somebody reads it. */
  readonly tell: (line: () => string) => void;
  /** A transaction was committed, whatever becomes of its process. */
  readonly committed: (process: Process, outcome: Outcome) => void;
  /** A message passed a parked one of its key. */
  readonly overtook: (message: AppliedMessage) => void;
  readonly applied: Applied;
  readonly newId: () => string;
  /** The number of the newest id. */
  readonly lastId: () => number;
};

/** What each consumer applied, and how often, over all processes and their deaths. */
export type Applied = Map<string, AppliedMessage>;
export type AppliedMessage = {
  readonly consumer: string;
  readonly key: string;
  readonly id: string;
  readonly isFact: boolean;
  readonly times: number;
};
export const appliedKey = (consumer: string, messageId: string): string =>
  `${consumer} ${messageId}`;

/** A wait that never ends: what the dead see of everything. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {});
