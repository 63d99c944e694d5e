/** The processes of a fleet and the gateway before them, by the plan that is true now. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JWK } from "jose";
import type { World } from "#kernel/world.ts";
import { configuration } from "../configuration.ts";
import { readSettings, type Settings } from "../settings.ts";
import { databasesOf, type MemberDatabase } from "./databases.ts";
import {
  type Environment,
  type FleetSecrets,
  gatewayEnvironment,
  memberEnvironment,
  streamsOf,
} from "./environments.ts";
import { type Grouped, type Member, membersOf, type Plan } from "./plan.ts";
import { keepPlan } from "./planFile.ts";
import { type Unit, unitOf } from "./unit.ts";

export type Crew = {
  readonly gateway: Unit;
  /** Changes as processes are added and taken away. */
  readonly units: Unit[];
  readonly members: () => readonly Member[];
  readonly plan: () => Plan;
  /** From now on this one, also for whoever starts the fleet again. */
  readonly keep: (plan: Plan) => Promise<void>;
  readonly unitFor: (member: Member, number: number) => Unit;
  /** Makes the databases of groups that have none yet. */
  readonly prepare: (groups: readonly Grouped[]) => Promise<void>;
  /** Until it is called again, requests to these contexts wait for them. */
  readonly awaitBack: (contexts: readonly string[]) => Promise<void>;
  readonly refresh: () => Promise<void>;
  readonly admin: string;
  readonly world: World;
  readonly log: (line: string) => void;
};

export type CrewOptions = {
  readonly plan: Plan;
  readonly instances: readonly string[];
  readonly directory: string;
  /** The settings as they were at the start, and where they come from each time that they are read. */
  readonly given: Environment;
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly prepare: (databases: readonly MemberDatabase[]) => Promise<void>;
  readonly world: World;
  readonly log: (line: string) => void;
};
export type Secrets = Omit<FleetSecrets, "databases"> & {
  /** From which the passwords of the databases follow. */
  readonly key: Buffer;
  readonly passportKey: JWK;
};

/** Its units are those of the plan, none of them started. */
export function crewOf(options: CrewOptions): Crew {
  const { directory, secrets, instances, world, log } = options;
  const units: Unit[] = [];
  let plan = options.plan;
  let awaited: readonly string[] = [];
  const files = filesIn(directory);
  const databases = (groups: readonly Grouped[] = plan.groups) => databasesOf(groups, secrets.key);
  // One after the other: what is written last must be what is true.
  const refresh = inTurn(async () => {
    const now = await configuration(options.environment);
    manning.builds = readSettings(now).BOJAGI_BUILDS;
    await writeSettings(files.gateway, {
      BOJAGI_INSTANCES: addressesOf(plan, units),
      BOJAGI_AWAITED: awaited.join(","),
      BOJAGI_POLICIES: now["BOJAGI_POLICIES"] || "{}",
    });
    await gateway.refresh();
  });
  const { BOJAGI_BUILDS: builds } = readSettings(options.given);
  const manning: Manning = { ...options, builds, files, changed: refresh };
  const gateway = gatewayOf(manning);
  const unitFor: Crew["unitFor"] = (member, number) =>
    memberUnit(manning, databases(), member, number);
  const members = () => membersOf(plan.groups, instances);
  for (const member of members()) {
    for (let number = 1; number <= member.instances; number++) units.push(unitFor(member, number));
  }
  return {
    gateway,
    units,
    members,
    plan: () => plan,
    keep: async (next) => {
      await keepPlan(directory, next);
      plan = next;
      const BOJAGI_STREAMS = streamsOf({ ...secrets, databases: databases() });
      await writeSettings(files.streams, { BOJAGI_STREAMS });
    },
    unitFor,
    prepare: (groups) => options.prepare(databases(groups)),
    awaitBack: async (contexts) => {
      awaited = contexts;
      await refresh();
    },
    refresh,
    admin: secrets.admin,
    world,
    log,
  };
}

/** What may change while its readers run. */
const filesIn = (directory: string) => ({
  gateway: join(directory, "fleet", "gateway.json"),
  streams: join(directory, "fleet", "streams.json"),
});

/** What every process is started with. */
type Manning = Pick<CrewOptions, "given" | "secrets" | "world" | "log"> & {
  readonly files: ReturnType<typeof filesIn>;
  readonly changed: () => Promise<void>;
  builds: Settings["BOJAGI_BUILDS"];
};

function gatewayOf(manning: Manning): Unit {
  const { given, secrets, files, world, log, changed } = manning;
  const launch = () => ({
    name: "gateway",
    command: "gateway",
    build: manning.builds["gateway"],
    environment: gatewayEnvironment(given, secrets.passportKey, files.gateway),
    sharesPort: true as const,
  });
  return unitOf({ contexts: [], launch, world, log, changed });
}

function memberUnit(
  manning: Manning,
  databases: readonly MemberDatabase[],
  member: Member,
  number: number,
): Unit {
  const { given, secrets, files, world, log, changed } = manning;
  const gatewayUrl = `http://127.0.0.1:${readSettings(given).PORT}`;
  const where = { gatewayUrl, file: files.streams };
  const environment = memberEnvironment(given, member, { ...secrets, databases }, where);
  const name = number === 1 ? member.name : `${member.name}-${number}`;
  const launch = () => {
    const build = manning.builds[name] ?? manning.builds[member.name];
    return { name, command: "serve", environment, build };
  };
  return unitOf({ contexts: member.contexts, launch, world, log, changed });
}

function inTurn(act: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.catch(() => undefined).then(act));
}

/** Where the gateway finds whom. */
const addressesOf = ({ groups }: Plan, units: readonly Unit[]) =>
  Object.fromEntries(
    groups
      .flatMap(({ contexts }) => contexts)
      .map((context) => {
        const running = units.filter((unit) => unit.contexts.includes(context));
        return [context, running.flatMap((unit) => unit.address() ?? [])];
      }),
  );

/** A file of settings, whole at any moment. */
async function writeSettings(file: string, settings: object): Promise<void> {
  const draft = `${file}.${process.pid}.${drafts++}`;
  await writeFile(draft, JSON.stringify(settings, undefined, 2), { mode: 0o600 });
  await rename(draft, file);
}
let drafts = 0;
