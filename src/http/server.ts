import fastify, { type FastifyInstance } from "fastify";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { DEFAULT_POLICIES, type Policies } from "#kernel/policies.ts";
import type { World } from "#kernel/world.ts";
import { answerFailure, answerProblem } from "./answering.ts";
import { clientErrors } from "./clientError.ts";
import { drain } from "./draining.ts";
import { chosenRequestId, GIVEN_REQUEST_ID, newRequestId } from "./exchange.ts";
import { misframed } from "./framing.ts";
import type { Front, Load } from "./front.ts";
import type { Group, Reads } from "./group.ts";
import { repetitions, writesInProgress } from "./idempotency.ts";
import { parseJson } from "./json.ts";
import { type RateLimits, rateLimitsOf } from "./limiting.ts";
import { httpLog, logLevelOf } from "./logging.ts";
import { serveOrigins } from "./origins.ts";
import { methodsServed, type MethodsOf } from "./methods.ts";
import { httpMetrics } from "./metrics.ts";
import { readCacheOf } from "./readCache.ts";
import { invalid, Refused } from "./refused.ts";
import type { Route } from "./route.ts";
import { serve } from "./serving.ts";
import { DEFAULT_HTTP_SETTINGS, type HttpSettings } from "./settings.ts";
import { serveSystem } from "./system.ts";
import { recogniser, type TokenOptions } from "./tokens.ts";
import { type AnswerPage, serveWeb, type WebPages } from "./web.ts";
import { type Exchanges, watchExchanges } from "./watching.ts";

export type HttpServerOptions = {
  readonly routes: readonly Route[];
  readonly group: Group;
  readonly reads: Reads;
  readonly world: World;
  readonly tokens: Omit<TokenOptions, "world">;
  /** The defaults where none are given. */
  readonly policies?: Policies;
  readonly settings?: Partial<HttpSettings>;
  /** By default to standard output, as much as `BOJAGI_LOG` says. */
  readonly log?: Logger;
  /** The web pages, where this process serves them. */
  readonly pages?: WebPages | undefined;
  /** Where the runtime keeps gauges of its own. */
  readonly registry?: Registry;
  /** What answers a route, where it is not the contexts of this process. */
  readonly serve?: typeof serve;
  /** By default those of the policies. */
  readonly rateLimits?: RateLimits;
  /** Whether another request of the route finds no room, of so many being answered. */
  readonly isFull?: (route: Route, load: Load) => boolean;
};

export type HttpServer = {
  /** Takes requests from now on; answers with the address. */
  readonly listen: () => Promise<string>;
  /** `http://host:port`, once listening. */
  readonly address: () => string;
  /** Takes no new request, lets the running ones end, closes. At the latest after the drain limit. */
  readonly close: () => Promise<void>;
  readonly app: FastifyInstance;
};

/** The HTTP front: serves the contexts' routes, and what every server has (health, metrics, document). */
export async function httpServer(options: HttpServerOptions): Promise<HttpServer> {
  const front = frontOf(options);
  const { settings, world, load } = front;
  const exchanges = watchExchanges(front);
  const app = appOf(front, exchanges, options.tokens.passports !== undefined);
  const methodsOf = methodsServed(app);
  let answerPage: AnswerPage = () => false;

  app.addHook("onRequest", (request, reply, done) => {
    exchanges.begin(request, reply);
    const refusal = misframed(request, settings);
    if (refusal !== undefined) {
      // Where the next request begins is not sure (attacks R5).
      reply.header("connection", "close");
      answerProblem(front, request, reply, refusal);
    } else if (!request.is404) done();
    else if (!answerPage(request, reply)) answerUnmatched(front, methodsOf, request, reply);
  });
  app.setErrorHandler((error, request, reply) => answerFailure(front, request, reply, error));
  await serveOrigins(app, settings.origins);
  serveSystem(front, app, options.routes);
  if (options.pages !== undefined) {
    answerPage = await serveWeb(app, options.pages, (request, reply) =>
      answerProblem(front, request, reply, { refusal: "COMMON_ENTITY_NOT_FOUND" }),
    );
  }
  const serveRoute = options.serve ?? serve;
  for (const route of options.routes) serveRoute(front, app, route);
  await app.ready();

  const { server } = app;
  server.maxConnections = settings.connections;
  // Node would answer an unknown expectation itself, without our headers.
  server.on("checkExpectation", (request, response) => app.routing(request, response));

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    load.draining = true;
    exchanges.endStreams();
    if (server.listening) await drain(server, load, exchanges.lastBeganAt, world, settings);
    await app.close();
  };
  return {
    listen: () => app.listen({ host: settings.host, port: settings.port }),
    address: () => {
      const { address, port, family } = server.address() as AddressInfo;
      return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
    },
    close: () => (closing ??= close()),
    app,
  };
}

