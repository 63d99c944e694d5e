import type { Position, Send } from "#runtime/sending.ts";

/** What the HTTP front needs of the group of contexts in this process. */
export type Group = {
  readonly send: Send;
  /** Calls back whenever this process committed a change to a row of that table and key (`*` is every row), until the answer is called. */
  readonly watch: (table: string, key: string, changed: (key: string) => void) => () => void;
  /** True once this process has applied everything up to the position; false when the wait ends first. */
  readonly caughtUp: (position: Position, waitMs: number) => Promise<boolean>;
  /** Whether commands would be taken and decided now. */
  readonly ready: () => boolean | Promise<boolean>;
  /** True while the intake is full: a write is then refused before its body is read. */
  readonly overloaded: () => boolean;
};

/** SQL reads. Amounts come as bigint, instants as milliseconds, JSON parsed. */
export type Reads = {
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
};
