/** Databases for tests, on the one server of the run (see `setup/postgres.ts`). */
import { randomUUID } from "node:crypto";
import { escapeIdentifier } from "pg";
import { inject } from "vitest";
import type { EmbeddedPostgres } from "#store/embedded.ts";
import { withClient } from "#store/embedded/connection.ts";
import type { TestServerAddress } from "./setup/postgres.ts";

export type FreshDatabase = {
  readonly url: string;
  /** Ends what is still connected to it. Idempotent. */
  readonly drop: () => Promise<void>;
};

let server: Promise<EmbeddedPostgres> | undefined;

/**
 * The server of this test run; BOJAGI_TEST_DATABASE_URL names another one. The run stops it: `stop`
 * does nothing here. `pid` is 0 for a server that is not ours.
 */
export async function testServer(): Promise<EmbeddedPostgres> {
  server ??= findServer();
  return server;
}

/** An empty database for the caller alone. What nobody drops goes with the run's server. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { url } = await testServer();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const tell = async (statement: string) =>
    withClient(url("postgres"), (client) => client.query(statement));
  await tell(`create database ${escapeIdentifier(name)}`);
  return {
    url: url(name),
    drop: async () => {
      await tell(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    },
  };
}

async function findServer(): Promise<EmbeddedPostgres> {
  const response = await fetch(inject("postgresAddress"));
  if (!response.ok) throw new Error(`no PostgreSQL for tests: ${await response.text()}`);
  const { url, pid } = (await response.json()) as TestServerAddress;
  return { url: (database) => withDatabase(url, database), pid, stop: async () => undefined };
}

function withDatabase(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
