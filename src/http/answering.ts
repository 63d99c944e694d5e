import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refusal, RefusalCode } from "#kernel/refusal.ts";
import type { World } from "#kernel/world.ts";
import { Overloaded } from "#runtime/sending.ts";
import { Passing } from "#store/store.ts";
import type { Front } from "./front.ts";
import { PROBLEM_TYPE, SECURITY_HEADERS } from "./headers.ts";
import { problemOf } from "./problem.ts";
import { Refused } from "./refused.ts";
import { misfits } from "./validation.ts";

/** Puts the headers of every answer on the reply. */
export function dress(front: Front, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS);
  reply.header("x-request-id", request.id);
  reply.header("cache-control", "no-store");
  sayWhetherLast(front, reply);
}

/** A draining server tells each connection with its answer not to send more. */
export function sayWhetherLast({ load }: Front, reply: FastifyReply): void {
  if (load.draining) reply.header("connection", "close");
}

/** Answers with the problem of a refusal. */
export function answerProblem(
  front: Front,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  const { exchange } = request;
  const problem = problemOf(refusal, { ...exchange, publicUrl: front.settings.publicUrl });
  count(front, problem.code);
  sayWhetherLast(front, reply);
  if (UNREAD.has(problem.code)) reply.header("connection", "close");
  const headers = headersOf(refusal, front.world);
  if (headers !== undefined) reply.headers(headers);
  return reply
    .code(problem.status)
    .header("content-type", PROBLEM_TYPE)
    .header("content-language", exchange.language)
    .header("cache-control", "no-store")
    .send(JSON.stringify(problem, amountsAsIntegers));
}

const amountsAsIntegers = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? Number(value) : value;

/** After these the rest of the request is still on its way: the connection cannot go on. */
const UNREAD: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "COMMON_BODY_TOO_LARGE",
  "COMMON_HEADERS_TOO_LARGE",
  "COMMON_REQUEST_TIMEOUT",
  "COMMON_URI_TOO_LONG",
]);

const count = ({ metrics }: Front, code: RefusalCode): void =>
  code === "COMMON_SYSTEM_ERROR" ? metrics.failed() : metrics.refused(code);

function headersOf(
  { refusal, retryAfterSeconds }: Refusal,
  world: World,
): Record<string, string> | undefined {
  if (retryAfterSeconds !== undefined) return { "retry-after": String(retryAfterSeconds) };
  switch (refusal) {
    case "AUTH_TOKEN_MISSING":
      return { "www-authenticate": 'Bearer realm="bojagi"' };
    case "AUTH_TOKEN_INVALID":
      return { "www-authenticate": 'Bearer realm="bojagi", error="invalid_token"' };
    case "SERVICE_OVERLOADED":
    case "DEPENDENCY_UNAVAILABLE":
      return { "retry-after": String(comeBackSeconds(world)) };
    case "DUPLICATE_REQUEST":
    case "RATE_LIMITED":
    case "REQUEST_IN_PROGRESS":
      return { "retry-after": "1" };
    default:
      return undefined;
  }
}

/** 1 to 10, each equally likely: those who were shed do not all come back at once. */
const comeBackSeconds = (world: World): number =>
  1 + Math.floor(((world.random(1)[0] ?? 0) * 10) / 256);

/** Answers whatever was thrown: an expected no as itself, a passing failure with 503, a bug with 500. */
export function answerFailure(
  front: Front,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  if (request.raw.destroyed && !request.raw.complete) {
    // The client went away while it was still sending: neither a refusal nor a failure.
    reply.hijack();
    return reply;
  }
  const refusal = refusalOf(error, request);
  if (refusal.refusal === "COMMON_SYSTEM_ERROR") {
    const { requestId, route } = request.exchange;
    front.log.error({ requestId, route, err: error }, "request failed");
  } else if (error instanceof Passing) {
    front.log.warn({ requestId: request.id, err: error }, "a dependency is unavailable");
  }
  return answerProblem(front, request, reply, refusal);
}

type LibraryError = {
  readonly code?: unknown;
  readonly validation?: unknown;
  readonly statusCode?: unknown;
};

function refusalOf(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof Refused) return error.reason;
  if (error instanceof Overloaded) return { refusal: "SERVICE_OVERLOADED" };
  if (error instanceof Passing) return { refusal: "DEPENDENCY_UNAVAILABLE" };
  const { code, validation, statusCode } = (error ?? {}) as LibraryError;
  if (validation !== undefined) return misfits(request);
  if (code === "FST_ERR_MAX_PARAM_LENGTH") return { refusal: "COMMON_ENTITY_NOT_FOUND" };
  const isLibrary = typeof code === "string" && code.startsWith("FST_ERR_");
  const refusal = isLibrary ? CODES_BY_STATUS[Number(statusCode)] : undefined;
  return { refusal: refusal ?? "COMMON_SYSTEM_ERROR" };
}

/** What the HTTP library itself refuses, by the status it would give. */
const CODES_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: "COMMON_INVALID_PARAMETER",
  404: "COMMON_ENTITY_NOT_FOUND",
  405: "COMMON_METHOD_NOT_ALLOWED",
  408: "COMMON_REQUEST_TIMEOUT",
  413: "COMMON_BODY_TOO_LARGE",
  414: "COMMON_URI_TOO_LONG",
  415: "COMMON_UNSUPPORTED_MEDIA_TYPE",
  431: "COMMON_HEADERS_TOO_LARGE",
};
