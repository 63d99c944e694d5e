import type { Context, Invariant } from "#http/context.ts";
import type { Reads } from "#http/group.ts";

/** The promises of the runtime itself, for the log and the parked messages of one context. */
export const runtimeInvariants = (context: string): readonly Invariant[] => [
  {
    name: `I23 the log of ${context} is dense in every slot`,
    needs: [context],
    when: "always",
    sql: `select slot, position from (
            select slot, position, count,
                   lag(position, 1, 0::bigint) over (partition by slot order by position) as before
              from "${context}".log) log
           where position - count <> before`,
  },
  {
    name: `I28 every parked message of ${context} has a class and a reason`,
    needs: [context],
    when: "always",
    sql: `select key, type from "${context}".parked where reason_class = '' or reason = ''`,
  },
  {
    name: `I30 no deadline of ${context} is overdue by a minute`,
    needs: [context],
    when: "quiet",
    sql: `select deadline_id from "${context}".deadlines where at < $1::timestamptz - interval '1 minute'`,
  },
];

/** What a check of one promise found. */
export type Checked = {
  readonly name: string;
  readonly when: Invariant["when"];
  /** In how many places the promise is broken: 0 is well. */
  readonly broken: number;
  /** The first places, as JSON text. */
  readonly places: readonly string[];
};

const PLACES_MAX = 5;

/** The promises that can be checked on this database: those whose schemas all lie here. */
export const invariantsOf = (contexts: readonly Context[]): readonly Invariant[] => {
  const here = new Set(contexts.map(({ name }) => name));
  return contexts
    .flatMap(({ name, invariants }) => [...runtimeInvariants(name), ...invariants])
    .filter(({ needs }) => needs.every((name) => here.has(name)));
};

/** Runs every check on what is committed now. */
export async function checkInvariants(
  invariants: readonly Invariant[],
  reads: Reads,
  now: number,
): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const { name, when, sql } of invariants) {
    // Only a check that asks for the time takes a parameter.
    const values = sql.includes("$1") ? [new Date(now)] : [];
    const rows = await reads.query<object>(sql, values);
    checked.push({
      name,
      when,
      broken: rows.length,
      places: rows.slice(0, PLACES_MAX).map(textOf),
    });
  }
  return checked;
}

const textOf = (row: object): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
