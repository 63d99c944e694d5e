import type { Definition, Message } from "#kernel/message.ts";
import type { Lane } from "#store/store.ts";
import type { Answer } from "./reaction.ts";

/**
 * What begins a story: a request over HTTP, a message of another process, a deadline that fell due,
 * the result of a task, a parked message driven again or given up.
 */
export type Root = {
  /** Absent where a lane only moves on past messages nobody here hears, and where one is given up. */
  readonly message?: Message;
  readonly definition?: Definition;
  /** The contexts that are to react; all that hear it when absent. */
  readonly consumers?: ReadonlySet<string>;
  /** It came, but cannot be read: it is parked for `consumers`. */
  readonly unreadable?: Unreadable;
  readonly request?: Request;
  readonly arrival?: Arrival;
  readonly deadline?: SystemRow;
  readonly task?: SystemRow;
  readonly redrive?: Redrive;
  /** A parked message that is given up. */
  readonly drop?: Drop;
  /** Called once: the root was committed. */
  readonly done: (result: RootResult) => void;
  /** Called once: it was not, and nothing of it was written. */
  readonly failed: (error: unknown) => void;
};

export type Unreadable = {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly text: string;
  readonly reason: string;
};

/** A client waits for the answer. */
export type Request = {
  readonly idempotency?: { readonly answerId: string; readonly bodyHash: string } | undefined;
  readonly fresh?: string | undefined;
};

/** It came on a lane: committing it moves these consumers' watermarks to `position`. */
export type Arrival = {
  readonly lane: Lane;
  readonly position: number;
  readonly consumers: readonly string[];
  /** What it came with: once one of it failed, the later ones must not be applied. */
  readonly delivery: { failed?: unknown };
};

/** The row of a system table that the root uses up. */
export type SystemRow = { readonly context: string; readonly key: string };

/** Its row, and those of its key it is driven with: once one stays parked, so do the later ones. */
export type Redrive = SystemRow & {
  readonly sequence: { stuck: boolean };
  /** All that is driven at one time, and who does so. */
  readonly redriveId: string;
  readonly by: string;
};

/** The parked row that is given up, by whom and why. */
export type Drop = SystemRow & { readonly by: string; readonly why: string };

export type RootResult = {
  readonly answer: Answer | undefined;
  readonly repeated: boolean;
  readonly position:
    | {
        readonly stream: string;
        readonly slot: number;
        readonly position: number;
      }
    | undefined;
};
