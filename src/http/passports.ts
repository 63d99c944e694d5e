import type { JWTVerifyGetKey } from "jose";
import { count, flag, LARGEST, oneOf, optional, record, text, token } from "#kernel/schema.ts";

/**
 * What a gateway signs, in place of the access token that it verified: who calls, for one context,
 * for a minute. It comes as `Authorization: Passport …`, which no gateway takes from outside.
 */
export const PASSPORT = {
  scheme: "Passport",
  issuer: "bojagi-gateway",
  algorithm: "EdDSA",
  typ: "passport+jwt",
  lifeSeconds: 60,
} as const;

/** The claims of a passport. `iat` and `exp` are seconds since 1970. */
export const passportClaims = record({
  iss: oneOf(PASSPORT.issuer),
  /** The context it was made for: another cannot use it. */
  aud: text(40),
  sub: token("mem"),
  name: text(100),
  email: text(254),
  role: oneOf("member", "seller", "operator"),
  partnerId: optional(token("ptn")),
  verified: flag(),
  iat: count(0, LARGEST),
  exp: count(1, LARGEST),
});

/** Whose passports are taken here, and for which contexts. */
export type PassportControl = {
  readonly keys: JWTVerifyGetKey;
  readonly contexts: readonly string[];
};
