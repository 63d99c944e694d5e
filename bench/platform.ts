import { escapeIdentifier } from "pg";
import { CONTEXT_NAMES } from "#contexts/names.ts";
import { SMALL_HEAP } from "#src/fleet/child.ts";
import { freePort, type TownProcess, townProcess } from "#test/town/processes.ts";
import { BROKERS } from "#test/brokers/all.ts";
import { startFleet } from "#test/town/fleet.ts";
import type { Bus } from "./arguments.ts";
import { familiesRunning, familyOf } from "./measure.ts";
import { OPERATOR } from "./shop.ts";
import type { Stand } from "./stand.ts";

/** The platform under test, as an operator would start it, on databases of its own. */
export type Platform = {
  readonly urls: readonly string[];
  /** With what the databases' names begin. */
  readonly databases: string;
  /** Where orders are shown once they are complete. */
  readonly queryDatabaseUrl: string;
  /** The Node processes and what they started. */
  readonly pids: readonly number[];
};

const PROGRAM = "src/main.ts";

/** One process for all contexts. */
export async function startFused(stand: Stand): Promise<Platform> {
  const databaseUrl = await stand.freshDatabase("fused");
  const environment = environmentOf(await stand.freshFolder());
  const port = await freePort();
  const process = townProcess({
    contexts: ["all"],
    port,
    databaseUrl,
    environment,
    flags: LARGE_HEAP,
  });
  return started(stand, "fused", [process], databaseUrl);
}

/** A process and a database for each context. */
export async function startSplit(stand: Stand): Promise<Platform> {
  const folder = await stand.freshFolder();
  const places = await Promise.all(
    CONTEXT_NAMES.map(async (name) => ({
      name,
      port: await freePort(),
      databaseUrl: await stand.freshDatabase(`split_${name}`),
    })),
  );
  const streams = places.map(({ name, databaseUrl }) => [name, databaseUrl] as const);
  const identity = places.find(({ name }) => name === "identity")?.port ?? 0;
  const processes = places.map(({ name, port, databaseUrl }) =>
    townProcess({
      contexts: [name],
      port,
      databaseUrl,
      flags: SMALL_HEAP,
      environment: {
        ...environmentOf(folder),
        BOJAGI_CONTEXTS: name,
        BOJAGI_STREAMS: JSON.stringify(Object.fromEntries(streams)),
        BOJAGI_JWKS_URL: `http://127.0.0.1:${identity}/.well-known/jwks.json`,
      },
    }),
  );
  const query = places.find(({ name }) => name === "query")?.databaseUrl ?? "";
  return started(stand, "split", processes, query);
}

export type Fleet = Platform & {
  readonly stop: (context: string) => Promise<void>;
  readonly start: (context: string) => Promise<void>;
  readonly brokerPids: () => Promise<readonly number[]>;
};

/** Supervisor and gateway, too, over a real broker. Undefined where there is no such broker to start. */
export async function startFleetOver(stand: Stand, bus: Bus): Promise<Fleet | undefined> {
  const { ask, closing } = stand;
  const recipe = BROKERS.find(({ name }) => name.toLowerCase() === bus);
  if (bus !== "postgres" && recipe?.isThere !== true) return undefined;
  const broker = await recipe?.open();
  if (broker !== undefined) await closing.add(() => broker.close());
  const folder = await stand.freshFolder();
  const environment = {
    ...environmentOf(folder),
    DATABASE_URL: await stand.freshDatabase("fleet"),
    ...(broker === undefined ? {} : { BOJAGI_BUS: broker.url }),
  };
  const fleet = await startFleet(folder, environment);
  const databaseOf = ({ databaseUrl }: TownProcess) => new URL(databaseUrl).pathname.slice(1);
  await closing.add(async () => {
    await fleet.stop();
    for (const process of fleet.processes) {
      await ask(`drop database ${escapeIdentifier(databaseOf(process))} with (force)`);
    }
  });
  const query = fleet.processes.find(({ contexts }) => contexts.includes("query"));
  return {
    urls: [fleet.url],
    databases: "bojagi_",
    queryDatabaseUrl: query?.databaseUrl ?? "",
    pids: await familyOf(fleet.pid),
    stop: (name) => fleet.order({ command: "stop", name }).then(() => undefined),
    start: (name) => fleet.order({ command: "start", name }).then(() => undefined),
    brokerPids: async () => (broker === undefined ? [] : familyOf(broker.pid())),
  };
}

/**
 * As `npm start` has them: room for what a batch allocates, so that little of it is copied; and the heap
 * grows to three times what is alive in it, not to four: 60 to 80 MB less, for a few percent of CPU.
 */
const LARGE_HEAP = ["--max-semi-space-size=32", "--heap-growing-percent=200"];

const environmentOf = (folder: string) => ({
  BOJAGI_DATA_DIR: folder,
  BOJAGI_LOG: "warn",
  BOJAGI_SEED: "none",
  BOJAGI_OPERATOR: `${OPERATOR.email}:${OPERATOR.password}`,
});

async function started(
  { closing }: Stand,
  databases: string,
  processes: readonly TownProcess[],
  queryDatabaseUrl: string,
): Promise<Platform> {
  // Killed, not stopped: nobody needs what they would still write, their databases are dropped next.
  await closing.add(() => Promise.all(processes.map(({ kill }) => kill())));
  await Promise.all(processes.map(({ start }) => start()));
  return {
    urls: processes.map(({ url }) => url),
    databases,
    queryDatabaseUrl,
    pids: await familiesRunning(PROGRAM),
  };
}
