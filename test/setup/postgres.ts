/** One PostgreSQL for a whole test run, started when the first test asks for it. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "#store/embedded.ts";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Answers with `TestServerAddress`. Runs without a database never ask, and start no server. */
    readonly postgresAddress: string;
  }
}

export type TestServerAddress = { readonly url: string; readonly pid: number };

/** Two towns at once, each of some dozen processes that read each other's logs, all on one server. */
const ROOM = { max_connections: "600" };

type Run = {
  readonly directory: string;
  readonly answering: Promise<Server>;
  projects: number;
  starting?: Promise<EmbeddedPostgres>;
};

// Each project of a run loads this file anew; they share the process, and so the server.
const runs = globalThis as { bojagiTestRun?: Run };

export async function setup(project: TestProject): Promise<void> {
  runs.bojagiTestRun ??= {
    directory: join(tmpdir(), `bojagi-test-${randomUUID()}`),
    answering: answerAddress(),
    projects: 0,
  };
  runs.bojagiTestRun.projects += 1;
  const address = (await runs.bojagiTestRun.answering).address();
  if (address === null || typeof address === "string") throw new Error("no port");
  project.provide("postgresAddress", `http://127.0.0.1:${address.port}/`);
}

/** The last project to leave stops the server and removes its data. */
export async function teardown(): Promise<void> {
  const run = runs.bojagiTestRun;
  if (run === undefined || --run.projects > 0) return;
  delete runs.bojagiTestRun;
  const answering = await run.answering;
  answering.closeAllConnections();
  answering.close();
  const server = await run.starting?.catch(() => undefined);
  await server?.stop();
  await rm(run.directory, { recursive: true, force: true });
}

async function answerAddress(): Promise<Server> {
  const server = createServer((_, response) => {
    findAddress().then(
      (address) => response.end(JSON.stringify(address)),
      (error: unknown) => response.writeHead(500).end((error as Error).message),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function findAddress(): Promise<TestServerAddress> {
  const given = process.env["BOJAGI_TEST_DATABASE_URL"];
  if (given !== undefined && given !== "") return { url: given, pid: 0 };
  const run = runs.bojagiTestRun;
  if (run === undefined) throw new Error("the test run is over");
  run.starting ??= startEmbeddedPostgres({ directory: run.directory, settings: ROOM });
  const server = await run.starting;
  return { url: server.url("postgres"), pid: server.pid };
}
