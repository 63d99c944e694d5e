import type { Lane, Store, StoredSegment } from "#store/store.ts";

/**
 * How the logs of one process reach the contexts of another. The database owns positions,
 * duplicates, parking and replay; a bus only hurries segments along, in order per lane, at least
 * once. Every adapter passes `bus.suite.ts`.
 */
export type Bus = {
  /**
   * Tells that `segments` were committed to the lane. Resolves when they are durable on the bus;
   * on failure the same are published again. An adapter whose readers tail the logs needs none: an
   * empty list wakes them.
   */
  readonly publish: (lane: Lane, segments: readonly StoredSegment[]) => Promise<void>;
  /**
   * Hands every lane of the streams to `handler`, one batch in flight per lane, from the positions
   * `from` names. Resolved means done; rejected means that the lane is read again from what `from`
   * then says. A lane is handed to one process of the group at a time.
   */
  readonly subscribe: (subscription: Subscription) => Promise<Subscribed>;
  /** Segments of a lane after a position, as far back as the bus keeps them. */
  readonly readLog: Store["readLog"];
  /** Messages of the stream that the group has not been handed yet, over all lanes. */
  readonly lag: (stream: string, from: readonly number[]) => Promise<number>;
  /** Resolves when the bus answers; rejects with the reason when it does not. */
  readonly health: () => Promise<void>;
  /** Stops handing out and waits for what is in flight. */
  readonly close: () => Promise<void>;
};

export type Subscription = {
  /** The contexts of the process, joined: processes with the same name share the lanes. */
  readonly group: string;
  readonly streams: readonly string[];
  /** The position of each slot that was read last; the group's own database knows. */
  readonly from: (stream: string) => Promise<readonly number[]>;
  /** Whether messages of this type are awaited; the others may come a little later. All are by default. */
  readonly hears?: (type: string) => boolean;
  readonly handler: (lane: Lane, segments: readonly StoredSegment[]) => Promise<void>;
};

export type Subscribed = { readonly close: () => Promise<void> };

/** Says which lanes this process may read, so that processes of one group share them. */
export type Claims = {
  /** True when the lane is this process's, until it is given up or the process dies. */
  readonly claim: (lane: Lane) => Promise<boolean>;
  readonly release: (lane: Lane) => Promise<void>;
  readonly close: () => Promise<void>;
};
