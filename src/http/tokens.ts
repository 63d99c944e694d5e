import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { Compile } from "typebox/compile";
import type { Actor } from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import { Passing } from "#store/store.ts";
import { ACCESS_TOKEN, accessClaims, type AccessClaims } from "./claims.ts";
import { PASSPORT, passportClaims, type PassportControl } from "./passports.ts";
import { rememberingMap } from "./remembering.ts";
import type { Identity } from "./route.ts";

/** Who sent a request, as the token says. */
export type Caller = { readonly identity: Identity; readonly actor: Actor };
export type TokenRefusal = "AUTH_TOKEN_MISSING" | "AUTH_TOKEN_INVALID";

/**
 * Knows the caller by the `Authorization` header: at once when the same token was verified before,
 * else later. Throws `Passing` when the keys cannot be had.
 */
export type Recognise = (
  authorization: string | undefined,
) => Caller | TokenRefusal | Promise<Caller | TokenRefusal>;

export type TokenOptions = {
  readonly world: World;
  /** The public keys, each with its id: identity's own in one process, those of `keysAt` in a fleet. */
  readonly keys: JWTVerifyGetKey;
  /** Says which valid tokens are no longer good: a withdrawn member, a disabled partner. Asked every time. */
  readonly revoked?: ((claims: Claims) => boolean) | undefined;
  /** Absent where no passport is taken: at the door that people come through. */
  readonly passports?: PassportControl | undefined;
};

/** Keys that this process holds. */
export const keysOf = (keySet: JSONWebKeySet): JWTVerifyGetKey => createLocalJWKSet(keySet);

/** Keys of the identity context's address, fetched when an unknown key id appears, at most every 30 s. */
export const keysAt = (url: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), {
    timeoutDuration: 3_000,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
  });

/** The same from wherever `fetched` gets the set. */
export const keysFetched = (fetched: () => Promise<Response>): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL("http://identity/.well-known/jwks.json"), {
    timeoutDuration: 3_000,
    cooldownDuration: 1_000,
    cacheMaxAge: 600_000,
    [customFetch]: fetched,
  });

const CREDENTIAL = /^(\w+) ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/;
const REMEMBERED_MAX = 10_000;
const accessValidator = Compile(accessClaims);
const passportValidator = Compile(passportClaims);

type Claims = Omit<AccessClaims, "iss" | "aud">;
type Verified = { readonly caller: Caller; readonly claims: Claims };

/** Verifies access tokens and passports (attacks R15) and remembers the good ones until they expire. */
export function recogniser(options: TokenOptions): Recognise {
  const { world, revoked = () => false } = options;
  const remembered = rememberingMap<Verified>(REMEMBERED_MAX);

  const judged = ({ caller, claims }: Verified): Caller | TokenRefusal =>
    claims.exp * 1000 <= world.now() || revoked(claims) ? "AUTH_TOKEN_INVALID" : caller;

  const verify = async (authorization: string): Promise<Caller | TokenRefusal> => {
    const claims = await claimsOf(authorization, options, new Date(world.now()));
    if (claims === undefined) return "AUTH_TOKEN_INVALID";
    const verified = { caller: callerOf(claims), claims };
    remembered.set(authorization, verified);
    return judged(verified);
  };

  return (authorization) => {
    if (authorization === undefined) return "AUTH_TOKEN_MISSING";
    const known = remembered.get(authorization);
    return known === undefined ? verify(authorization) : judged(known);
  };
}

async function claimsOf(
  authorization: string,
  { keys, passports }: TokenOptions,
  currentDate: Date,
): Promise<Claims | undefined> {
  const [, scheme = "", token = ""] = CREDENTIAL.exec(authorization) ?? [];
  try {
    if (scheme.toLowerCase() === "bearer") return await accessOf(token, keys, currentDate);
    if (scheme === PASSPORT.scheme && passports !== undefined) {
      return await passportOf(token, passports, currentDate);
    }
    return undefined;
  } catch (error) {
    if (isTokenFault(error)) return undefined;
    throw new Passing("unavailable", error);
  }
}

async function accessOf(token: string, keys: JWTVerifyGetKey, currentDate: Date) {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    algorithms: [ACCESS_TOKEN.algorithm],
    issuer: ACCESS_TOKEN.issuer,
    audience: ACCESS_TOKEN.audience,
    typ: ACCESS_TOKEN.typ,
    requiredClaims: ["sub", "iat", "exp"],
    currentDate,
  });
  if (protectedHeader.kid === undefined) return undefined;
  return accessValidator.Check(payload) ? payload : undefined;
}

async function passportOf(token: string, { keys, contexts }: PassportControl, currentDate: Date) {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: [PASSPORT.algorithm],
    issuer: PASSPORT.issuer,
    audience: [...contexts],
    typ: PASSPORT.typ,
    requiredClaims: ["sub", "iat", "exp"],
    currentDate,
  });
  return passportValidator.Check(payload) ? payload : undefined;
}

/** Whether the token is at fault, and not the way to the keys. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== "ERR_JOSE_GENERIC";

function callerOf(claims: Claims): Caller {
  const { sub: memberId, name, email, role, partnerId, verified = false } = claims;
  return {
    identity: { memberId, name, email, role, partnerId, verified },
    actor: { role, memberId, ...(partnerId === undefined ? {} : { partnerId }) },
  };
}
