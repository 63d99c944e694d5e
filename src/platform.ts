import { join } from "node:path";
import { pino, type Logger } from "pino";
import { Registry } from "prom-client";
import type { Transport } from "#bus/transport.ts";
import { contextsWith, type Outside } from "#contexts/all.ts";
import { openCarriers } from "#contexts/delivery/carriers.ts";
import { giftLinksAt } from "#contexts/gift/links.ts";
import { openProviders } from "#contexts/payment/providers.ts";
import { noteFee } from "#contexts/query/contract.ts";
import { signingKeysAt, type SigningKeys } from "#contexts/identity/keys.ts";
import { channelsAt } from "#contexts/notification/channels.ts";
import { openRedisRankings } from "#contexts/query/rankings/redis.ts";
import type { Posting } from "#contexts/webhook/posting.ts";
import { webhookSecretsAt } from "#contexts/webhook/secrets.ts";
import type { Context } from "#http/context.ts";
import { destinationsBut } from "#http/destinations.ts";
import type { Reads } from "#http/group.ts";
import { postgresReads } from "#http/reads.ts";
import { httpServer, type HttpServer } from "#http/server.ts";
import type { HttpSettings } from "#http/settings.ts";
import { keysAt, keysOf } from "#http/tokens.ts";
import type { WebPages } from "#http/web.ts";
import { realWorld, type World } from "#kernel/world.ts";
import { type Group, groupOf } from "#runtime/group.ts";
import { routingOf } from "#runtime/routing.ts";
import type { TaskRunners } from "#runtime/tasks.ts";
import { ensureDatabase, verifyDurable } from "#store/embedded.ts";
import { keepEmbeddedPostgres } from "#store/embedded/keeper.ts";
import { migrate } from "#store/migrate.ts";
import type { Store } from "#store/store.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { rebuild } from "./ops/rebuild.ts";
import type { Operations } from "./ops/operations.ts";
import { opsRoutes } from "./ops/routes.ts";
import { standingRoute, type Switches, testSwitches } from "./ops/testing.ts";
import { arrowsInto, trafficOf } from "./ops/traffic.ts";
import { isFleets, shopDatabase } from "./fleet/planFile.ts";
import { lagsOf, openBus, readLogOf, standingOf, subscribe, wakeReaders } from "./hearing.ts";
import { countCommits } from "./metrics.ts";
import { ensureOperator } from "./seed/operator.ts";
import { seedDemo, type SeededLogins } from "./seed/seed.ts";
import { BadSetting, type Settings } from "./settings.ts";
import { builtPages } from "./web.ts";

/** A running process of the platform: a group of contexts, its database, its front. */
export type Platform = {
  readonly address: string;
  readonly world: World;
  readonly contexts: readonly Context[];
  readonly group: Group;
  readonly databaseUrl: string;
  /** Who can log in to the demo shop, where there is one. */
  readonly logins: SeededLogins;
  /** Takes no more requests, finishes what was begun, closes everything. */
  readonly stop: () => Promise<void>;
};

type Booted = Omit<Platform, "stop">;
type Contexts = readonly Context[];
type Closing = (() => Promise<unknown>)[];
type Configure = () => Promise<Settings>;
type Asked = {
  readonly settings: Settings;
  readonly others: Contexts;
  readonly configure: Configure;
};

/**
 * Boots the contexts that the settings name, among ours and those of others who build on them. Throws
 * one clear line for a setting that makes no sense. `configure` reads the settings again: logs of others
 * may move.
 */
