import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import { ensureDatabase, startEmbeddedPostgres } from "#store/embedded.ts";
import { withClient } from "#store/embedded/connection.ts";
import type { Closing } from "./closing.ts";
import type { Lengths } from "./lengths.ts";

/** What a run's phases stand on: one fresh PostgreSQL, and folders that end with the run. */
export type Stand = {
  readonly lengths: Lengths;
  readonly postgresPid: number;
  /** What a phase starts; closed when the phase ends. */
  readonly closing: Closing;
  /** An empty database; dropped with the phase. Answers with its URL. */
  readonly freshDatabase: (name: string) => Promise<string>;
  /** An empty folder; removed with the run. */
  readonly freshFolder: () => Promise<string>;
  /** The server's own answer to one question, the first column of the first row. */
  readonly ask: (text: string, values?: readonly unknown[]) => Promise<string>;
  readonly say: (what: string) => void;
};

/**
 * The platform's own settings, and two more. The module that counts statements is told to count only
 * while they are asked for (`whileCounted`): otherwise it would slow down small statements most. The
 * times of commits tell when an order was seen in split.
 */
const SETTINGS = {
  shared_preload_libraries: "pg_stat_statements",
  track_commit_timestamp: "on",
};

/** Starts the run's PostgreSQL; `ofRun` closes with the run. */
export async function openStand(
  ofRun: Closing,
  { closing, lengths, say }: Pick<Stand, "closing" | "lengths" | "say">,
): Promise<Stand> {
  const directory = await mkdtemp(join(tmpdir(), "bojagi-bench-"));
  await ofRun.add(() => rm(directory, { recursive: true, force: true }));
  // The account that runs PostgreSQL must be able to pass.
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, "postgres"),
    settings: SETTINGS,
  });
  await ofRun.add(() => postgres.stop());
  const tell = (text: string, values: readonly unknown[] = []) =>
    withClient(postgres.url("postgres"), (client) =>
      client.query<[string | null]>({ text, values: [...values], rowMode: "array" }),
    );
  await tell("create extension pg_stat_statements");
  await tell("alter system set pg_stat_statements.track = 'none'");
  await tell("select pg_reload_conf()");
  return {
    lengths,
    postgresPid: postgres.pid,
    closing,
    freshDatabase: async (name) => {
      await ensureDatabase(postgres, name);
      await closing.add(() => tell(`drop database ${escapeIdentifier(name)} with (force)`));
      return postgres.url(name);
    },
    freshFolder: () => mkdtemp(join(directory, `${randomUUID().slice(0, 8)}-`)),
    ask: async (text, values) => (await tell(text, values)).rows[0]?.[0] ?? "",
    say,
  };
}
