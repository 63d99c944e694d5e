/** One fleet under a slow, steady load, one fault after the other: what was acknowledged is there. */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KeptPostgres, keepEmbeddedPostgres } from "#store/embedded/keeper.ts";
import { openProxy, type Proxy } from "../brokers/proxy.ts";
import type { TownFleet } from "../town/fleet.ts";
import { CONTEXTS, openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { SEED, TRIES_ALL } from "./chance.ts";
import { customersOf } from "./customers.ts";
import { settled } from "./crashing.ts";
import { print } from "./figures.ts";
import { until } from "./insisting.ts";
import { openShop, type Shop } from "./journey.ts";
import { killPostgres } from "./killingPostgres.ts";
import { buildOfTomorrow, SAID_TOMORROW } from "./tomorrow.ts";
import { unread } from "./unread.ts";

const STOPPED_MS = TRIES_ALL ? 60_000 : 8_000;
const CUT_MS = TRIES_ALL ? 30_000 : 8_000;
const SHUT_MS = TRIES_ALL ? 30_000 : 3_000;
/** A test machine does much else at the same time. */
const LAG_GONE_WITHIN_MS = TRIES_ALL ? 10_000 : 20_000;
const WHOLE_MS = 300_000;
/** One of them each day, or all. */
const tried = TRIES_ALL ? CONTEXTS : [CONTEXTS[SEED % CONTEXTS.length] ?? "order"];

let directory: string;
let tomorrow: string;
let postgres: KeptPostgres;
let wire: Proxy;
let town: Town;
let fleet: TownFleet;
let shop: Shop;
const acknowledged: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "bojagi-under-load-"));
  // The account of PostgreSQL, where we are root, has to pass.
  await chmod(directory, 0o755);
  const settings = { max_connections: "600" };
  postgres = await keepEmbeddedPostgres({ directory: join(directory, "postgres"), settings });
  wire = await openProxy(Number(new URL(postgres.url("postgres")).port));
  const admin = new URL(postgres.url("postgres"));
  admin.port = String(wire.port);
  tomorrow = join(directory, "tomorrow");
  await writeBuilds({});
  town = await openTown("fleet", {
    ...WITHOUT_NOTICES,
    DATABASE_URL: admin.href,
    BOJAGI_CONFIG: join(directory, "settings.json"),
  });
  if (town.fleet === undefined) throw new Error("a fleet town without a fleet");
  fleet = town.fleet;
  shop = await openShop(town);
  // Else what a crash has to recover is the making of a dozen databases.
  await tell("checkpoint");
}, WHOLE_MS);
afterAll(async () => {
  await town.close();
  await wire.close();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}, WHOLE_MS);

/** Says which process runs another build, once the fleet reads it. */
const writeBuilds = (builds: Readonly<Record<string, string>>): Promise<void> =>
  writeFile(join(directory, "settings.json"), JSON.stringify({ BOJAGI_BUILDS: builds }));

/** Says something to the server itself, as its administrator. */
async function tell(sql: string): Promise<true> {
  const client = new Client({ connectionString: postgres.url("postgres") });
  try {
    await client.connect();
    await client.query(sql);
    return true;
  } finally {
    await client.end();
  }
}

/** What its processes themselves call a failure. */
const failuresIn = (output: string): string =>
  output
    .split("\n")
    .filter((line) => line.includes('"level":50'))
    .join("\n");

/** Acts under load. All is heard and done soon after; nothing but "come again" was answered. */
async function underLoad(what: string, act: () => Promise<unknown>) {
  const load = customersOf(shop);
  await load.more(3);
  await act();
  const healedAt = performance.now();
  await load.more(3);
  await load.stop();
  await fleet.status();
  await settled(town);
  const lagMs = Math.round(performance.now() - healedAt);
  const { taken, refused, wrong } = load;
  print(`${what}: ${taken.length} orders, ${refused.length} told to come again, lag ${lagMs} ms`);
  acknowledged.push(...taken);
  expect(wrong, failuresIn(fleet.output())).toEqual([]);
  expect(lagMs).toBeLessThan(LAG_GONE_WITHIN_MS);
  return { refused };
}

