import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import { record } from "#kernel/schema.ts";
import {
  type Route,
  type RouteAnswer,
  type RouteRequest,
  routesOf,
  type Tools,
} from "#http/route.ts";
import type { SigningKeys } from "../keys.ts";
import {
  ended,
  findByPassword,
  grant,
  grantOf,
  logIn,
  type MemberRow,
  opened,
  refreshed,
} from "./sessions.ts";

const route = routesOf("identity");

const PATH = "/api/browser-sessions";
const DAY_SECONDS = 86_400;
const KEPT = /(?:^|;\s*)bojagi-session=([0-9A-Za-z_-]{43})(?:;|$)/;

type Headers = RouteRequest<unknown, unknown, unknown>["headers"];

/**
 * The cookie that keeps a refresh token: no script reads it, no other site's page sends it, and it goes
 * to these routes only. Kept for `seconds`; it says `Secure` where the page itself came so.
 */
function cookieOf(secret: string, seconds: number, { origin }: Headers): string {
  const secure = String(origin).startsWith("https:") ? "; Secure" : "";
  return `bojagi-session=${secret}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

const keptIn = ({ cookie }: Headers): string | undefined => KEPT.exec(String(cookie))?.[1];

/** Browsers say where a request comes from; a page of another site has no business here. */
const isForeign = ({ "sec-fetch-site": site }: Headers): boolean =>
  site !== undefined && site !== "same-origin";

type Refreshed = { readonly row: MemberRow; readonly secret: string };

/** Whoever reloads a page twice never gets the first answer: the same cookie gets it again for this long. */
const LEEWAY_MS = 10_000;
const lately = new Map<string, Refreshed & { readonly at: number }>();

/** As `refreshed`, but for a cookie that was spent here a moment ago, which is answered as it was then. */
async function refreshedLately(spent: string, tools: Tools): Promise<Refreshed | Refusal> {
  for (const [cookie, { at }] of lately) {
    if (at > tools.now() - LEEWAY_MS) break;
    lately.delete(cookie);
  }
  const known = lately.get(spent);
  if (known !== undefined) return known;
  const next = await refreshed(spent, tools);
  if (!isRefusal(next)) lately.set(spent, { ...next, at: tools.now() });
  return next;
}

async function granted(
  status: 200 | 201,
  { row, secret }: Refreshed,
  headers: Headers,
  { keys, tools }: { readonly keys: SigningKeys; readonly tools: Tools },
): Promise<RouteAnswer> {
  const seconds = tools.policies["token.refreshDays"] * DAY_SECONDS;
  return {
    status,
    body: await grantOf(row, keys, tools),
    headers: { "set-cookie": cookieOf(secret, seconds, headers) },
  };
}

/** Sessions of our own pages: their refresh token is in a cookie, out of the reach of scripts. */
export const browserSessionRoutes = (keys: SigningKeys): readonly Route[] => [
  route({
    method: "POST",
    path: PATH,
    summary: "Log in from our own pages: an access token, and a cookie that gets the next ones",
    access: "guest",
    body: logIn(),
    answers: { 201: record(grant()) },
    refusals: ["AUTH_LOGIN_FAILED", "RATE_LIMITED", "ORIGIN_REFUSED"],
    handle: async ({ body, headers }, tools) => {
      if (isForeign(headers)) return refuse("ORIGIN_REFUSED");
      const row = await findByPassword(body.email, body.password, tools);
      if (isRefusal(row)) return row;
      const secret = await opened(row, tools);
      if (isRefusal(secret)) return secret;
      return granted(201, { row, secret }, headers, { keys, tools });
    },
  }),
  route({
    method: "POST",
    path: `${PATH}/refresh`,
    summary: "Exchange the cookie for an access token and the next cookie",
    access: "guest",
    answers: { 200: record(grant()) },
    refusals: ["AUTH_TOKEN_INVALID", "AUTH_REFRESH_REUSED", "ORIGIN_REFUSED"],
    handle: async ({ headers }, tools) => {
      if (isForeign(headers)) return refuse("ORIGIN_REFUSED");
      const spent = keptIn(headers);
      if (spent === undefined) return refuse("AUTH_TOKEN_INVALID");
      const next = await refreshedLately(spent, tools);
      return isRefusal(next) ? next : granted(200, next, headers, { keys, tools });
    },
  }),
  route({
    method: "POST",
    path: `${PATH}/end`,
    summary: "Log out: the cookie and all that came from it are worth nothing",
    access: "guest",
    answers: { 204: null },
    refusals: ["ORIGIN_REFUSED"],
    handle: async ({ headers }, tools) => {
      if (isForeign(headers)) return refuse("ORIGIN_REFUSED");
      const secret = keptIn(headers);
      if (secret !== undefined) await ended(secret, tools);
      return { status: 204, headers: { "set-cookie": cookieOf("", 0, headers) } };
    },
  }),
];
