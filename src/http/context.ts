import type { Declared } from "#kernel/message.ts";
import type { Collection, Ledger } from "#store/collection.ts";
import type { Reaction } from "#runtime/reaction.ts";
import type { TaskRunners } from "#runtime/tasks.ts";
import type { Route, Tools } from "./route.ts";

/** What main boots: everything a context is. */
export type Context = {
  readonly name: string;
  readonly collections: readonly Collection<never>[];
  /** Those that only repeat what facts of other contexts say: a replay of the logs rebuilds them. */
  readonly replicas?: readonly Collection<never>[];
  readonly ledgers: readonly Ledger<never>[];
  readonly reactions: readonly Reaction[];
  /** The commands it may send to other contexts. */
  readonly sends: readonly Declared[];
  readonly routes: readonly Route[];
  /** Who makes its calls to the outside, by kind of task. No two contexts share a kind. */
  readonly runners?: TaskRunners;
  /** The same for tasks that only read what the context itself has stored. */
  readonly readers?: (read: Tools["read"]) => TaskRunners;
  /** The folder of its .sql migrations. */
  readonly migrations: URL;
  /** SQL whose rows are broken promises (faults.md §1); `needs` names the contexts whose schemas it reads. */
  readonly invariants: readonly Invariant[];
};

export type Invariant = {
  /** The number in faults.md and the promise in a sentence: "I1 stock is conserved". */
  readonly name: string;
  readonly needs: readonly string[];
  /** Whether it must hold at every commit, or once all messages are applied. */
  readonly when: "always" | "quiet";
  /** Returns a row for every place where the promise is broken. `$1` is now as timestamptz. */
  readonly sql: string;
};
