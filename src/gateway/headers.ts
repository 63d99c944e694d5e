/** What of a request's headers goes in, and what of an answer's comes out. */
import type { FastifyRequest } from "fastify";
import { GIVEN_REQUEST_ID } from "#http/exchange.ts";

type Headers = Record<string, string | string[]>;
type Given = Readonly<Record<string, string | string[] | undefined>>;

/** About this connection only (RFC 9110 §7.6.1), or said anew by whoever sends the message. */
const OF_THE_CONNECTION = new Set([
  "connection",
  "content-length",
  "date",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** Only the gateway says who calls, from where and under which id; the origin was judged here. */
const SAID_HERE = new Set(["authorization", "forwarded", "origin", "x-real-ip", GIVEN_REQUEST_ID]);
const IDENTITY = /^x-(forwarded|member|user|identity|passport|roles?|partner)\b/;

/** The headers that a context sees. */
export function headersInward(request: FastifyRequest, credential: string | undefined): Headers {
  const { headers, exchange, ip } = request;
  const inward = kept(headers, (name) => !SAID_HERE.has(name) && !IDENTITY.test(name));
  inward["x-forwarded-for"] = ip;
  if (credential !== undefined) inward["authorization"] = credential;
  if (!exchange.requestIdChosen) inward[GIVEN_REQUEST_ID] = exchange.requestId;
  return inward;
}

/** The headers of a context's answer that the client sees. */
export const headersOutward = (headers: Given): Headers => kept(headers, () => true);

function kept(headers: Given, isKept: (name: string) => boolean): Headers {
  const all: Headers = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !OF_THE_CONNECTION.has(name) && isKept(name)) all[name] = value;
  }
  return all;
}
