/** A process for each group of contexts with a database of its own, and the gateway: all on one machine. */
import { mkdir } from "node:fs/promises";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { keyAt } from "#http/keyFile.ts";
import type { World } from "#kernel/world.ts";
import { keepEmbeddedPostgres } from "#store/embedded/keeper.ts";
import { configuration } from "../configuration.ts";
import { BadSetting, readSettings, type Settings } from "../settings.ts";
import { listenForOrders } from "./control.ts";
import { type Crew, type CrewOptions, crewOf, type Secrets } from "./crew.ts";
import { holdsShop } from "./databases.ts";
import type { Environment } from "./environments.ts";
import { followingOf } from "./following.ts";
import type { Member } from "./plan.ts";
import { planToGoBy, shopDatabase } from "./planFile.ts";
import type { Preparation } from "./prepare.ts";
import { endMove } from "./splitting.ts";

export type Fleet = {
  /** The one entry. */
  readonly address: string;
  readonly refresh: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
type FleetOptions = {
  /** The groups that the command line names, and how many processes it wants of which context. */
  readonly members: readonly Member[];
  readonly instances: readonly string[];
  /** Where the settings come from, each time that they are read. */
  readonly environment: Environment;
  readonly world: World;
  readonly log: (line: string) => void;
};
type Closing = (() => Promise<unknown>)[];

/** More than the processes of a fleet keep, each with its pools and a reader at every log. */
const ROOM = { max_connections: "600" };

/** Starts everything, and resolves when all of it is ready. Throws one line for a setting that makes no sense. */
export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const closing: Closing = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return { ...(await open(options, closing)), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function open(options: FleetOptions, closing: Closing): Promise<Omit<Fleet, "stop">> {
  const given = await configuration(options.environment);
  const settings = readSettings(given);
  if (settings.PORT === 0) throw new BadSetting("PORT of a fleet is where people find it: not 0");
  const crew = await crewIn(settings, given, options, closing);
  const { gateway, units } = crew;
  closing.push(() => Promise.all(units.map((unit) => unit.stop())));
  closing.push(() => gateway.stop());
  await crew.refresh();
  await Promise.all([gateway, ...units].map((unit) => unit.start()));
  const orders = await listenForOrders(settings.BOJAGI_DATA_DIR, followingOf(crew));
  closing.push(() => orders.close());
  return { address: gateway.address() ?? "", refresh: crew.refresh };
}

/** With their databases, as the plan in the data folder says; a move under way is ended before. */
async function crewIn(
  settings: Settings,
  given: Environment,
  { members, instances, environment, world, log }: FleetOptions,
  closing: Closing,
): Promise<Crew> {
  const { BOJAGI_DATA_DIR: directory } = settings;
  await mkdir(join(directory, "fleet"), { recursive: true, mode: 0o700 });
  const secrets = await secretsOf(settings, closing, log);
  const { admin } = secrets;
  const plan = await planToGoBy(directory, members, () => shopAlone(settings, admin));
  const prepare: CrewOptions["prepare"] = (databases) => prepared(given, { admin, databases });
  const about = { instances, directory, given, environment, secrets, prepare, world, log };
  const crew = crewOf({ ...about, plan });
  await crew.keep(plan);
  await crew.prepare(plan.groups);
  if (plan.moving === undefined) return crew;
  await endMove(crew);
  return crewOf({ ...about, plan: crew.plan() });
}

/** The database of a shop that ran as one process until now, if there is one. */
async function shopAlone({ DATABASE_URL: given }: Settings, admin: string) {
  const database = shopDatabase(given);
  return (await holdsShop(admin, database)) ? database : undefined;
}

async function secretsOf(
  settings: Settings,
  closing: Closing,
  log: (line: string) => void,
): Promise<Secrets> {
  const { BOJAGI_DATA_DIR: directory, DATABASE_URL: given } = settings;
  const key = await keyAt(join(directory, "fleet", "databases.key"));
  const admin = given ?? (await embedded(directory, closing, log));
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const passportKey = await exportJWK(privateKey);
  const { d: _, ...open } = passportKey;
  const passportKeys = { keys: [{ ...open, kid: await calculateJwkThumbprint(open) }] };
  return { admin, key, passportKey, passportKeys };
}

async function embedded(directory: string, closing: Closing, log: (line: string) => void) {
  const server = await keepEmbeddedPostgres({
    directory: join(directory, "postgres"),
    settings: ROOM,
    log,
  });
  closing.push(() => server.stop());
  return server.url("postgres");
}

/** In a process of its own, so that what it takes does not stay. */
async function prepared(given: Environment, preparation: Preparation): Promise<void> {
  const [, program = ""] = process.argv;
  const child = fork(program, ["prepare"], { env: { PATH: given["PATH"] } });
  child.send(preparation);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("the databases of the fleet could not be prepared");
}
