import type { FastifyRequest } from "fastify";
import { type Refusal, refuse } from "#kernel/refusal.ts";
import { isAddressBroken } from "./addressValues.ts";
import { invalid } from "./refused.ts";
import type { HttpSettings } from "./settings.ts";

/** Headers that mean nothing, or two things, when they come twice (attacks R5). */
const ONCE = new Set([
  "authorization",
  "bojagi-position",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "idempotency-key",
  "if-match",
  "last-event-id",
  "origin",
  "traceparent",
  "x-request-id",
]);
const ONCE_LENGTHS = new Set([...ONCE].map((name) => name.length));
const HOST = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** The first check of all: framing, limits and names that must be plain (attacks R1, R12). */
export function misframed(request: FastifyRequest, settings: HttpSettings): Refusal | undefined {
  const { raw, headers } = request;
  const url = raw.url ?? "/";
  if (url.length > settings.urlBytes) return refuse("COMMON_URI_TOO_LONG");
  if (raw.rawHeaders.length > 2 * settings.headerFields) return refuse("COMMON_HEADERS_TOO_LARGE");
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked") {
    return invalid("transfer-encoding", "NOT_ALLOWED");
  }
  const repeated = repeatedHeader(raw.rawHeaders);
  if (repeated !== undefined) return invalid(repeated, "REPEATED");
  if (!isHostServed(headers.host, raw.httpVersion, settings.hosts)) {
    return invalid("host", "NOT_ALLOWED");
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== "100-continue") {
    return refuse("COMMON_EXPECTATION_FAILED");
  }
  if (isAddressBroken(url)) return invalid("address", "BROKEN_TEXT");
  return isTooLarge(request, settings) ? refuse("COMMON_BODY_TOO_LARGE") : undefined;
}

/** What a route itself allows is asked only for bodies that are large. */
function isTooLarge(request: FastifyRequest, { bodyBytes }: HttpSettings): boolean {
  const length = Number(request.headers["content-length"]);
  return length > bodyBytes && length > request.routeOptions.bodyLimit;
}

function repeatedHeader(rawHeaders: readonly string[]): string | undefined {
  let seen: string[] | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (!ONCE_LENGTHS.has(name.length)) continue;
    const lower = name.toLowerCase();
    if (!ONCE.has(lower)) continue;
    if (seen?.includes(lower) === true) return lower;
    (seen ??= []).push(lower);
  }
  return undefined;
}

function isHostServed(
  host: string | undefined,
  httpVersion: string,
  served: readonly string[],
): boolean {
  if (host === undefined) return httpVersion === "1.0" && served.length === 0;
  if (!HOST.test(host)) return false;
  return served.length === 0 || served.includes(host.replace(/:\d+$/, "").toLowerCase());
}

/** What the media types of a request have against being served as JSON (attacks R1, R12). */
export function mistyped({ headers, method }: FastifyRequest): Refusal | undefined {
  if ((method === "GET" || method === "HEAD") && hasBody(headers)) {
    return invalid("body", "UNKNOWN_FIELD");
  }
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    return refuse("COMMON_UNSUPPORTED_MEDIA_TYPE");
  }
  const type = headers["content-type"];
  if (type === "application/json") return undefined;
  if (type === undefined) {
    return hasBody(headers) ? refuse("COMMON_UNSUPPORTED_MEDIA_TYPE") : undefined;
  }
  return type.length < 80 && JSON_IN_UTF8.test(type)
    ? undefined
    : refuse("COMMON_UNSUPPORTED_MEDIA_TYPE");
}

const JSON_IN_UTF8 = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Whether the framing announces a body. */
export const hasBody = (headers: FastifyRequest["headers"]): boolean =>
  headers["transfer-encoding"] !== undefined ||
  (headers["content-length"] !== undefined && headers["content-length"] !== "0");

/** A page of another origin may only read what everyone may read (attacks H5). */
export function isOriginServed(
  { headers, method }: FastifyRequest,
  isPublic: boolean,
  settings: HttpSettings,
): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (isPublic && (method === "GET" || method === "HEAD")) return true;
  if (settings.origins.includes(origin)) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
