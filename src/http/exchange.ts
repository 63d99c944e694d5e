import type { FastifyRequest } from "fastify";
import type { World } from "#kernel/world.ts";
import type { Actor } from "#kernel/message.ts";
import { type Language, languageOf } from "./language.ts";
import type { Identity } from "./route.ts";

/** One request being answered: what is known of it before its route has a say. */
export type Exchange = {
  readonly requestId: string;
  /** Whether the client chose the request id: then it also names a write for repetition. */
  readonly requestIdChosen: boolean;
  readonly traceparent: string | undefined;
  readonly language: Language;
  readonly beganAt: number;
  /** The route's path with its parameters unnamed; `unmatched` until one was found. */
  route: string;
  /** Its route takes the bytes of the body, and nobody parses them before. */
  takesBytes: boolean;
  caller: Identity | undefined;
  actor: Actor;
  /** Aborted when the client has gone, or a stream is to end with the server; made when first asked for. */
  abort: AbortController | undefined;
  /** Its route is at work. */
  running: boolean;
  /** The answer was sent, or nobody waits for it any more. */
  ended: boolean;
};

declare module "fastify" {
  interface FastifyRequest {
    exchange: Exchange;
  }
}

const GUEST: Actor = { role: "guest" };
const REQUEST_ID = /^[\x21-\x7e]{1,200}$/;
const TRACEPARENT = /^00-(?!0{32})(?=[0-9a-f]{32}-)[0-9a-f]+-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** By which a gateway says the request id that it made: it names no write, as a chosen one does. */
export const GIVEN_REQUEST_ID = "bojagi-request-id";

/** The request id a client chose, where it is one: 1 to 200 visible ASCII characters. */
export const chosenRequestId = (header: string | string[] | undefined): string | undefined =>
  typeof header === "string" && REQUEST_ID.test(header) ? header : undefined;

export const newRequestId = (world: World): string => Buffer.from(world.random(16)).toString("hex");

export function beginExchange(request: FastifyRequest, world: World): Exchange {
  const { headers } = request;
  const traceparent = headers["traceparent"];
  const traced = typeof traceparent === "string" && TRACEPARENT.test(traceparent);
  return {
    requestId: request.id,
    requestIdChosen: headers["x-request-id"] === request.id,
    traceparent: traced ? traceparent : undefined,
    language: languageOf(headers["accept-language"]),
    beganAt: world.monotonic(),
    route: "unmatched",
    takesBytes: false,
    caller: undefined,
    actor: GUEST,
    abort: undefined,
    running: false,
    ended: false,
  };
}

/** The signal of an exchange; aborted at once when the exchange has ended. */
export function signalOf(exchange: Exchange): AbortSignal {
  if (exchange.abort === undefined) {
    exchange.abort = new AbortController();
    if (exchange.ended) exchange.abort.abort();
  }
  return exchange.abort.signal;
}
