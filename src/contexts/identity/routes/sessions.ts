import { createHash } from "node:crypto";
import { refuse, type Refusal } from "#kernel/refusal.ts";
import { count, oneOf, record, text, token } from "#kernel/schema.ts";
import { type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import { email, endSession, openSession, refreshSession } from "../contract.ts";
import type { SigningKeys } from "../keys.ts";
import { isRightPassword } from "../passwords.ts";
import { normalized } from "../rules.ts";

const route = routesOf("identity");

/** Policy P38. */
const MINUTE_SECONDS = 60;
const DAY_MS = 86_400_000;
const REFRESH_CHARACTERS = 43;

const FAILURES_WITHIN_MS = 60_000;
const REMEMBERED_MAX = 100_000;

export type MemberRow = {
  readonly member_id: string;
  readonly email: string;
  readonly name: string;
  readonly phone: string;
  readonly address: unknown;
  readonly password_hash: string;
  readonly role: "MEMBER" | "OPERATOR";
  readonly status: "ACTIVE" | "WITHDRAWN";
  readonly partner_id: string | null;
};
export const MEMBER_COLUMNS =
  "member_id, email, name, phone, address, password_hash, role, status, partner_id";

export const password = () => text(128);
const refreshToken = () => text(REFRESH_CHARACTERS);
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const roleOf = ({ role, partner_id: partnerId }: MemberRow) =>
  role === "OPERATOR" ? "operator" : partnerId === null ? "member" : "seller";

/** An access token of the member, who is also its subject. */
export function accessTokenOf(
  row: MemberRow,
  keys: SigningKeys,
  tools: Pick<Tools, "now" | "secret">,
  seconds: number,
  verified = false,
): Promise<string> {
  const iat = Math.floor(tools.now() / 1000);
  return keys.sign({
    sub: row.member_id,
    name: row.name,
    email: row.email,
    role: roleOf(row),
    ...(row.partner_id === null ? {} : { partnerId: row.partner_id }),
    ...(verified ? { verified } : {}),
    jti: tools.secret(16),
    iat,
    exp: iat + seconds,
  });
}

/** Wrong passwords by e-mail, within the last minute; nobody is locked out for longer. */
const failures = new Map<string, number[]>();

/** Why nobody may try that e-mail's password now (requirements §4.16.3). */
function failedTooOften(of: string, { now, policies }: Tools): Refusal | undefined {
  const recent = (failures.get(of) ?? []).filter((at) => at > now() - FAILURES_WITHIN_MS);
  if (recent.length === 0) failures.delete(of);
  else failures.set(of, recent);
  const [oldest = now()] = recent;
  if (recent.length < policies["rateLimit.failedLoginsPerMinute"]) return undefined;
  const waitMs = oldest + FAILURES_WITHIN_MS - now();
  return { refusal: "RATE_LIMITED", retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
}

function rememberFailure(of: string, now: number): void {
  if (failures.size >= REMEMBERED_MAX) failures.clear();
  failures.set(of, [...(failures.get(of) ?? []), now]);
}

/** The member whose password this is. One answer for an unknown e-mail and a wrong password. */
export async function findByPassword(
  address: string,
  given: string,
  tools: Tools,
): Promise<MemberRow | Refusal> {
  const { read, now } = tools;
  const of = normalized(address);
  const tooOften = failedTooOften(of, tools);
  if (tooOften !== undefined) return tooOften;
  // Counted before it is known to be wrong, or many at once would all be let in.
  const at = now();
  rememberFailure(of, at);
  const [row] = await read<MemberRow>(
    `select ${MEMBER_COLUMNS} from identity.members where email = $1 and status = 'ACTIVE'`,
    [of],
  );
  if ((await isRightPassword(row?.password_hash, given)) && row !== undefined) {
    failures.delete(of);
    return row;
  }
  return refuse("AUTH_LOGIN_FAILED");
}

/** Opens a session of the member, and answers its refresh token. */
export async function opened(row: MemberRow, tools: Tools): Promise<string | Refusal> {
  const secret = tools.secret(REFRESH_CHARACTERS);
  const { answer } = await tools.send(
    openSession({
      memberId: row.member_id,
      tokenHash: hashOf(secret),
      family: tools.secret(32),
      expiresAt: refreshUntil(tools),
    }),
  );
  return "refusal" in answer ? answer.refusal : secret;
}

type Refreshed = { readonly row: MemberRow; readonly secret: string };

/** Spends a refresh token for the next one. */
export async function refreshed(spent: string, tools: Tools): Promise<Refreshed | Refusal> {
  const secret = tools.secret(REFRESH_CHARACTERS);
  const { answer } = await tools.send(
    refreshSession({
      tokenHash: hashOf(spent),
      nextTokenHash: hashOf(secret),
      expiresAt: refreshUntil(tools),
    }),
  );
  if ("refusal" in answer) return answer.refusal;
  const { memberId } = answer.value as { readonly memberId: string };
  const [row] = await tools.read<MemberRow>(
    `select ${MEMBER_COLUMNS} from identity.members where member_id = $1`,
    [memberId],
  );
  return row === undefined ? refuse("AUTH_TOKEN_INVALID") : { row, secret };
}

/** Ends the session of a refresh token; whether there was one is not said. */
export async function ended(secret: string, { send }: Tools): Promise<RouteAnswer> {
  await send(endSession({ tokenHash: hashOf(secret) }));
  return { status: 204 };
}

/** How long an access token lives: one that was logged in for, or given for the password alone. */
export const lifeSeconds = (
  { policies }: Pick<Tools, "policies">,
  of: "token.accessMinutes" | "token.verifyMinutes",
): number => policies[of] * MINUTE_SECONDS;

const refreshUntil = ({ now, policies }: Tools): number =>
  now() + policies["token.refreshDays"] * DAY_MS;

/** What a session lets its member do, for as long as the access token lives. */
export const grant = () => ({
  accessToken: text(2_000),
  tokenType: oneOf("Bearer"),
  expiresIn: count(1),
  memberId: token("mem"),
  role: oneOf("member", "seller", "operator"),
});
const session = () => record({ ...grant(), refreshToken: refreshToken() });

export const grantOf = async (row: MemberRow, keys: SigningKeys, tools: Tools) => ({
  accessToken: await accessTokenOf(row, keys, tools, lifeSeconds(tools, "token.accessMinutes")),
  tokenType: "Bearer",
  expiresIn: lifeSeconds(tools, "token.accessMinutes"),
  memberId: row.member_id,
  role: roleOf(row),
});

const sessionOf = async (row: MemberRow, secret: string, keys: SigningKeys, tools: Tools) => ({
  ...(await grantOf(row, keys, tools)),
  refreshToken: secret,
});

export const logIn = () => record({ email: email(), password: password() });

/** Log-in, refresh with rotation, log-out. */
export const sessionRoutes = (keys: SigningKeys): readonly Route[] => [
  route({
    method: "POST",
    path: "/api/sessions",
    summary:
      "Log in: an access token, of one hour, and a refresh token, of 14 days, unless set otherwise",
    access: "guest",
    body: logIn(),
    answers: { 201: session() },
    refusals: ["AUTH_LOGIN_FAILED", "RATE_LIMITED"],
    handle: async ({ body }, tools) => {
      const found = await findByPassword(body.email, body.password, tools);
      if ("refusal" in found) return found;
      const secret = await opened(found, tools);
      if (typeof secret !== "string") return secret;
      return { status: 201, body: await sessionOf(found, secret, keys, tools) };
    },
  }),
  route({
    method: "POST",
    path: "/api/sessions/refresh",
    summary: "Exchange a refresh token for new tokens; a spent one ends its family",
    access: "guest",
    body: record({ refreshToken: refreshToken() }),
    answers: { 200: session() },
    refusals: ["AUTH_TOKEN_INVALID", "AUTH_REFRESH_REUSED"],
    handle: async ({ body }, tools) => {
      const next = await refreshed(body.refreshToken, tools);
      if ("refusal" in next) return next;
      return { status: 200, body: await sessionOf(next.row, next.secret, keys, tools) };
    },
  }),
  route({
    method: "POST",
    path: "/api/sessions/end",
    summary: "Log out: the refresh token and all that came from it are worth nothing",
    access: "guest",
    body: record({ refreshToken: refreshToken() }),
    answers: { 204: null },
    refusals: [],
    handle: ({ body }, tools) => ended(body.refreshToken, tools),
  }),
];
