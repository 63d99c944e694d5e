import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pipeline } from "node:stream/promises";
import { type AdmittedRoute, admission } from "#http/admission.ts";
import { answerProblem, sayWhetherLast } from "#http/answering.ts";
import { signalOf } from "#http/exchange.ts";
import type { Front } from "#http/front.ts";
import { SECURITY_HEADERS } from "#http/headers.ts";
import type { Route } from "#http/route.ts";
import { whileRunning } from "#http/watching.ts";
import { type Answered, type Ask, type Asked, isAway, type Streamed } from "./asking.ts";
import { headersInward, headersOutward } from "./headers.ts";
import type { LastAnswers } from "./lastAnswers.ts";
import type { Passports } from "./passports.ts";

export type Forwarding = {
  readonly ask: Ask;
  readonly passports: Passports;
  readonly lastAnswers: LastAnswers;
};

/** A route of a context as the gateway offers it. */
export type Offered = {
  readonly route: Route;
  /** Where a request goes, if that is not the route's own context and path: undefined for nowhere. */
  readonly target?: (request: FastifyRequest) => Target | undefined;
};
type Target = { readonly context: string; readonly path: string };

/** Serves a route by asking the context that answers it: who may and how much is checked here. */
export function forward(
  front: Front,
  app: FastifyInstance,
  offered: Offered,
  forwarding: Forwarding,
): void {
  const { route } = offered;
  const { callbackBytes } = front.settings;
  const admitted: AdmittedRoute = {
    route,
    writes: route.method !== "GET",
    takesBytes: true,
    readParams: undefined,
    readQuery: undefined,
  };
  app.route({
    method: route.method,
    url: route.path,
    exposeHeadRoute: route.streams !== true,
    ...(route.rawBody === true ? { bodyLimit: callbackBytes } : {}),
    onRequest: admission(front, admitted),
    handler: (request, reply) =>
      whileRunning(front, request.exchange, () =>
        answer(front, offered, forwarding, request, reply),
      ),
  });
}

async function answer(
  front: Front,
  offered: Offered,
  forwarding: Forwarding,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { route } = offered;
  const target = targetOf(offered, request);
  if (target === undefined) {
    return answerProblem(front, request, reply, { refusal: "COMMON_ENTITY_NOT_FOUND" });
  }
  const asked = await askedBy(route, target, forwarding.passports, request);
  const isForAll = asked.method === "GET" && asked.headers["authorization"] === undefined;
  const name = `${request.exchange.language} ${asked.path}`;
  try {
    const answered = await forwarding.ask(asked);
    if ("events" in answered) return stream(front, request, reply, answered);
    if (isForAll && route.access === "guest") forwarding.lastAnswers.note(name, answered);
    return send(front, reply, answered);
  } catch (error) {
    if (request.exchange.ended) return reply.hijack();
    if (!isAway(error)) throw error;
    front.log.warn({ requestId: request.id, context: asked.context, err: error }, "no answer");
    const last = isForAll ? forwarding.lastAnswers.find(name) : undefined;
    if (last !== undefined) return send(front, reply, last);
    return answerProblem(front, request, reply, { refusal: "DEPENDENCY_UNAVAILABLE" });
  }
}

const targetOf = ({ route, target }: Offered, request: FastifyRequest): Target | undefined =>
  target === undefined ? { context: route.context, path: request.raw.url ?? "/" } : target(request);

async function askedBy(
  { method }: Route,
  { context, path }: Target,
  passports: Passports,
  request: FastifyRequest,
): Promise<Asked> {
  const { headers, exchange, body } = request;
  const { authorization } = headers;
  const credential =
    exchange.caller === undefined || authorization === undefined
      ? undefined
      : await passports(authorization, exchange.caller, context);
  const isKeyed = headers["idempotency-key"] !== undefined || exchange.requestIdChosen;
  return {
    context,
    path,
    method,
    headers: headersInward(request, credential),
    body: Buffer.isBuffer(body) ? body : undefined,
    isRepeatable: method === "GET" || isKeyed,
    signal: signalOf(exchange),
  };
}

function send(front: Front, reply: FastifyReply, { status, headers, body }: Answered) {
  reply.code(status).headers(headersOutward(headers));
  sayWhetherLast(front, reply);
  return body.length === 0 ? reply.send() : reply.send(body);
}

/** Events go out as they come in. It has no time limit but its heartbeats, and counts apart. */
function stream(
  front: Front,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, events }: Streamed,
): FastifyReply {
  const { load, settings } = front;
  if (load.streams >= settings.streams || load.draining) {
    events.destroy();
    return answerProblem(front, request, reply, { refusal: "SERVICE_OVERLOADED" });
  }
  reply.hijack();
  reply.raw.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headersOutward(headers),
    "x-request-id": request.id,
  });
  reply.raw.flushHeaders();
  load.inFlight--;
  load.streams++;
  // Either side may leave when it likes: the client asks again from the last event it saw.
  void pipeline(events, reply.raw)
    .catch(() => reply.raw.destroy())
    .finally(() => {
      load.streams--;
      load.inFlight++;
    });
  return reply;
}
