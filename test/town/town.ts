import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { CONTEXT_NAMES } from "#contexts/names.ts";
import {
  type ChannelSimulator,
  openChannelSimulator,
} from "#contexts/notification/channels/simulator.ts";
import {
  type CarrierSimulator,
  startCarrierSimulator,
} from "#contexts/delivery/carriers/simulator/server.ts";
import { type Receiver, startReceiver } from "#contexts/webhook/receiver.fixture.ts";
import { type BojagiClient, bojagiClient } from "#src/client/client.ts";
import { type FreshDatabase, freshDatabase } from "../postgres.ts";
import { realWorld } from "#kernel/world.ts";
import { type Simulator, startSimulator } from "#contexts/payment/providers/simulator/server.ts";
import { addressesOf, documentsOf } from "./addresses.ts";
import { OPERATOR, upkeepOf } from "./upkeep.ts";
import { startFleet, type TownFleet } from "./fleet.ts";
import { freePort, type TownProcess, townProcess } from "./processes.ts";
import { parsed, type RawAnswer, type RawRequest, rawRequest } from "./requests.ts";
import { type TokenOf, tokensSignedIn } from "./tokens.ts";
import { type Document, type Witness, witnessOf } from "./witness.ts";

export const CONTEXTS = CONTEXT_NAMES;
export type ContextName = (typeof CONTEXTS)[number];

/** One process for all; one for each context; order and catalog apart from the rest. */
export type Topology = "fused" | "split" | "mixed";
const PARTITIONS: Readonly<Record<Topology, readonly (readonly ContextName[])[]>> = {
  fused: [CONTEXTS],
  split: CONTEXTS.map((name) => [name]),
  mixed: [
    ["order", "catalog"],
    [
      "identity",
      "coupon",
      "payment",
      "wallet",
      "delivery",
      "cart",
      "gift",
      "notification",
      "webhook",
      "query",
    ],
  ],
};

