import {
  count,
  flag,
  LARGEST,
  oneOf,
  optional,
  record,
  text,
  token,
  type ValueOf,
} from "#kernel/schema.ts";

/** What identity signs and every process accepts: one algorithm, one issuer, one audience, one type. */
export const ACCESS_TOKEN = {
  issuer: "bojagi",
  audience: "bojagi",
  algorithm: "EdDSA",
  typ: "at+jwt",
} as const;

/** The claims of an access token. `iat` and `exp` are seconds since 1970. */
export const accessClaims = record({
  iss: oneOf(ACCESS_TOKEN.issuer),
  aud: oneOf(ACCESS_TOKEN.audience),
  /** The member. */
  sub: token("mem"),
  name: text(100),
  email: text(254),
  role: oneOf("member", "seller", "operator"),
  /** The partner a seller works for. */
  partnerId: optional(token("ptn")),
  /** True in the 10-minute token given after the password was checked again. */
  verified: optional(flag()),
  /** Distinguishes tokens issued in the same second. */
  jti: optional(text(64)),
  iat: count(0, LARGEST),
  nbf: optional(count(0, LARGEST)),
  exp: count(1, LARGEST),
});
export type AccessClaims = ValueOf<typeof accessClaims>;
