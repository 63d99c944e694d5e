/** A process for each group of contexts with a database of its own, and the gateway: all on one machine. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { keyAt } from "#http/keyFile.ts";
import type { World } from "#kernel/world.ts";
import { keepEmbeddedPostgres } from "#store/embedded/keeper.ts";
import { configuration } from "../configuration.ts";
import { BadSetting, readSettings, type Settings } from "../settings.ts";
import { listenForOrders, type Order } from "./control.ts";
import { databasesOf } from "./databases.ts";
import {
  type Environment,
  type FleetSecrets,
  gatewayEnvironment,
  memberEnvironment,
} from "./environments.ts";
import type { Member } from "./plan.ts";
import type { Preparation } from "./prepare.ts";
import { type Unit, unitOf } from "./unit.ts";

export type Fleet = {
  /** The one entry. */
  readonly address: string;
  readonly refresh: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
type FleetOptions = {
  readonly members: readonly Member[];
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
  const { members, world, log } = options;
  const given = await configuration(options.environment);
  const settings = readSettings(given);
  if (settings.PORT === 0) throw new BadSetting("PORT of a fleet is where people find it: not 0");
  const directory = join(settings.BOJAGI_DATA_DIR, "fleet");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await requireSamePlan(join(directory, "members.json"), members);
  const { passportKey, ...secrets } = await secretsOf(settings, members, closing, log);
  await prepare(given, secrets);

  const file = join(directory, "gateway.json");
  const units: Unit[] = [];
  let builds = settings.BOJAGI_BUILDS;
  // One after the other: what is written last must be what is true.
  const refresh = inTurn(async () => {
    const now = await configuration(options.environment);
    builds = readSettings(now).BOJAGI_BUILDS;
    await writeGatewayFile(file, now, members, units);
    await gateway.refresh();
  });
  const gatewayUrl = `http://127.0.0.1:${settings.PORT}`;
  const gateway: Unit = unitOf({
    contexts: [],
    launch: () => ({
      name: "gateway",
      command: "gateway",
      build: builds["gateway"],
      environment: gatewayEnvironment(given, passportKey, file),
      sharesPort: true,
    }),
    world,
    log,
    changed: refresh,
  });
  const unitFor = (member: Member, number: number): Unit => {
    const environment = memberEnvironment(given, member, secrets, gatewayUrl);
    const name = number === 1 ? member.name : `${member.name}-${number}`;
    const launch = () => {
      return { name, command: "serve", environment, build: builds[name] ?? builds[member.name] };
    };
    return unitOf({ contexts: member.contexts, launch, world, log, changed: refresh });
  };
  for (const member of members) {
    for (let number = 1; number <= member.instances; number++) units.push(unitFor(member, number));
  }
  closing.push(() => Promise.all(units.map((unit) => unit.stop())));
  closing.push(() => gateway.stop());
  await writeGatewayFile(file, given, members, units);
  await Promise.all([gateway, ...units].map((unit) => unit.start()));
  const followed = { members, units, gateway, unitFor, refresh };
  const orders = await listenForOrders(settings.BOJAGI_DATA_DIR, (order) =>
    follow(order, followed),
  );
  closing.push(() => orders.close());
  return { address: gateway.address() ?? gatewayUrl, refresh };
}

function inTurn(act: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.catch(() => undefined).then(act));
}

/** Whose data lies in which database was decided with the first start. */
async function requireSamePlan(file: string, members: readonly Member[]): Promise<void> {
  const plan = JSON.stringify(members.map(({ name }) => name).toSorted());
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before === undefined) return writeFile(file, plan);
  if (before === plan) return;
  throw new BadSetting(`--together: this fleet began with ${before}, each with its own database`);
}

