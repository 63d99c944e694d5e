import { createHmac, hkdfSync } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from "jose";
import { ACCESS_TOKEN, type AccessClaims } from "#http/claims.ts";

/** Signs access tokens, and tells everybody by which key; seals what comes back to whoever sealed it. */
export type SigningKeys = {
  readonly sign: (claims: Omit<AccessClaims, "iss" | "aud">) => Promise<string>;
  /** The same text has the same seal wherever the key is the same, and nobody else can make it. */
  readonly seal: (text: string) => string;
  /** Public keys only, as a JSON Web Key Set. */
  readonly jwks: { readonly keys: readonly JWK[] };
};

/** Reads the signing key from its file, or makes one there that only this account can read. */
export async function signingKeysAt(file: string): Promise<SigningKeys> {
  const jwk = (await readKey(file)) ?? (await makeKey(file));
  const { d: _, ...open } = jwk;
  const kid = await calculateJwkThumbprint(open);
  const key = await importJWK(jwk, ACCESS_TOKEN.algorithm);
  const publicKey = { ...open, kid, use: "sig", alg: ACCESS_TOKEN.algorithm };
  const sealing = sealingKeyOf(jwk);
  return {
    seal: (text) => createHmac("sha256", sealing).update(text).digest("base64url"),
    jwks: { keys: [publicKey] },
    sign: ({ sub, iat, exp, ...claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: ACCESS_TOKEN.algorithm, typ: ACCESS_TOKEN.typ, kid })
        .setIssuer(ACCESS_TOKEN.issuer)
        .setAudience(ACCESS_TOKEN.audience)
        .setSubject(sub)
        .setIssuedAt(iat)
        .setExpirationTime(exp)
        .sign(key),
  };
}

/** Apart from the signing key, though made of it: neither says anything about the other. */
const sealingKeyOf = ({ d = "" }: JWK): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", Buffer.from(d, "base64url"), "", "bojagi seals", 32));

async function readKey(file: string): Promise<JWK | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Of two processes that make the key at once, the second takes the first one's. */
async function makeKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const jwk = await exportJWK(privateKey);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Linked into place when it is whole: nobody reads half a key.
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(jwk), { mode: 0o600 });
    await link(draft, file);
    return jwk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return (await readKey(file)) ?? jwk;
  } finally {
    await rm(draft, { force: true });
  }
}
