import { DatabaseError } from "pg";
import { Passing } from "../../store.ts";

/**
 * What the runtime may do about a failed statement: `Passing` when the same work may succeed later,
 * the error itself when the data or a bug makes it fail (faults.md P10). What the server did not
 * say itself is a failure of the connection.
 */
export function classified(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return unavailable(error);
  const code = error.code ?? "";
  if (code.startsWith("40") || code === LOCK_NOT_AVAILABLE) return new Passing("conflict", error);
  if (code === UNIQUE_VIOLATION && isOurKey(error)) return new Passing("conflict", error);
  return PASSING.test(code) || isOutdatedPlan(error) ? unavailable(error) : error;
}

export const unavailable = (cause: unknown): Passing => new Passing("unavailable", cause);

const UNIQUE_VIOLATION = "23505";
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * 08 connection, 53 resources, 57P shutdown, 58 the server's files; 57014 statement_timeout; 25006 a
 * server that became read-only; 25P02 another statement of the transaction failed first, and its error
 * may arrive later here; 25P03 this process stood still; 26000 a pooler changed the connection.
 */
const PASSING = /^(?:08|53|57P|58|57014|25006|25P02|25P03|26000)/;

/** A row that somebody else inserted first. Other unique constraints are rules, and no accident. */
const isOurKey = ({ constraint }: DatabaseError): boolean => constraint?.endsWith("_pkey") ?? false;

/** A migration changed a table under a prepared statement; a new connection prepares anew. */
const isOutdatedPlan = ({ code, routine }: DatabaseError): boolean =>
  code === "0A000" && routine === "RevalidateCachedQuery";