function frontOf(options: HttpServerOptions): Front {
  const { world, group, reads, tokens, registry, policies = DEFAULT_POLICIES } = options;
  const settings = { ...DEFAULT_HTTP_SETTINGS, ...options.settings };
  const load: Load = { inFlight: 0, streams: 0, draining: false };
  const metrics = httpMetrics(load, registry);
  return {
    world,
    policies,
    settings,
    group,
    reads,
    recognise: recogniser({ world, ...tokens }),
    cache: readCacheOf({ watch: group.watch, world, asked: metrics.cached }),
    metrics,
    log: options.log ?? httpLog(logLevelOf(process.env["BOJAGI_LOG"])),
    load,
    isFull: (route) => options.isFull?.(route, load) ?? load.inFlight > settings.inFlight,
    inProgress: writesInProgress(),
    rateLimits: options.rateLimits ?? rateLimitsOf(policies, world.monotonic),
    isRepetition: repetitions(world.monotonic),
  };
}

function appOf(front: Front, exchanges: Exchanges, isBehindGateway: boolean): FastifyInstance {
  const { world, settings, metrics } = front;
  const app = fastify({
    logger: false,
    genReqId: ({ headers }) =>
      chosenRequestId(headers["x-request-id"]) ??
      (isBehindGateway ? chosenRequestId(headers[GIVEN_REQUEST_ID]) : undefined) ??
      newRequestId(world),
    bodyLimit: settings.bodyBytes,
    keepAliveTimeout: settings.keepAliveMs,
    requestTimeout: settings.bodyTimeoutMs,
    return503OnClosing: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: settings.pathValueCharacters },
    http: {
      maxHeaderSize: settings.headerBytes,
      headersTimeout: settings.headersTimeoutMs,
      connectionsCheckingInterval: settings.timeoutCheckMs,
      // Checked by us, so that the answer is a problem like any other.
      requireHostHeader: false,
      insecureHTTPParser: false,
    },
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: true,
        keywords: ["x-money"],
      },
    },
    clientErrorHandler: clientErrors(world, metrics, settings),
    frameworkErrors: (error, request, reply) => {
      exchanges.begin(request, reply);
      answerFailure(front, request, reply, error);
    },
  });
  app.decorateRequest("exchange");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (request.exchange.takesBytes) return done(null, body);
    if (body.length === 0) return done(null, {});
    const parsed = parseJson(body as Buffer);
    if ("fault" in parsed) return done(new Refused(invalid("body", parsed.fault)));
    return done(null, parsed.value);
  });
  return app;
}

function answerUnmatched(
  front: Front,
  methodsOf: MethodsOf,
  request: Parameters<typeof answerProblem>[1],
  reply: Parameters<typeof answerProblem>[2],
): void {
  const methods = methodsOf(request.url);
  if (methods.length === 0) {
    answerProblem(front, request, reply, { refusal: "COMMON_ENTITY_NOT_FOUND" });
    return;
  }
  reply.header("allow", methods.join(", "));
  answerProblem(front, request, reply, { refusal: "COMMON_METHOD_NOT_ALLOWED" });
}
