import type { Message } from "#kernel/message.ts";
import type { Collection, Ledger } from "./collection.ts";

/**
 * Where a group of contexts keeps its rows, its logs and its watermarks: one database. Two stores
 * keep this promise, `stores/postgres.ts` and `stores/memory.ts`, under one suite.
 */
export type Store = {
  /** Opens a transaction. Nothing is seen by others, and nothing lasts, before `commit` resolves. */
  readonly begin: () => Promise<Transaction>;
  /** Segments of a context's log in one slot after a position, oldest first, at most `limit` of them. */
  readonly readLog: (lane: Lane, after: number, limit: number) => Promise<readonly StoredSegment[]>;
  /** The last position in each slot of a context's log; 0 for an empty slot. */
  readonly heads: (context: string) => Promise<readonly number[]>;
  /** How far `consumer` has read `stream`: the watermark of each slot; 0 where it has read nothing. */
  readonly watermarks: (consumer: string, stream: string) => Promise<readonly number[]>;
  /**
   * For each slot of `stream`, the position up to which `consumer` has applied everything: its
   * watermark, moved on over segments it applied where they were stated.
   */
  readonly appliedThrough: (consumer: string, stream: string) => Promise<readonly number[]>;
  /** Rows of a collection in key order, for the runtime's own tables (due deadlines, open tasks). */
  readonly due: <Row>(
    collection: Collection<Row>,
    before: number,
    limit: number,
  ) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
};

/** A slot of a context's log, where order holds. A restored database starts a new epoch. */
export type Lane = { readonly stream: string; readonly slot: number };

/** How many slots each log has: the ceiling of how many processes can share a context's work. */
export const SLOTS = 8;

/**
 * What one transaction stated in one slot. `position` is the place of its last message; the first
 * stands at `position - count + 1`. Positions are dense: a gap means loss.
 */
export type StoredSegment = {
  readonly position: number;
  readonly count: number;
  /** The messages as a JSON array, in order. */
  readonly messages: string;
  /** The contexts that already applied these messages in the transaction that stated them. */
  readonly appliedBy: readonly string[];
};

export type Transaction = {
  /** Rows by key, locked until the end. A missing row is absent from the answer. */
  readonly load: (wanted: readonly Wanted[]) => Promise<readonly LoadedRows[]>;
  /** Keys of parked messages, `consumer` and key joined as in `blockedKey`. Read after `load`. */
  readonly blockedKeys: (consumers: readonly string[]) => Promise<ReadonlySet<string>>;
  /**
   * Saves, appends, advances and commits in one round trip. Throws `Passing` when it did not happen
   * and may succeed when everything is loaded and decided anew (lost connection, deadlock, a row
   * that somebody else changed or inserted, a watermark that another process moved); throws anything
   * else when the data itself makes it fail. When the answer of the commit is lost, finds out.
   */
  readonly commit: (outcome: Outcome) => Promise<Committed>;
  /** Saves the rows as `commit` would, throws as it would, and ends the transaction without a trace. */
  readonly rehearse: (outcome: Pick<Outcome, "at" | "changes" | "additions">) => Promise<void>;
  readonly rollback: () => Promise<void>;
};

export type Wanted = {
  readonly collection: Collection;
  readonly keys: readonly string[];
};
export type LoadedRows = {
  readonly collection: Collection;
  readonly rows: readonly VersionedRow[];
};
/** `version` is 1 when inserted and rises by one with every change. */
export type VersionedRow = { readonly row: unknown; readonly version: number };

export type Outcome = {
  /** The clock reading of the batch: created_at and updated_at of what it wrote. */
  readonly at: number;
  readonly changes: readonly Changes[];
  readonly additions: readonly LedgerRows[];
  readonly segments: readonly NewSegment[];
  readonly marks: readonly Mark[];
};
/** All changed rows of one collection. Updated and removed rows name the version they were loaded at. */
export type Changes = {
  readonly collection: Collection;
  readonly inserted: readonly unknown[];
  readonly updated: readonly VersionedRow[];
  readonly removed: readonly VersionedRow[];
  /** Not locked, decided on and not changed: they must still be as they were. */
  readonly kept: readonly VersionedRow[];
};
export type LedgerRows = {
  readonly ledger: Ledger;
  readonly rows: readonly unknown[];
};
export type NewSegment = {
  readonly lane: Lane;
  readonly count: number;
  readonly messages: string;
  readonly appliedBy: readonly string[];
};
/** Moves a watermark. Refused as `Passing` where it no longer stands at `from`. */
export type Mark = {
  readonly consumer: string;
  readonly lane: Lane;
  readonly from: number;
  readonly to: number;
};
/** Positions of the appended segments' last messages, in the order given; undefined when the commit was found done after its answer was lost. */
export type Committed = { readonly positions: readonly number[] | undefined };

/** A failure that passes: decide the batch again, from fresh loads. Nothing was committed. */
export class Passing extends Error {
  readonly kind: "conflict" | "unavailable";
  constructor(kind: "conflict" | "unavailable", cause: unknown) {
    super(`${kind}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "Passing";
    this.kind = kind;
  }
}

/** The slot that keeps the order of a key: FNV-1a, the same in every process and for ever. */
export function slotOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % SLOTS;
}

export const blockedKey = (consumer: string, key: string): string => `${consumer} ${key}`;

/** Messages as they lie in a segment. */
export const parseSegment = (segment: StoredSegment): Message[] =>
  JSON.parse(segment.messages) as Message[];
