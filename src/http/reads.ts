import { Pool, types } from "pg";
import { Passing } from "#store/store.ts";
import type { Reads } from "./group.ts";

export type ReadsOptions = {
  readonly connectionString: string;
  readonly connections?: number;
  readonly statementTimeoutMs?: number;
  /** False behind a pooler that does not keep prepared statements. */
  readonly prepared?: boolean;
  /** Told of connections that broke while nobody used them. */
  readonly onBroken?: (error: Error) => void;
};

/** Statements with a name are parsed once per connection; beyond this many they go unnamed. */
const NAMED_MAX = 500;

/**
 * Reads for routes, on connections that cannot write. bigint comes as bigint, timestamptz as
 * milliseconds, whole numerics (sums of amounts) as bigint, json parsed. Throws `Passing` when the
 * database cannot be asked now or takes longer than the limit.
 */
export function postgresReads(
  options: ReadsOptions,
): Reads & { readonly close: () => Promise<void> } {
  const { statementTimeoutMs = 10_000, prepared = true, onBroken = () => {} } = options;
  const pool = new Pool({
    connectionString: options.connectionString,
    max: options.connections ?? 8,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 1_000,
    application_name: "bojagi reads",
    options: "-c default_transaction_read_only=on",
    types: { getTypeParser: parserOf as typeof types.getTypeParser },
  });
  pool.on("error", onBroken);
  pool.on("connect", (client) => client.on("error", onBroken));
  const names = statementNames(prepared);
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      const name = names(sql);
      try {
        const { rows } = await pool.query({
          text: sql,
          values: [...parameters],
          ...(name === undefined ? {} : { name }),
        });
        return rows as Row[];
      } catch (error) {
        throw isPassing(error) ? new Passing("unavailable", error) : error;
      }
    },
    close: () => pool.end(),
  };
}

function statementNames(prepared: boolean): (sql: string) => string | undefined {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || !prepared || names.size >= NAMED_MAX) return known;
    const name = `read_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}

const INT8 = 20;
const NUMERIC = 1700;
const TIMESTAMPTZ = 1184;

const instantOf = types.getTypeParser(TIMESTAMPTZ) as unknown as (text: string) => Date;
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: BigInt,
  [NUMERIC]: (text) => (/^-?\d+$/.test(text) ? BigInt(text) : text),
  [TIMESTAMPTZ]: (text) => instantOf(text).valueOf(),
};

const parserOf = (type: number, format?: "text" | "binary"): unknown =>
  (format === "binary" ? undefined : parsers[type]) ?? types.getTypeParser(type, format);

/** Connection lost or refused, no room, shutting down, taking too long: anything but a wrong statement. */
function isPassing(error: unknown): boolean {
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  // What is fatal ends the session, or lets none begin, whatever its code.
  if (severity === "FATAL") return true;
  if (typeof code !== "string") return isTimeout(error);
  return /^(?:08|53|57P|58)/.test(code) || code === "57014" || /^E[A-Z]+$/.test(code);
}

/** The driver's own time-outs and broken connections come without a code. */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && /timeout|terminated|connection/i.test(error.message);
