import {
  createLocalJWKSet,
  createRemoteJWKSet,
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
  readonly revoked?: ((claims: AccessClaims) => boolean) | undefined;
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

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
const REMEMBERED_MAX = 10_000;
const claimsValidator = Compile(accessClaims);

type Verified = { readonly caller: Caller; readonly claims: AccessClaims };

/** Verifies access tokens (attacks R15) and remembers the good ones until they expire. */
export function recogniser({ world, keys, revoked = () => false }: TokenOptions): Recognise {
  const remembered = rememberingMap<Verified>(REMEMBERED_MAX);

  const judged = ({ caller, claims }: Verified): Caller | TokenRefusal =>
    claims.exp * 1000 <= world.now() || revoked(claims) ? "AUTH_TOKEN_INVALID" : caller;

  const verify = async (authorization: string): Promise<Caller | TokenRefusal> => {
    const claims = await claimsOf(authorization, keys, new Date(world.now()));
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
  keys: JWTVerifyGetKey,
  currentDate: Date,
): Promise<AccessClaims | undefined> {
  const [, token] = BEARER.exec(authorization) ?? [];
  if (token === undefined) return undefined;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: [ACCESS_TOKEN.algorithm],
      issuer: ACCESS_TOKEN.issuer,
      audience: ACCESS_TOKEN.audience,
      typ: ACCESS_TOKEN.typ,
      requiredClaims: ["sub", "iat", "exp"],
      currentDate,
    });
    if (protectedHeader.kid === undefined) return undefined;
    return claimsValidator.Check(payload) ? payload : undefined;
  } catch (error) {
    if (isTokenFault(error)) return undefined;
    throw new Passing("unavailable", error);
  }
}

/** Whether the token is at fault, and not the way to the keys. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== "ERR_JOSE_GENERIC";

function callerOf(claims: AccessClaims): Caller {
  const { sub: memberId, name, email, role, partnerId, verified = false } = claims;
  return {
    identity: { memberId, name, email, role, partnerId, verified },
    actor: { role, memberId, ...(partnerId === undefined ? {} : { partnerId }) },
  };
}