/** The platform as it runs: real processes, each with a database of its own. */
export type Town = {
  readonly topology: Topology;
  readonly processes: readonly TownProcess[];
  /** The fleet itself, where the town is one. */
  readonly fleet: TownFleet | undefined;
  readonly processOf: (context: string) => TownProcess;
  /** The address that serves a path, with a method where two processes share the path. */
  readonly urlOf: (path: string, method?: string) => string;
  /** The typed client, as nobody or as the owner of a token. */
  readonly client: (token?: string, language?: "ko" | "en") => BojagiClient;
  /** A request as it is, to the process that serves its path. */
  readonly request: (method: string, path: string, request?: RawRequest) => Promise<RawAnswer>;
  /** Rows of a context's own database. */
  readonly sql: <Row>(context: string, text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Resolves when every process has applied everything that was stated anywhere. */
  readonly quiet: () => Promise<void>;
  /** Every promise that any process can check on its database, with the places where it is broken. */
  readonly brokenPromises: (when?: "always") => Promise<readonly string[]>;
  /** Sets the clock of every process ahead, and waits until what then fell due is done. */
  readonly setClock: (offsetMs: number) => Promise<void>;
  /** What a clock of the town shows. */
  readonly now: () => number;
  /** An access token signed with the town's own key: of anybody, for as long as is said. */
  readonly tokenOf: TokenOf;
  /** The message services, and what they delivered. */
  readonly channels: ChannelSimulator;
  /** Where the processes keep their keys, and whatever else they keep in files. */
  readonly directory: string;
  /** Where identity keeps the key that access tokens are signed with. */
  readonly signingKeyFile: string;
  /** The operator's own token. */
  readonly operator: () => Promise<string>;
  /** The payment company of the town. */
  readonly simulator: Simulator;
  /** The carrier of the town. */
  readonly carrier: CarrierSimulator;
  /** The systems of the town's shops. */
  readonly receiver: Receiver;
  /** Everything that was answered to `request` and `client`. */
  readonly witness: Witness;
  /** Waits until everything that has fallen due by now is done. */
  readonly takeDue: () => Promise<void>;
  /** Forces a fault, wherever it is met, the next so many times. */
  readonly force: (fault: string, times: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Fleets: all ask the gateway, behind which there is a process for each context, or two for all. */
const FLEETS = { fleet: "split", "mixed fleet": "mixed" } as const;
/** How a town runs. */
export type Way = Topology | keyof typeof FLEETS;
const isFleet = (way: Way): way is keyof typeof FLEETS => way in FLEETS;
export const topologyOf = (way: Way): Topology => (isFleet(way) ? FLEETS[way] : way);

/** A folder that is the caller's, with whatever lies there, and what is said to the command of a fleet. */
export type Beginning = { readonly directory?: string; readonly args?: readonly string[] };

/** Starts the platform in a topology on fresh databases; `environment` goes to every process. */
export async function openTown(
  way: Way,
  environment: Readonly<Record<string, string>> = {},
  { directory: given, args = [] }: Beginning = {},
): Promise<Town> {
  const directory = await reachableFolder(given);
  let now = Date.now;
  const world = { now: () => now(), after: realWorld().after };
  const simulator = await startSimulator({ secret: SIMULATOR_SECRET, world });
  const carrier = await startCarrierSimulator({ secret: SIMULATOR_SECRET, world });
  const receiver = await startReceiver(world.now);
  const channels = await openChannelSimulator();
  const outside = {
    BOJAGI_PAYMENT: JSON.stringify({
      simulator: { url: simulator.url, secret: SIMULATOR_SECRET, answerWithinMs: 1_000 },
    }),
    BOJAGI_CARRIERS: JSON.stringify({
      simulator: { url: carrier.url, secret: SIMULATOR_SECRET, answerWithinMs: 1_000 },
    }),
    BOJAGI_CHANNELS: JSON.stringify({
      KAKAO: channels.urlOf("KAKAO"),
      LMS: channels.urlOf("LMS"),
      EMAIL: channels.urlOf("EMAIL"),
    }),
    ...environment,
  };
  const topology = topologyOf(way);
  const { processes, fleet, leave } = isFleet(way)
    ? await fleetOf(directory, outside, [...togetherIn(topology), ...args])
    : await processesOf(topology, directory, outside);
  const gateway = fleet?.url;
  const documents = await documentsOf(processes, gateway);
  const tokens = await tokensSignedIn(directory);
  const town = townOf({
    topology,
    processes,
    fleet,
    leave: async () => {
      await leave();
      if (given === undefined) await rm(directory, { recursive: true, force: true });
    },
    documents,
    directory,
    tokens,
    simulator,
    carrier,
    receiver,
    channels,
  });
  now = town.now;
  carrier.set({
    callbackUrl: `${gateway ?? town.processOf("delivery").url}/api/shipments/callbacks/SIMULATOR`,
  });
  simulator.set({
    callbackUrl: `${gateway ?? town.processOf("payment").url}/api/payments/callbacks/simulator`,
  });
  return town;
}

/** A folder that the account of PostgreSQL can pass, where we are root. */
async function reachableFolder(given: string | undefined): Promise<string> {
  const directory = given ?? (await mkdtemp(join(tmpdir(), "bojagi-town-")));
  await chmod(directory, 0o755);
  return directory;
}

/** Nobody is told anything: what is counted commit by commit has none of its notices. */
export const WITHOUT_NOTICES = { BOJAGI_CHANNELS: "{}" } as const;

const SIMULATOR_SECRET = `whsec_${Buffer.from("the secret of the town's company").toString("base64")}`;

type Running = {
  readonly processes: readonly TownProcess[];
  /** Where the processes are of a fleet, everybody asks its gateway. */
  readonly fleet?: TownFleet;
  readonly leave: () => Promise<void>;
};
type Environment = Readonly<Record<string, string>>;

async function processesOf(
  topology: Topology,
  directory: string,
  environment: Environment,
): Promise<Running> {
  const groups = PARTITIONS[topology];
  const databases = await Promise.all(groups.map(() => freshDatabase()));
  const ports = await Promise.all(groups.map(() => freePort()));
  const processes = groups.map((contexts, index) =>
    townProcess({
      contexts,
      port: ports[index] ?? 0,
      databaseUrl: databases[index]?.url ?? "",
      environment: {
        ...environmentOf(topology, directory, databases, ports),
        BOJAGI_CONTEXTS: contexts.join(","),
        ...environment,
      },
    }),
  );
  await Promise.all(processes.map(({ start }) => start()));
  const leave = async () => {
    await Promise.all(processes.map(({ stop }) => stop()));
    await Promise.all(databases.map(({ drop }) => drop()));
  };
  return { processes, leave };
}

const togetherIn = (topology: Topology): readonly string[] =>
  PARTITIONS[topology]
    .filter(({ length }) => length > 1)
    .flatMap((contexts) => ["--together", contexts.join(",")]);

async function fleetOf(
  directory: string,
  environment: Environment,
  args: readonly string[],
): Promise<Running> {
  const fleet = await startFleet(directory, { ...COMMON_SETTINGS, ...environment }, args);
  return { processes: fleet.processes, fleet, leave: fleet.stop };
}

const COMMON_SETTINGS = {
  BOJAGI_SEED: "none",
  BOJAGI_TEST_HOOKS: "on",
  BOJAGI_WEBHOOK_HOSTS: "127.0.0.1",
  BOJAGI_OPERATOR: `${OPERATOR.email}:${OPERATOR.password}`,
};

function environmentOf(
  topology: Topology,
  directory: string,
  databases: readonly FreshDatabase[],
  ports: readonly number[],
): Record<string, string> {
  const groups = PARTITIONS[topology];
  const streams = groups.flatMap((contexts, index) =>
    contexts.map((name) => [name, databases[index]?.url] as const),
  );
  const identity = groups.findIndex((contexts) => contexts.includes("identity"));
  return {
    ...COMMON_SETTINGS,
    BOJAGI_DATA_DIR: directory,
    BOJAGI_STREAMS: JSON.stringify(Object.fromEntries(streams)),
    BOJAGI_JWKS_URL: `http://127.0.0.1:${ports[identity]}/.well-known/jwks.json`,
  };
}

function townOf(parts: {
  readonly topology: Topology;
  readonly processes: readonly TownProcess[];
  readonly fleet: TownFleet | undefined;
  readonly leave: () => Promise<void>;
  readonly documents: ReadonlyMap<string, Document>;
  readonly directory: string;
  readonly tokens: (now: () => number) => TokenOf;
  readonly simulator: Simulator;
  readonly carrier: CarrierSimulator;
  readonly receiver: Receiver;
  readonly channels: ChannelSimulator;
}): Town {
  const { topology, processes, fleet, documents, directory } = parts;
  const { simulator, carrier, receiver, channels } = parts;
  const { urlOf, processOf } = addressesOf(processes, documents, fleet?.url);
  const witness = witnessOf((url) => documents.get(url));
  const upkeep = upkeepOf(processes, urlOf, fleet?.url);
  return {
    ...upkeep,
    topology,
    processes,
    fleet,
    processOf,
    urlOf,
    tokenOf: parts.tokens(upkeep.now),
    channels,
    directory,
    signingKeyFile: join(directory, "keys", "signing.json"),
    witness,
    simulator,
    carrier,
    receiver,
    client: (token, language) => {
      const client = bojagiClient({
        urlOf: (path) => urlOf(path),
        token,
        ...(language === undefined ? {} : { language }),
      });
      client.use({ onResponse: watching(witness, urlOf) });
      return client;
    },
    request: async (method, path, request) => {
      const [place = path] = path.split("?");
      const url = urlOf(place, method);
      const answer = await rawRequest(url, method, path, request);
      note(witness, url, { method, path: place }, answer);
      return answer;
    },
    sql: (context, text, values = []) => readRows(processOf(context).databaseUrl, text, values),
    close: async () => {
      await parts.leave();
      await simulator.close();
      await carrier.close();
      await receiver.close();
      await channels.close();
    },
  };
}

type Seen = ReturnType<typeof witnessOf>;

function note(
  { saw }: Seen,
  url: string,
  asked: { readonly method: string; readonly path: string },
  { status, headers, body }: RawAnswer,
): void {
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  const requestId = headers.get("x-request-id") ?? "";
  const { code } = (body ?? {}) as { readonly code?: string };
  saw(url, { ...asked, status, requestId, code }, body, type);
}

/** Streams are left alone: they end when their reader leaves. */
const watching =
  (seen: Seen, urlOf: Town["urlOf"]) =>
  async ({ request, response }: { readonly request: Request; readonly response: Response }) => {
    const { pathname: path } = new URL(request.url);
    const { status, headers } = response;
    if (headers.get("content-type")?.startsWith("text/event-stream") === true) return;
    const body = parsed(await response.clone().text());
    note(
      seen,
      urlOf(path, request.method),
      { method: request.method, path },
      { status, headers, body },
    );
  };

async function readRows<Row>(
  url: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(text, [...values]);
    return rows as Row[];
  } finally {
    await client.end();
  }
}