test.each(tried)(
  `X.4 %s is stopped for a while under load (${TRIES_ALL ? "each" : `seed ${SEED}`}): nothing is lost`,
  async (name) => {
    await underLoad(`${name} stopped`, async () => {
      await fleet.order({ command: "stop", name });
      await pause(STOPPED_MS);
      await fleet.order({ command: "start", name });
    });
  },
  WHOLE_MS,
);

test.each(TRIES_ALL ? CONTEXTS : ["order"])(
  "X.4 the wire by which others hear %s is dead for a while under load: nothing is lost",
  async (name) => {
    await underLoad(`nobody hears ${name}`, async () => {
      wire.stall((firstWords) => firstWords.includes(`\0bojagi_${name}_log\0`));
      await pause(CUT_MS);
      // What was open then is never heard of again, as when somebody on the way has forgotten it.
      wire.renew();
    });
  },
  WHOLE_MS,
);

test.each(TRIES_ALL ? CONTEXTS : ["payment"])(
  "X.4 the database of %s ends its connections and lets nobody in under load: nothing is lost",
  async (name) => {
    const database = `bojagi_${name}`;
    await underLoad(`the database of ${name} shut`, async () => {
      await tell(`alter database ${database} allow_connections false`);
      await tell(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
      );
      await pause(SHUT_MS);
      await tell(`alter database ${database} allow_connections true`);
    });
  },
  WHOLE_MS,
);

test(
  "X.4 S2.22 PostgreSQL of all is killed with all its backends under load: nothing is lost",
  async () => {
    await underLoad("PostgreSQL killed", async () => {
      await killPostgres(join(directory, "postgres", "cluster"));
      await until("PostgreSQL is there again", () => tell("select 1"));
    });
  },
  WHOLE_MS,
);

/** Makes all that begins from now on begin so. */
async function runAs(builds: Readonly<Record<string, string>>): Promise<void> {
  await writeBuilds(builds);
  await fleet.order({ command: "refresh", name: "" });
}
const replace = (names: readonly string[]) =>
  Promise.all(names.map((name) => fleet.order({ command: "restart", name })));
const saidTomorrow = async (): Promise<number> => {
  const sql = `select count(*)::int from "order".log where messages::text like $1`;
  const [row] = await town.sql<{ count: number }>("order", sql, [`%${SAID_TOMORROW}%`]);
  return row?.count ?? 0;
};

test(
  "S4.21 S3.29 every context and the gateway are replaced under load, order by a build of tomorrow: every request is answered well",
  async () => {
    const before = await fleet.status();
    const names = before.map(({ name }) => name);
    await buildOfTomorrow(tomorrow);
    await runAs({ order: tomorrow });
    const { refused } = await underLoad("all replaced, order by tomorrow's", async () => {
      // Some at a time: each takes its time to drain, and little of the machine's.
      for (let from = 0; from < names.length; from += 5) await replace(names.slice(from, from + 5));
    });
    expect(refused).toEqual([]);
    const after = await fleet.status();
    expect(after.filter(({ pid }) => before.some((unit) => unit.pid === pid))).toEqual([]);
    expect(await saidTomorrow()).toBeGreaterThan(0);
  },
  WHOLE_MS,
);

test.each(TRIES_ALL ? CONTEXTS.filter((name) => name !== "order") : ["delivery"])(
  "S4.21 S3.29 then %s is of tomorrow and order of today: both understand each other, and no request fails",
  async (name) => {
    await runAs({ [name]: tomorrow });
    const { refused } = await underLoad(`${name} of tomorrow`, () => replace(["order", name]));
    expect(refused).toEqual([]);
    const said = await saidTomorrow();
    await underLoad("order of today", () => Promise.resolve());
    expect(await saidTomorrow()).toBe(said);
  },
  WHOLE_MS,
);

test(
  "X.4 after all that every acknowledged order is there, once, and paid, and all books agree",
  async () => {
    const rows = await town.sql<{ orderId: string; status: string }>(
      "order",
      `select order_id as "orderId", status from "order".orders`,
    );
    expect(rows.map(({ orderId }) => orderId).toSorted()).toEqual(acknowledged.toSorted());
    expect(rows.filter(({ status }) => status !== "PREPARED")).toEqual([]);
    expect(await town.brokenPromises()).toEqual([]);
    expect(await disagreements(town.sql)).toEqual([]);
    expect(await unread(town.sql)).toEqual([]);
  },
  WHOLE_MS,
);
