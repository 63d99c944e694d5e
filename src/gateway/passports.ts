import { calculateJwkThumbprint, importJWK, type JWK, SignJWT } from "jose";
import { PASSPORT } from "#http/passports.ts";
import { rememberingMap } from "#http/remembering.ts";
import type { Identity } from "#http/route.ts";
import type { World } from "#kernel/world.ts";

/** The credential that is shown to a context on behalf of somebody whose token is good. */
export type Passports = (
  authorization: string,
  caller: Identity,
  context: string,
) => Promise<string>;

type Issued = { readonly credential: string; readonly renewAt: number };

const REMEMBERED_MAX = 5_000;

/** Signs passports by a key that the contexts know; the same again for half of its life. */
export async function passportsBy(jwk: JWK, world: World): Promise<Passports> {
  const key = await importJWK(jwk, PASSPORT.algorithm);
  const kid = await calculateJwkThumbprint(jwk);
  const issued = rememberingMap<Issued>(REMEMBERED_MAX);
  const sign = (caller: Identity, context: string, iat: number): Promise<string> =>
    new SignJWT({
      name: caller.name,
      email: caller.email,
      role: caller.role,
      verified: caller.verified,
      ...(caller.partnerId === undefined ? {} : { partnerId: caller.partnerId }),
    })
      .setProtectedHeader({ alg: PASSPORT.algorithm, typ: PASSPORT.typ, kid })
      .setIssuer(PASSPORT.issuer)
      .setAudience(context)
      .setSubject(caller.memberId)
      .setIssuedAt(iat)
      .setExpirationTime(iat + PASSPORT.lifeSeconds)
      .sign(key);

  return async (authorization, caller, context) => {
    const now = world.now();
    const name = `${context} ${authorization}`;
    const known = issued.get(name);
    if (known !== undefined && now < known.renewAt) return known.credential;
    const passport = await sign(caller, context, Math.floor(now / 1_000));
    const credential = `${PASSPORT.scheme} ${passport}`;
    issued.set(name, { credential, renewAt: now + PASSPORT.lifeSeconds * 500 });
    return credential;
  };
}

/** Without a key of ours the contexts verify the access token themselves. */
export const tokensAsTheyAre: Passports = (authorization) => Promise.resolve(authorization);