export async function bootPlatform(
  settings: Settings,
  others: Contexts = [],
  configure: Configure = () => Promise.resolve(settings),
): Promise<Platform> {
  const closing: Closing = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return { ...(await boot({ settings, others, configure }, closing)), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function boot({ settings, others, configure }: Asked, closing: Closing): Promise<Booted> {
  const pages = openPages(settings);
  const log = pino({ level: settings.BOJAGI_LOG, base: null, messageKey: "message" });
  const switches = settings.BOJAGI_TEST_HOOKS ? testSwitches(settings.BOJAGI_CRASH_AT) : undefined;
  const world = realWorld(switches?.world);
  const keys = await signingKeysAt(join(settings.BOJAGI_DATA_DIR, "keys", "signing.json"));
  const { outside, simulators } = await openOutside(settings, world, closing);
  const platform = [...contextsWith(keys, outside), ...others];
  const contexts = chosenContexts(platform, settings.BOJAGI_CONTEXTS);
  const names = contexts.map(({ name }) => name);
  const url = await openDatabase(settings, closing, log);
  await verifyDurable(url);
  await migrate({ url, contexts });
  const store = await postgresStore({ url, contexts: names, applicationName: "bojagi" });
  closing.push(() => store.close());
  const reads = postgresReads({ connectionString: url });
  closing.push(() => reads.close());
  const registry = new Registry();
  const routing = routingOf(names, platform);
  const around = { world, log, closing, configure };
  const transport = await openBus(settings, routing.outsideStreams, url, names, around);
  const bus = transport?.bus;
  const commits = countCommits(registry);
  const arrows = arrowsInto(names, platform);
  const traffic = trafficOf(arrows, world.now);
  const group = groupOf({
    world,
    policies: settings.BOJAGI_POLICIES,
    routing,
    store,
    log,
    ...runnersOf(contexts, reads),
    committed: (done) => {
      commits(done);
      traffic.committed(done);
      if (transport !== undefined) wakeReaders(transport, done);
    },
  });
  closing.push(() => group.drain());
  await group.start();
  const logins = await furnish(group, world, settings, names);

  const here = { settings, world, platform, contexts, group, reads, store, transport };
  const operations = operationsOf({ ...here, arrows, traffic, simulators });
  const http = await httpServer({
    routes: [
      ...contexts.flatMap(({ routes }) => routes),
      ...opsRoutes(operations),
      ...testRoutes(switches, group, store),
    ],
    group,
    reads,
    world,
    policies: settings.BOJAGI_POLICIES,
    tokens: credentialsOf(settings, names, keys),
    settings: httpSettingsOf(settings),
    log: log,
    registry,
    pages: pages?.(logins),
  });
  closing.push(() => http.close());
  await subscribe(bus, group, names, closing);
  return { address: await listening(http), world, contexts, group, databaseUrl: url, logins };
}

const testRoutes = (switches: Switches | undefined, group: Group, store: Store) =>
  switches === undefined
    ? []
    : [...switches.routes(group.lookForDue), standingRoute(() => standingOf(group, store))];

type Running = Pick<
  Operations,
  "contexts" | "group" | "reads" | "arrows" | "traffic" | "simulators"
> & {
  readonly settings: Settings;
  readonly world: World;
  readonly platform: Contexts;
  readonly store: Store;
  readonly transport: Transport | undefined;
};

/** What operators may ask and do here. The pretended companies are told what to do wrong in a demo only. */
function operationsOf(running: Running): Operations {
  const { settings, world, platform, contexts, group, reads, store, transport } = running;
  const { arrows, traffic, simulators } = running;
  const readLog = readLogOf(group, store, transport?.bus);
  return {
    contexts,
    parties: platform,
    group,
    reads,
    now: world.now,
    arrows,
    traffic,
    readLog,
    simulators: settings.BOJAGI_SEED === "demo" ? simulators : {},
    lags: () => lagsOf(group, store, transport, world),
    rebuild: (context) =>
      rebuild(context, {
        store,
        world,
        policies: settings.BOJAGI_POLICIES,
        parties: platform,
        readLog,
        pauseFor: group.pauseFor,
      }),
  };
}

/**
 * What must be there before anybody comes: somebody who may appoint others, what sellers pay, and a demo
 * shop where one is wanted, whose logins are answered.
 */
async function furnish(
  group: Group,
  world: World,
  settings: Settings,
  names: readonly string[],
): Promise<SeededLogins> {
  const { BOJAGI_OPERATOR: operator, BOJAGI_POLICIES: policies } = settings;
  if (operator !== undefined && names.includes("identity")) {
    await ensureOperator(group, world, operator);
  }
  if (names.includes("query")) {
    const feeName = "settlement.feePercent";
    const note = noteFee({ feeName, percent: policies[feeName] });
    await group.send(note, { actor: { role: "system" }, requestId: "start" });
  }
  return hasDemoShop(settings) ? seedDemo(group, world) : [];
}

/** A demo shop fills every context, so all of them must be here. */
const hasDemoShop = ({ BOJAGI_SEED: seed, BOJAGI_CONTEXTS: chosen }: Settings): boolean =>
  seed === "demo" && chosen === undefined;

/** Begins to build the pages, beside all that follows; served where every context is here. */
function openPages(settings: Settings) {
  const { BOJAGI_WEB: web, BOJAGI_CONTEXTS: chosen, BOJAGI_POLICIES: policies } = settings;
  if (web === "off" || chosen !== undefined) return undefined;
  const folder = builtPages();
  // Whoever asks for a page is told.
  folder.catch(() => undefined);
  const catalogFeatures = policies["catalog.features"];
  return (demo: SeededLogins): WebPages => ({ folder, told: { demo, catalogFeatures } });
}

async function listening(http: HttpServer): Promise<string> {
  await http.listen();
  return http.address();
}

function chosenContexts(
  all: readonly Context[],
  chosen: readonly string[] | undefined,
): readonly Context[] {
  if (chosen === undefined) return all;
  for (const name of chosen) {
    if (!all.some((context) => context.name === name)) {
      throw new BadSetting(`BOJAGI_CONTEXTS: ${name} is not a context`);
    }
  }
  return all.filter(({ name }) => chosen.includes(name));
}

/** Companies, carriers and channels that are called, and the key of gift links: only where they are needed. */
async function openOutside(
  settings: Settings,
  world: World,
  closing: Closing,
): Promise<{ readonly outside: Outside; readonly simulators: Operations["simulators"] }> {
  const { BOJAGI_DATA_DIR: directory, BOJAGI_CONTEXTS: names } = settings;
  const has = (name: string): boolean => names === undefined || names.includes(name);
  const told = {
    channels: channelsAt(settings.BOJAGI_CHANNELS),
    giftPage: settings.BOJAGI_GIFT_PAGE,
    feedSink: settings.BOJAGI_FEED,
  };
  const links =
    has("gift") || has("notification")
      ? { giftLinks: await giftLinksAt(join(directory, "keys", "gift-links.key")) }
      : {};
  const payment = has("payment") ? await payProvidersOf(settings, world, closing) : undefined;
  const delivery = has("delivery") ? await carriersOf(settings, world, closing) : undefined;
  const outside = {
    ...told,
    ...links,
    ...(payment === undefined ? {} : { payProviders: payment.providers }),
    ...(has("query") ? await rankingsOf(settings, closing) : {}),
    ...(has("webhook") ? { posting: await postingOf(settings, world) } : {}),
    ...(delivery === undefined ? {} : { carriers: delivery.carriers }),
  };
  return { outside, simulators: { payment: payment?.simulator, carrier: delivery?.simulator } };
}

const postingOf = async (settings: Settings, world: World): Promise<Posting> => ({
  secrets: await webhookSecretsAt(join(settings.BOJAGI_DATA_DIR, "keys", "webhooks.key")),
  destinations: destinationsBut(settings.BOJAGI_WEBHOOK_HOSTS),
  world,
});

async function payProvidersOf(settings: Settings, world: World, closing: Closing) {
  const bookFile = join(settings.BOJAGI_DATA_DIR, "simulator", "book.jsonl");
  const opened = await openProviders(settings.BOJAGI_PAYMENT, { bookFile, world });
  closing.push(opened.close);
  return opened;
}

async function rankingsOf({ BOJAGI_RANKING: url }: Settings, closing: Closing) {
  if (url === undefined) return {};
  const { rankings, close } = await openRedisRankings(url);
  closing.push(close);
  return { rankings };
}

async function carriersOf(settings: Settings, world: World, closing: Closing) {
  const bookFile = join(settings.BOJAGI_DATA_DIR, "simulator", "parcels.jsonl");
  const opened = await openCarriers(settings.BOJAGI_CARRIERS, { bookFile, world });
  closing.push(opened.close);
  return opened;
}

/** Nobody looks for tasks in a process whose contexts call nobody. */
function runnersOf(contexts: readonly Context[], reads: Reads): { readonly runners?: TaskRunners } {
  const runners: TaskRunners = Object.assign(
    {},
    ...contexts.flatMap((context) => [context.runners, context.readers?.(reads.query)]),
  );
  return Object.keys(runners).length === 0 ? {} : { runners };
}

async function openDatabase(settings: Settings, closing: Closing, log: Logger): Promise<string> {
  const { DATABASE_URL: given, BOJAGI_DATA_DIR: directory, BOJAGI_CONTEXTS: names } = settings;
  if (names === undefined && (await isFleets(directory, given))) {
    throw new BadSetting("BOJAGI_DATA_DIR: a fleet has taken over this shop: start that");
  }
  if (given !== undefined) return given;
  const server = await keepEmbeddedPostgres({
    directory: join(directory, "postgres"),
    log: (line) => log.info(line),
  });
  closing.push(() => server.stop());
  const database = shopDatabase(given);
  await ensureDatabase(server, database);
  return server.url(database);
}

const verificationKeys = (settings: Settings, names: readonly string[], keys: SigningKeys) =>
  settings.BOJAGI_JWKS_URL === undefined || names.includes("identity")
    ? keysOf(keys.jwks as never)
    : keysAt(settings.BOJAGI_JWKS_URL);

/** By which keys access tokens are verified here, and whose passports are taken. */
function credentialsOf(settings: Settings, names: readonly string[], keys: SigningKeys) {
  const { BOJAGI_PASSPORT_KEYS: gateways } = settings;
  return {
    keys: verificationKeys(settings, names, keys),
    passports: gateways && { keys: keysOf(gateways), contexts: names },
  };
}

const httpSettingsOf = (settings: Settings): Partial<HttpSettings> => ({
  host: settings.HOST,
  port: settings.PORT,
  hosts: settings.BOJAGI_HOSTS,
  origins: settings.BOJAGI_ORIGINS,
});
