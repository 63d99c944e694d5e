import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { codecOf } from "#kernel/codec.ts";
import { impossible } from "#kernel/refusal.ts";
import { moneyReviver, record, type Shape } from "#kernel/schema.ts";
import type { Sent } from "#runtime/sending.ts";
import { readerOf } from "./addressValues.ts";
import { admission } from "./admission.ts";
import { answerProblem, sayWhetherLast } from "./answering.ts";
import { signalOf } from "./exchange.ts";
import type { Front } from "./front.ts";
import { JSON_TYPE, SECURITY_HEADERS } from "./headers.ts";
import { STREAM_HEADERS, streamEvents } from "./live.ts";
import { POSITION_HEADER, readPosition, writePosition } from "./position.ts";
import { waitPreferred } from "./preference.ts";
import { invalid } from "./refused.ts";
import type { Route, RouteAnswer, ServerEvent } from "./route.ts";
import type { ServedRoute } from "./served.ts";
import { toolsFor } from "./tools.ts";
import { whileRunning } from "./watching.ts";
import { nameWrite, type NamedWrite } from "./writing.ts";

const NOTHING = record({});

/** Serves a route: validation before it, the form of the answer after it. */
export function serve(front: Front, app: FastifyInstance, route: Route): void {
  const { method, path, params = NOTHING, query = NOTHING, body = NOTHING, rawBody } = route;
  const isParsed = method !== "GET" && rawBody !== true;
  const served = servedRoute(route);
  app.route({
    method,
    url: path,
    exposeHeadRoute: route.streams !== true,
    ...(rawBody === true ? { bodyLimit: front.settings.callbackBytes } : {}),
    schema: { params, querystring: query, ...(isParsed ? { body } : {}) },
    onRequest: admission(front, served),
    handler: (request, reply) => answer(front, served, request, reply),
  });
}

function servedRoute(route: Route): ServedRoute {
  const { params = NOTHING, query = NOTHING, body = NOTHING } = route;
  return {
    route,
    writes: route.method !== "GET",
    takesBytes: route.rawBody === true,
    readParams: readerOf(params),
    readQuery: readerOf(query),
    reviveQuery: moneyReviver(query),
    reviveBody: moneyReviver(body),
    encoders: new Map(
      Object.entries(route.answers).map(([status, shape]) => [
        Number(status),
        encoderOf(route, shape),
      ]),
    ),
  };
}

function encoderOf({ answersAs }: Route, shape: Shape | null): ((value: unknown) => string) | null {
  if (shape === null) return null;
  return answersAs === undefined ? codecOf(shape).encode : String;
}

function answer(
  front: Front,
  served: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return whileRunning(front, request.exchange, () =>
    served.writes
      ? answerWrite(front, served, request, reply)
      : answerRead(front, served, request, reply),
  );
}

async function answerWrite(
  front: Front,
  served: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const named = nameWrite(front, served.route, request);
  if ("refusal" in named) return answerProblem(front, request, reply, named);
  const answerId = named.idempotency?.answerId;
  if (answerId !== undefined && !front.inProgress.begin(answerId)) {
    return answerProblem(front, request, reply, { refusal: "REQUEST_IN_PROGRESS" });
  }
  try {
    return await run(front, served, request, reply, named);
  } finally {
    if (answerId !== undefined) front.inProgress.end(answerId);
  }
}

/** A client that says how far it has seen gets an answer at least as new, or is told that it does not. */
async function answerRead(
  front: Front,
  served: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const seen = request.headers[POSITION_HEADER];
  if (seen !== undefined) {
    const position = readPosition(String(seen));
    if (position === undefined) {
      return answerProblem(front, request, reply, invalid("Bojagi-Position", "WRONG_FORM"));
    }
    const reached = await front.group.caughtUp(position, front.settings.positionWaitMs);
    if (!reached) reply.header("bojagi-position-reached", "false");
  }
  return run(front, served, request, reply, {});
}

async function run(
  front: Front,
  served: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  { idempotency }: NamedWrite,
): Promise<FastifyReply> {
  const { exchange, headers, params } = request;
  const waitSeconds = served.writes
    ? waitPreferred(headers["prefer"], front.settings.waitSeconds)
    : undefined;
  if (waitSeconds !== undefined) reply.header("preference-applied", `wait=${waitSeconds}`);
  const { tools, sent } = toolsFor({
    ...front,
    exchange,
    idempotency,
    waitMs: (waitSeconds ?? 0) * 1000,
    mustBeFresh: headers[POSITION_HEADER] !== undefined,
  });
  const asked = {
    params,
    query: served.reviveQuery(request.query),
    ...bodyOf(served, request),
    headers,
    language: exchange.language,
  };
  const given = await served.route.handle(asked as never, tools);
  return write(front, served, request, reply, given, sent());
}

const NO_BYTES = Buffer.alloc(0);

function bodyOf({ route, reviveBody }: ServedRoute, { body }: FastifyRequest) {
  if (route.rawBody !== true) return { body: reviveBody(body), rawBody: NO_BYTES };
  return { body: {}, rawBody: Buffer.isBuffer(body) ? body : NO_BYTES };
}

function write(
  front: Front,
  served: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  given: RouteAnswer,
  sent: Sent | undefined,
): FastifyReply {
  const { exchange } = request;
  if ("events" in given) return stream(front, served, request, reply, given.events);
  if (sent?.repeated === true) reply.header("idempotent-replayed", "true");
  const position = ("status" in given ? given.position : undefined) ?? sent?.position;
  if (position !== undefined) reply.header(POSITION_HEADER, writePosition(position));
  if ("refusal" in given) return answerProblem(front, request, reply, given);

  const { route } = served;
  const encode = served.encoders.get(given.status);
  if (encode === undefined) {
    impossible(`${route.method} ${route.path} answers ${given.status}, which it does not declare`);
  }
  const isPublic = route.access === "guest" && !served.writes && exchange.caller === undefined;
  if (isPublic) reply.header("cache-control", "no-cache");
  reply.code(given.status).header("vary", "Accept-Language, Authorization");
  if (given.headers !== undefined) reply.headers(given.headers);
  sayWhetherLast(front, reply);
  if (encode === null) return reply.send();
  return reply.header("content-type", contentTypeOf(route)).send(encode(given.body));
}

const contentTypeOf = ({ answersAs }: Route): string =>
  answersAs === undefined ? JSON_TYPE : `${answersAs}; charset=utf-8`;

function stream(
  front: Front,
  served: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  events: AsyncIterable<ServerEvent>,
): FastifyReply {
  const { load, settings, world, log } = front;
  if (load.streams >= settings.streams || load.draining) {
    return answerProblem(front, request, reply, { refusal: "SERVICE_OVERLOADED" });
  }
  const encode = served.encoders.get(200) ?? JSON.stringify;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...SECURITY_HEADERS,
    ...STREAM_HEADERS,
    "x-request-id": request.id,
  });
  reply.raw.flushHeaders();
  load.inFlight--;
  load.streams++;
  const signal = signalOf(request.exchange);
  void streamEvents(reply.raw, events, { world, heartbeatMs: settings.heartbeatMs, signal, encode })
    .catch((error: unknown) => {
      log.error({ requestId: request.id, err: error }, "a live stream failed");
      front.metrics.failed();
    })
    .finally(() => {
      load.streams--;
      load.inFlight++;
    });
  return reply;
}
