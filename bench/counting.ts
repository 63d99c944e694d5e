import type { Stand } from "./stand.ts";

export type Counted<Result> = {
  readonly result: Result;
  /** Statements that clients of these databases sent, begin and commit among them. */
  readonly statements: number;
  /** Transactions that wrote. */
  readonly transactions: number;
};

/**
 * Runs, and tells what PostgreSQL executed meanwhile in databases whose names begin so. Statements
 * inside functions are not counted, nor are transactions that only read: these take no number.
 */
export async function whileCounted<Result>(
  { ask }: Stand,
  databases: string,
  run: () => Promise<Result>,
): Promise<Counted<Result>> {
  await track(ask, "top");
  try {
    await ask("select pg_stat_statements_reset()");
    const before = await transactionsSoFar(ask);
    const result = await run();
    const transactions = (await transactionsSoFar(ask)) - before;
    const statements = Number(await ask(STATEMENTS, [databases]));
    return { result, statements, transactions };
  } finally {
    await track(ask, "none");
  }
}

const STATEMENTS = `
  select coalesce(sum(calls), 0) from pg_stat_statements
   where dbid in (select oid from pg_database where starts_with(datname, $1))`;

/** Statistics of a database come late; numbers of transactions do not. */
const transactionsSoFar = async (ask: Stand["ask"]): Promise<number> =>
  Number(await ask("select pg_snapshot_xmax(pg_current_snapshot())::text"));

async function track(ask: Stand["ask"], what: "top" | "none"): Promise<void> {
  await ask(`alter system set pg_stat_statements.track = '${what}'`);
  await ask("select pg_reload_conf()");
}
