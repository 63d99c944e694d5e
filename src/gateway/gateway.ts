import type { JWK } from "jose";
import type { Logger } from "pino";
import { Agent, type Dispatcher } from "undici";
import type { Group, Reads } from "#http/group.ts";
import { type RateLimits, rateLimitsOf } from "#http/limiting.ts";
import type { Route } from "#http/route.ts";
import { httpServer, type HttpServer } from "#http/server.ts";
import { serve } from "#http/serving.ts";
import { DEFAULT_HTTP_SETTINGS } from "#http/settings.ts";
import type { WebPages } from "#http/web.ts";
import { keysAt, keysFetched } from "#http/tokens.ts";
import type { Policies } from "#kernel/policies.ts";
import { impossible } from "#kernel/refusal.ts";
import type { World } from "#kernel/world.ts";
import { type Addresses, found } from "./addresses.ts";
import { askingOf } from "./asking.ts";
import { forward, type Offered } from "./forwarding.ts";
import { again, type Instances, instancesOf } from "./instances.ts";
import { lastAnswers } from "./lastAnswers.ts";
import { gatewayRoutes, operationsThrough } from "./operating.ts";
import { passportsBy, tokensAsTheyAre } from "./passports.ts";
import { isFullFor } from "./room.ts";
import { type Gatherings, operationsInOne, operationsTogether } from "./together.ts";

export type GatewayOptions = {
  /** What the contexts answer, and what each process answers operators about its contexts. */
  readonly routes: readonly Route[];
  readonly operations: readonly Route[];
  readonly gatherings: Gatherings;
  /** Routes that the gateway answers itself, besides its own. */
  readonly own?: readonly Route[];
  /** The web pages, where the gateway serves them. */
  readonly pages?: WebPages | undefined;
  readonly settings: GatewaySettings;
  /** Reads the settings again; what it throws is told to the operator who asked. */
  readonly configure: () => Promise<GatewaySettings>;
  readonly world: World;
  readonly log: Logger;
};
export type GatewaySettings = {
  readonly host: string;
  readonly port: number;
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly instances: Addresses;
  /** Contexts that are away for a moment only. */
  readonly awaited: readonly string[];
  readonly jwksUrl: string | undefined;
  readonly passportKey: JWK | undefined;
  readonly policies: Policies;
};
export type Gateway = {
  readonly address: string;
  /** Goes by the configuration as it is now: instances and rate limits. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const FIND_EVERY_MS = 5_000;
/** Of requests at once; no instance gets more than its share of connections. */
const CONNECTIONS = 512;

/** The one entry of a fleet: knows who calls, lets in what there is room for, asks the contexts. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, world, log } = options;
  const dispatcher = new Agent({ connections: CONNECTIONS, connect: { timeout: 3_000 } });
  const given = configurationOf(options);
  const instances = instancesOf(await found(settings.instances), { world, log, dispatcher });
  const findAgain = async () => {
    const { instances: addresses, awaited } = given.current();
    instances.replace(await found(addresses), awaited);
  };
  const stopFinding = again(world, FIND_EVERY_MS, findAgain);
  const refresh = async (): Promise<void> => {
    await given.refresh();
    await findAgain();
  };
  const http = await served(options, { instances, dispatcher, refresh, limits: given.limits });
  await http.listen();
  const stop = async (): Promise<void> => {
    await http.close();
    stopFinding();
    instances.close();
    await dispatcher.close();
  };
  let stopping: Promise<void> | undefined;
  return { address: http.address(), refresh, stop: () => (stopping ??= stop()) };
}

function configurationOf({ settings, configure, world }: GatewayOptions) {
  let current = settings;
  let limits = rateLimitsOf(settings.policies, world.monotonic);
  const following: RateLimits = {
    ofMember: (...asked) => limits.ofMember(...asked),
    ofAddress: (...asked) => limits.ofAddress(...asked),
  };
  return {
    current: () => current,
    limits: following,
    refresh: async () => {
      current = await configure();
      limits = rateLimitsOf(current.policies, world.monotonic);
    },
  };
}

type Parts = {
  readonly instances: Instances;
  readonly dispatcher: Dispatcher;
  readonly refresh: () => Promise<void>;
  readonly limits: RateLimits;
};

async function served(options: GatewayOptions, parts: Parts): Promise<HttpServer> {
  const { settings, world, log, routes, operations } = options;
  const { instances, dispatcher, limits } = parts;
  const contexts = new Set(routes.map(({ context }) => context));
  const isContext = (name: string) => contexts.has(name);
  const offered: readonly Offered[] = [
    ...routes.map((route) => ({ route })),
    ...operationsThrough(operations, isContext),
    ...operationsInOne(operations, isContext),
  ];
  const passports =
    settings.passportKey === undefined
      ? tokensAsTheyAre
      : await passportsBy(settings.passportKey, world);
  const own = [
    ...gatewayRoutes({ offered, ...parts }),
    ...operationsTogether(operations, options.gatherings, {
      contexts,
      instances,
      dispatcher,
      passports,
    }),
    ...(options.own ?? []),
  ];
  const forwarding = {
    ask: askingOf(instances, dispatcher),
    passports,
    lastAnswers: lastAnswers(),
  };
  const byRoute = new Map(offered.map((each) => [each.route, each]));
  const { host, port, hosts, origins, policies } = settings;
  return httpServer({
    routes: [...byRoute.keys(), ...own],
    group: nobody,
    reads: nothing,
    world,
    policies,
    log,
    tokens: { keys: keysOfIdentity(settings, instances) },
    settings: { host, port, hosts, origins },
    rateLimits: limits,
    pages: options.pages,
    isFull: (route, load) => isFullFor(route, load, DEFAULT_HTTP_SETTINGS.inFlight),
    serve: (front, app, route) => {
      const through = byRoute.get(route);
      if (through === undefined) serve(front, app, route);
      else forward(front, app, through, forwarding);
    },
  });
}

/** Fetched from where they are said to be, or else from any instance of identity. */
const keysOfIdentity = ({ jwksUrl }: GatewaySettings, instances: Instances) =>
  jwksUrl === undefined
    ? keysFetched(async () => {
        await instances.back("identity");
        const identity = instances.choose("identity", new Set());
        return fetch(`${identity?.url ?? "http://identity"}/.well-known/jwks.json`);
      })
    : keysAt(jwksUrl);

/** A gateway decides nothing and stores nothing. */
const nobody: Group = {
  send: () => impossible("a gateway sends no command"),
  watch: () => () => {},
  caughtUp: () => Promise.resolve(true),
  ready: () => true,
  overloaded: () => false,
};
const nothing: Reads = { query: () => Promise.resolve([]) };
