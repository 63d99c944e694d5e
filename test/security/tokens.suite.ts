/** Tokens that nobody issued, and what a login tells about people (attacks A). */
import { createPrivateKey, generateKeyPairSync, sign as signed } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type JWK, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { unique } from "#test/town/people.ts";
import { codeOf, faultsOf, likeAnyOther } from "./judging.ts";
import { newKey, type Stage } from "./stage.ts";
import { type Heard, sendBytes, statusIn } from "./wire.ts";

type Json = Readonly<Record<string, unknown>>;
const encoded = (json: Json): string => Buffer.from(JSON.stringify(json)).toString("base64url");
const decoded = (part = ""): Json => JSON.parse(Buffer.from(part, "base64url").toString()) as Json;

/** A true token taken apart, and the true key to sign others with. */
type Parts = {
  readonly header: Json;
  readonly claims: Json;
  readonly signature: string;
  readonly publicKey: JWK;
  readonly sign: (claims: Json, header?: Json) => string;
};

export function tokensSuite(of: () => Stage): void {
  let parts: Parts;
  beforeAll(async () => {
    parts = await partsOf(of());
  });

  const me = (authorization: string | readonly string[], path = "/api/members/me") =>
    of().ask({ method: "GET", path, headers: { authorization } });
  /** Shown to a route for everybody who is logged in, and to one for operators. */
  const expectWorthless = async (token: string): Promise<void> => {
    for (const path of ["/api/members/me", "/api/members"]) {
      const heard = await me(`Bearer ${token}`, path);
      expect([heard.status, codeOf(heard)], token.slice(0, 300)).toEqual([
        401,
        "AUTH_TOKEN_INVALID",
      ]);
      expect(faultsOf(heard, of().document)).toEqual([]);
    }
  };

  describe("S1.3 tokens that nobody issued", () => {
    it("A2 without a signature, or by no algorithm, are worth nothing", async () => {
      const { header, claims, signature } = parts;
      for (const alg of ["none", "None", "nOnE", "NONE", "", null]) {
        await expectWorthless(`${encoded({ ...header, alg })}.${encoded(claims)}.`);
        await expectWorthless(`${encoded({ ...header, alg })}.${encoded(claims)}.${signature}`);
      }
      await expectWorthless(`${encoded(header)}.${encoded(claims)}.`);
      await expectWorthless(`${encoded(header)}.${encoded(claims)}`);
    });

    it("A3 signed with our public key as a shared secret, or by another algorithm, are worth nothing", async () => {
      const { header, claims, publicKey } = parts;
      const secrets = [
        JSON.stringify(publicKey),
        publicKey.x ?? "",
        Buffer.from(publicKey.x ?? "", "base64url"),
      ];
      for (const secret of secrets) {
        for (const alg of ["HS256", "HS512"]) {
          const signing = new SignJWT({ ...claims }).setProtectedHeader({ ...header, alg });
          await expectWorthless(await signing.sign(Buffer.from(secret)));
        }
      }
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const byRsa = new SignJWT({ ...claims }).setProtectedHeader({ ...header, alg: "RS256" });
      await expectWorthless(await byRsa.sign(privateKey));
    });

    it("A4 that bring or point to a key of their own are worth nothing, and nobody is called", async () => {
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      const jwk = { ...publicKey.export({ format: "jwk" }), kid: "own", alg: "EdDSA", use: "sig" };
      const called: string[] = [];
      const server = createServer((request, response) => {
        called.push(request.url ?? "");
        response.end(JSON.stringify({ keys: [jwk] }));
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
      const owns: readonly Json[] = [
        { jku: url },
        { x5u: url },
        { jwk },
        { kid: url },
        { jku: url, kid: "own" },
      ];
      for (const own of owns) {
        const header = { alg: "EdDSA", ...parts.header, ...own };
        const signing = new SignJWT({ ...parts.claims }).setProtectedHeader(header);
        await expectWorthless(await signing.sign(privateKey));
      }
      server.close();
      expect(called).toEqual([]);
    });

    it("A5 expired, not yet valid, or with no honest end are worth nothing", async () => {
      const now = Math.floor(of().cast.town.now() / 1000);
      expect((await me(`Bearer ${parts.sign({})}`)).status).toBe(200);
      const ends: readonly Json[] = [
        { exp: now - 1 },
        { exp: -1 },
        { exp: 1e30 },
        { exp: String(now + 3_600) },
        { exp: null },
        { exp: undefined },
        { exp: [now + 3_600] },
        { nbf: now + 600 },
        { iat: undefined },
      ];
      for (const end of ends) await expectWorthless(parts.sign(end));
    });

    it("A6 from another issuer, for another audience or of another kind are worth nothing", async () => {
      const others: readonly (readonly [Json, Json?])[] = [
        [{ iss: "bojagi.example" }],
        [{ iss: ["bojagi"] }],
        [{ iss: undefined }],
        [{ aud: "internal" }],
        [{ aud: undefined }],
        [{ sub: "1" }],
        [{ sub: "ord_0000000000000000" }],
        [{ role: "admin" }],
        [{ role: ["operator"] }],
        [{}, { typ: "JWT" }],
        [{}, { typ: undefined }],
        [{}, { kid: undefined }],
        [{}, { kid: "unknown" }],
        [{}, { crit: ["exp"] }],
        [{}, { b64: false, crit: ["b64"] }],
      ];
      for (const [claims, header] of others) await expectWorthless(parts.sign(claims, header));
      const { refreshToken } = await loggedIn();
      expect(codeOf(await me(`Bearer ${refreshToken}`))).toBe("AUTH_TOKEN_INVALID");
    });

    it("A7 with one bit or one part more or less are worth nothing; a very long one is not read", async () => {
      const { header, claims, signature } = parts;
      const body = `${encoded(header)}.${encoded(claims)}`;
      const flipped = Buffer.from(signature, "base64url");
      flipped[7] = (flipped[7] ?? 0) ^ 1;
      for (const token of [
        `${body}.${flipped.toString("base64url")}`,
        `${body}.${signature}AAAA`,
        `${body}.${signature}=`,
        `${body}.${signature}.${signature}`,
        `${body}.${signature}.${signature}.${signature}`,
        `${encoded(claims)}.${encoded(header)}.${signature}`,
        `${encoded({ ...header, enc: "A256GCM", alg: "dir" })}..AAAA.AAAA.AAAA`,
      ]) {
        await expectWorthless(token);
      }
      const long = `GET /api/members/me HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${"A".repeat(1_000_000)}\r\n\r\n`;
      expect(statusIn(await sendBytes(of().url, long))).toBe(431);
    });

    it("S1.3 A8 a role that was edited in, or asked for at sign-up, is not had", async () => {
      const { header, claims, signature } = parts;
      await expectWorthless(
        `${encoded(header)}.${encoded({ ...claims, role: "operator" })}.${signature}`,
      );
      const body = {
        email: `${unique("eve")}@people.example`,
        password: "a-password-of-eve",
        name: "Eve",
        phone: "010-1234-5678",
      };
      const before = await of().footprint();
      for (const field of ["role", "status", "partnerId", "memberId", "passwordHash"]) {
        const heard = await of().ask({
          method: "POST",
          path: "/api/members",
          body: { ...body, [field]: "OPERATOR" },
        });
        expect(heard).toMatchObject({ status: 400, body: { errors: [{ field }] } });
      }
      expect(await of().footprint()).toEqual(before);
    });

    it("A10 shown twice are refused; in the address they count for nothing", async () => {
      const { token } = of().cast.member;
      const twice = await me([`Bearer ${token}`, `Bearer ${token}`]);
      expect(twice).toMatchObject({ status: 400, body: { errors: [{ field: "authorization" }] } });
      for (const value of [`Bearer ${token}, Bearer ${token}`, `Bearer Bearer ${token}`]) {
        const heard = await me(value);
        expect(heard).toMatchObject({
          status: 400,
          body: { errors: [{ field: "authorization" }] },
        });
      }
      for (const name of ["access_token", "token", "authorization"]) {
        const heard = await of().ask({ method: "GET", path: `/api/members/me?${name}=${token}` });
        expect([heard.status, codeOf(heard)]).toEqual([401, "AUTH_TOKEN_MISSING"]);
      }
      for (const value of ["", "Bearer", "Bearer ", token, `Basic ${token}`, `Bearer  ${token}`]) {
        expect((await me(value)).status, value.slice(0, 20)).toBe(401);
      }
    });
  });

  describe("what a login tells", () => {
    it("A11 a wrong password and an unknown e-mail are answered alike, and take as long", async () => {
      const { member, otherMember, seller } = of().cast;
      const known: number[] = [];
      const unknown: number[] = [];
      const timed = async (email: string, times: number[]): Promise<Heard> => {
        const began = performance.now();
        const heard = await logIn(email, "not-the-password");
        times.push(performance.now() - began);
        return heard;
      };
      for (const { email } of [member, otherMember, seller]) {
        for (let tries = 0; tries < 5; tries++) {
          const wrong = await timed(email, known);
          const nobody = await timed(`${unique("nobody")}@people.example`, unknown);
          expect(codeOf(wrong)).toBe("AUTH_LOGIN_FAILED");
          expect(likeAnyOther(nobody)).toEqual(likeAnyOther(wrong));
        }
      }
      // Without the hash for nobody, an unknown e-mail would be ten times as fast.
      const ratio = median(known) / median(unknown);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(2.5);
    });

    it("A11 signing up says that an e-mail is taken, and nothing of who has it", async () => {
      const { email } = of().cast.member;
      const body = { email, password: "a-password-of-eve", name: "Eve", phone: "010-1234-5678" };
      const before = await of().footprint();
      const heard = await of().ask({
        method: "POST",
        path: "/api/members",
        body,
        headers: newKey(),
      });
      expect([heard.status, codeOf(heard)]).toEqual([409, "IDENTITY_EMAIL_TAKEN"]);
      expect(heard.text).not.toContain(email);
      expect(await of().footprint()).toEqual(before);
    });

    it("A12 after ten wrong passwords in a minute an e-mail must wait, and open sessions go on", async () => {
      const { town, otherSeller } = of().cast;
      const body = { email: `${unique("sora")}@people.example`, password: "a-password-of-sora" };
      await town.request("POST", "/api/members", {
        body: { ...body, name: "Sora", phone: "010-1234-5678" },
      });
      const { body: session } = await logIn(body.email, body.password);
      const tries: string[] = [];
      for (let index = 0; index < 11; index++) {
        tries.push(codeOf(await logIn(body.email, "not-the-password")) ?? "let in");
      }
      expect(tries).toEqual([...Array<string>(10).fill("AUTH_LOGIN_FAILED"), "RATE_LIMITED"]);
      const late = await logIn(body.email, body.password);
      expect([late.status, late.headers["retry-after"] !== undefined]).toEqual([429, true]);
      const { accessToken } = session as { readonly accessToken: string };
      expect((await me(`Bearer ${accessToken}`)).status).toBe(200);
      expect((await logIn(otherSeller.email, "a-password-of-the-town")).status).toBe(201);
    });
  });

  const logIn = (email: string, password: string): Promise<Heard> =>
    of().ask({ method: "POST", path: "/api/sessions", body: { email, password } });
  const loggedIn = async (): Promise<{ readonly refreshToken: string }> => {
    const { body } = await logIn(of().cast.otherMember.email, "a-password-of-the-town");
    return body as { readonly refreshToken: string };
  };
}

async function partsOf({ cast: { town, member } }: Stage): Promise<Parts> {
  const [head, body, signature = ""] = member.token.split(".");
  const [header, claims] = [decoded(head), decoded(body)];
  const jwk = JSON.parse(await readFile(town.signingKeyFile, "utf8")) as JWK;
  const { d: _, ...publicKey } = jwk;
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return {
    header,
    claims,
    signature,
    publicKey,
    sign: (otherClaims, otherHeader = {}) => {
      const body = `${encoded({ ...header, ...otherHeader })}.${encoded({ ...claims, ...otherClaims })}`;
      return `${body}.${signed(null, Buffer.from(body), key).toString("base64url")}`;
    },
  };
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
