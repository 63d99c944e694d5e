/** How a context's rows leave the database of its group for one of their own, while nobody works on either. */
import { type Client, escapeIdentifier } from "pg";
import { carrySchema } from "#store/carrying.ts";
import { withClient } from "#store/embedded/connection.ts";
import { databaseAt, roleOf } from "./databases.ts";
import type { Move } from "./plan.ts";

const GONE_WITHIN_MS = 10_000;

/**
 * Carries the rows, all or none, once nobody is left in the old database who could change them. Safe to
 * call again until the plan says that they are carried.
 */
export async function carry(admin: string, { context, from, to }: Move): Promise<void> {
  await shutOut(admin, from);
  await withClient(databaseAt(admin, from), (source) =>
    withClient(databaseAt(admin, to), (target) => carrySchema(context, source, target)),
  );
}

/** Drops what was carried away, and lets the others in again. Safe to call again. */
export async function leave(admin: string, { context, from }: Move): Promise<void> {
  await shutOut(admin, from);
  await withClient(databaseAt(admin, from), (client) =>
    client.query(`drop schema if exists ${escapeIdentifier(context)} cascade`),
  );
  await letIn(admin, from);
}

/** Its owner may work there again. */
export const letIn = (admin: string, database: string): Promise<unknown> =>
  withClient(admin, (client) =>
    client.query(`alter role ${escapeIdentifier(roleOf(database))} login`),
  );

/**
 * A process whose supervisor was killed may live on for seconds, and knows nothing of the move: its
 * connections are ended, and it gets no other.
 */
const shutOut = (admin: string, database: string): Promise<void> =>
  withClient(admin, async (client) => {
    const role = roleOf(database);
    await client.query(`alter role ${escapeIdentifier(role)} nologin`);
    for (let others = true; others;) others = await endThoseOf(client, role);
  });

async function endThoseOf(client: Client, role: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid, $2) from pg_stat_activity where usename = $1",
    [role, GONE_WITHIN_MS],
  );
  return rowCount !== 0;
}