async function secretsOf(
  settings: Settings,
  members: readonly Member[],
  closing: Closing,
  log: (line: string) => void,
): Promise<FleetSecrets & { readonly passportKey: JWK }> {
  const { BOJAGI_DATA_DIR: directory, DATABASE_URL: given } = settings;
  const key = await keyAt(join(directory, "fleet", "databases.key"));
  const admin = given ?? (await embedded(directory, closing, log));
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const passportKey = await exportJWK(privateKey);
  const { d: _, ...open } = passportKey;
  const passportKeys = { keys: [{ ...open, kid: await calculateJwkThumbprint(open) }] };
  return { admin, databases: databasesOf(members, key), passportKey, passportKeys };
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
async function prepare(given: Environment, { admin, databases }: FleetSecrets): Promise<void> {
  const [, program = ""] = process.argv;
  const child = fork(program, ["prepare"], { env: { PATH: given["PATH"] } });
  child.send({ admin, databases } satisfies Preparation);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("the databases of the fleet could not be prepared");
}

/** Where the gateway reads who is there, whole at any moment. */
async function writeGatewayFile(
  file: string,
  given: Environment,
  members: readonly Member[],
  units: readonly Unit[],
): Promise<void> {
  const addresses = members.flatMap(({ contexts }) =>
    contexts.map((context) => [
      context,
      units
        .filter((unit) => unit.contexts.includes(context))
        .flatMap((unit) => unit.address() ?? []),
    ]),
  );
  const settings = {
    BOJAGI_INSTANCES: Object.fromEntries(addresses) as unknown,
    BOJAGI_POLICIES: given["BOJAGI_POLICIES"] || "{}",
  };
  const draft = `${file}.${process.pid}.${drafts++}`;
  await writeFile(draft, JSON.stringify(settings, undefined, 2), { mode: 0o600 });
  await rename(draft, file);
}
let drafts = 0;

type Followed = {
  readonly members: readonly Member[];
  readonly units: Unit[];
  readonly gateway: Unit;
  readonly unitFor: (member: Member, number: number) => Unit;
  readonly refresh: () => Promise<void>;
};

async function follow(order: Order, followed: Followed): Promise<readonly UnitStatus[]> {
  const { command, name } = order;
  const all = () => [followed.gateway, ...followed.units];
  const meant = (of = name) => all().filter((unit) => isMeant(unit, of));
  switch (command) {
    case "status":
      return all().map(statusOf);
    case "refresh":
      await followed.refresh();
      return all().map(statusOf);
    case "scale": {
      const [, context = "", count = ""] = /^(\w+)=([1-9]\d?)$/.exec(name) ?? [];
      await scale(followed, context, Number(count));
      return meant(context).map(statusOf);
    }
    case "restart":
    case "stop":
    case "start":
      if (meant().length === 0) throw new Error(`${name} is no process of this fleet`);
      // One after the other, so that of several instances one is always there.
      for (const unit of meant()) await turn(unit, command);
      return meant().map(statusOf);
  }
}

/** So many processes of a context, and of those that run with it. */
async function scale(
  { members, units, unitFor }: Followed,
  context: string,
  count: number,
): Promise<void> {
  const member = members.find(({ contexts }) => contexts.includes(context));
  if (member === undefined) throw new Error("scale is context=number, such as order=2");
  const there = units.filter(({ contexts }) => contexts === member.contexts);
  for (let number = there.length + 1; number <= count; number++) {
    const unit = unitFor(member, number);
    units.push(unit);
    await unit.start();
  }
  for (const unit of there.slice(count)) {
    await unit.stop();
    units.splice(units.indexOf(unit), 1);
  }
}

const isMeant = (unit: Unit, name: string): boolean =>
  unit.name === name || unit.contexts.includes(name);

async function turn(unit: Unit, command: "restart" | "stop" | "start"): Promise<void> {
  switch (command) {
    case "start":
      return unit.start();
    case "restart":
      return unit.replace();
    case "stop":
      return unit.stop();
  }
}

export type UnitStatus = {
  readonly name: string;
  readonly contexts: readonly string[];
  readonly state: string;
  readonly pid?: number | undefined;
  readonly address?: string | undefined;
  readonly revivals: number;
};
const statusOf = (unit: Unit): UnitStatus => ({
  name: unit.name,
  contexts: unit.contexts,
  state: unit.state(),
  pid: unit.pid(),
  address: unit.address(),
  revivals: unit.revivals(),
});
