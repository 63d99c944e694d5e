import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import { type Refusal, refuse } from "#kernel/refusal.ts";
import { admits } from "./access.ts";
import { answerProblem } from "./answering.ts";
import { hasBody, isOriginServed, mistyped } from "./framing.ts";
import type { Front } from "./front.ts";
import { accepts } from "./language.ts";
import { invalid } from "./refused.ts";
import { answerTypeOf } from "./route.ts";
import type { ServedRoute } from "./served.ts";
import type { Caller, TokenRefusal } from "./tokens.ts";

export type AdmittedRoute = Pick<
  ServedRoute,
  "route" | "writes" | "takesBytes" | "readParams" | "readQuery"
>;

/**
 * What is checked once the route is known and before the body is read (attacks R1): room, media
 * types, who (401), role (403).
 */
export function admission(front: Front, served: AdmittedRoute) {
  const { route, readParams, readQuery } = served;
  const isPublic = route.access === "guest";

  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const { exchange, headers } = request;
    exchange.route = route.path;
    exchange.takesBytes = served.takesBytes;
    const refusal = untaken(front, served, request);
    if (refusal !== undefined) {
      answerProblem(front, request, reply, refusal);
      return;
    }
    if (readParams !== undefined) request.params = readParams(request.params as never);
    if (readQuery !== undefined) request.query = readQuery(request.query as never);
    // Without a body every required field is named, as if an empty one had come.
    if (served.writes && !hasBody(headers)) request.body = {};

    const decide = (known: Caller | TokenRefusal | undefined): void => {
      const refused =
        limited(front, served, request, known) ??
        (known === undefined ? undefined : admit(served, request, known)) ??
        unoffered(front, served);
      if (refused === undefined) done();
      else answerProblem(front, request, reply, refused);
    };
    if (isPublic && headers.authorization === undefined) return decide(undefined);
    const known = front.recognise(headers.authorization);
    if (known instanceof Promise) known.then(decide, done);
    else decide(known);
  };
}

function untaken(
  front: Front,
  { route, writes }: AdmittedRoute,
  request: FastifyRequest,
): Refusal | undefined {
  const { settings, group } = front;
  if (front.isFull(route) || (writes && group.overloaded())) {
    return refuse("SERVICE_OVERLOADED");
  }
  const mediaType = answerTypeOf(route);
  if (!accepts(request.headers.accept, mediaType)) return refuse("COMMON_NOT_ACCEPTABLE");
  const refusal = mistyped(request);
  if (refusal !== undefined) return refusal;
  return isOriginServed(request, route.access === "guest", settings)
    ? undefined
    : refuse("ORIGIN_REFUSED");
}

/**
 * Too much is asked (requirements §4.16.3). Who shows a good token counts alone, and never with the
 * others of an address. Companies that call back are not held up: their calls are hints to us.
 */
function limited(
  { rateLimits }: Front,
  { route, writes }: AdmittedRoute,
  request: FastifyRequest,
  known: Caller | TokenRefusal | undefined,
): Refusal | undefined {
  if (route.rawBody === true) return undefined;
  const waitMs =
    typeof known === "object"
      ? rateLimits.ofMember(known.identity.memberId, writes)
      : rateLimits.ofAddress(request.ip, writes);
  if (waitMs === 0) return undefined;
  return { refusal: "RATE_LIMITED", retryAfterSeconds: Math.ceil(waitMs / 1_000) };
}

/** What the shop does not offer is not there, for those who might call it. */
const unoffered = ({ policies }: Front, { route }: AdmittedRoute): Refusal | undefined =>
  route.offeredWith === undefined || policies[route.offeredWith]
    ? undefined
    : refuse("COMMON_ENTITY_NOT_FOUND");

/** Two tokens in one header: one parser might take the first, another the second (attacks R5). */
const TWO_TOKENS = /^bearer\b.*[\s,]bearer\b/i;

function admit(
  { route }: AdmittedRoute,
  { exchange, headers }: FastifyRequest,
  known: Caller | TokenRefusal,
): Refusal | undefined {
  if (typeof known === "string") {
    return TWO_TOKENS.test(headers.authorization ?? "")
      ? invalid("authorization", "REPEATED")
      : refuse(known);
  }
  exchange.caller = known.identity;
  exchange.actor = known.actor;
  return admits(route.access, known.identity) ? undefined : refuse("AUTH_FORBIDDEN");
}
