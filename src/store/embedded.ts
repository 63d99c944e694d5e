/** A PostgreSQL that comes with Bojagi: nothing to install, its data in one folder. */
import { escapeIdentifier } from "pg";
import { ensureCluster, SUPERUSER } from "./embedded/cluster.ts";
import { installedBinaries } from "./embedded/binaries.ts";
import { withClient } from "./embedded/connection.ts";
import { ensurePassword, openFolder } from "./embedded/folder.ts";
import { chooseLaunch } from "./embedded/launch.ts";
import { startPostmaster } from "./embedded/postmaster.ts";
import { endPredecessor } from "./embedded/predecessor.ts";
import { DURABLE, serverSettings, undurable, type Settings } from "./embedded/settings.ts";

export type EmbeddedPostgres = {
  /** A connection string for a database on this server, e.g. url("bojagi"). */
  readonly url: (database: string) => string;
  readonly pid: number;
  /** Stops the server (fast shutdown) and waits until it is gone. Idempotent. */
  readonly stop: () => Promise<void>;
};

export type StartedPostgres = EmbeddedPostgres & {
  /** How it ended, in words, once it has: stopped, or by itself. */
  readonly ended: Promise<string>;
};

export type EmbeddedPostgresOptions = {
  /** The data folder; made with mode 0700 when missing. */
  readonly directory: string;
  /** Further settings, over ours. `port` is only a wish. */
  readonly settings?: Settings;
  readonly log?: (line: string) => void;
};

/**
 * Creates (once) and starts a PostgreSQL in `directory`; resolves when it accepts connections. It ends
 * when the thread that started it does. Throws one clear line when a living process uses the folder,
 * or when the server would not keep what it confirms.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<StartedPostgres> {
  const { directory, settings = {}, log = () => undefined } = options;
  const refusal = undurable(settings);
  if (refusal !== undefined) throw new Error(refusal);

  const folder = await openFolder(directory);
  const launch = await chooseLaunch(installedBinaries(), folder);
  await endPredecessor(folder.cluster, log);
  const password = await ensurePassword(folder, launch.owner);
  await ensureCluster(launch, folder, log);
  const all = await serverSettings(launch, settings);
  const { pid, port, ended, stop } = await startPostmaster({ launch, folder, settings: all, log });

  const url = (database: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`;
  await verifyDurable(url("postgres")).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  log(`PostgreSQL ${pid} accepts connections on 127.0.0.1:${port}`);
  return { url, pid, ended, stop };
}

/** Creates the database when it is missing. */
export async function ensureDatabase(
  server: Pick<EmbeddedPostgres, "url">,
  name: string,
): Promise<void> {
  await withClient(server.url("postgres"), async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount !== 0) return;
    await client.query(`create database ${escapeIdentifier(name)}`).catch(unlessPresent);
  });
}

/** Throws one clear line unless fsync, full_page_writes and synchronous_commit are on. */
export async function verifyDurable(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const shown = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1)",
      [DURABLE],
    );
    const refusal = undurable(
      Object.fromEntries(shown.rows.map(({ name, setting }) => [name, setting])),
    );
    if (refusal !== undefined) throw new Error(refusal);
  });
}

function unlessPresent(error: Error & { readonly code?: string }): void {
  // Two at once: either code, by how far the other had come.
  if (error.code !== "42P04" && error.code !== "23505") throw error;
}
