import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { realWorld } from "#kernel/world.ts";
import { Passing } from "#store/store.ts";
import { admits } from "./access.ts";
import { JUN, MINA, type Sign, signer } from "./server.fixture.ts";
import { keysAt, keysOf, type Recognise, recogniser } from "./tokens.ts";

let offsetMs = 0;
const world = realWorld({ offsetMs: () => offsetMs });
let sign: Sign;
let recognise: Recognise;
let keySet: Awaited<ReturnType<typeof signer>>["keySet"];

beforeAll(async () => {
  ({ sign, keySet } = await signer(world));
  recognise = recogniser({ world, keys: keysOf(keySet) });
});

const known = async (token: string) => recognise(`Bearer ${token}`);
const seconds = () => Math.floor(world.now() / 1000);

test("a good token names its member, and the second time at once", async () => {
  const token = await sign({ role: "seller", partnerId: "ptn_0000000000000000" });
  const caller = {
    identity: {
      memberId: MINA,
      name: "Mina",
      email: "mina@example.com",
      role: "seller",
      partnerId: "ptn_0000000000000000",
      verified: false,
    },
    actor: { role: "seller", memberId: MINA, partnerId: "ptn_0000000000000000" },
  };
  expect(await known(token)).toEqual(caller);
  expect(recognise(`Bearer ${token}`)).toEqual(caller);
});

test("the token given after the password was checked says so", async () => {
  expect(await known(await sign({ verified: true }))).toMatchObject({
    identity: { verified: true },
  });
});

test("no header is a missing token", () => {
  expect(recognise(undefined)).toBe("AUTH_TOKEN_MISSING");
});

describe("is refused:", () => {
  test.each<[string, () => Promise<string> | string]>([
    ["an expired token", () => sign({ exp: seconds() - 1 })],
    ["a token of the future", () => sign({ nbf: seconds() + 60 })],
    ["no end", () => sign({ exp: undefined })],
    ["an end as text", () => sign({ exp: "9999999999" })],
    ["a negative end", () => sign({ exp: -1 })],
    ["an end of 1e30", () => sign({ exp: 1e30 })],
    ["another issuer", () => sign({ iss: "somebody" })],
    ["another audience", () => sign({ aud: "other" })],
    ["a refresh token", () => sign({}, { typ: "rt+jwt" })],
    ["a token without a type", () => sign({}, { typ: undefined })],
    ["an unknown role", () => sign({ role: "OPERATOR" })],
    ["no subject", () => sign({ sub: undefined })],
    ["a subject that is no member", () => sign({ sub: "ord_0000000000000000" })],
    ["an unknown claim", () => sign({ admin: true })],
    ["an unknown key", () => sign({}, { kid: "key-2" })],
    ["no key id", () => sign({}, { kid: undefined })],
    ["an empty text", () => ""],
    ["four segments", async () => `${await sign()}.x`],
    ["trailing bytes", async () => `${await sign()}=`],
    ["a flipped signature", async () => flipped(await sign())],
    ["an edited role", async () => edited(await sign())],
    ["algorithm none", () => new UnsecuredJWT({ sub: MINA, role: "operator" }).encode()],
    ["the public key as a secret", () => symmetric()],
    ["somebody else's key", () => foreign()],
    ["somebody else's key, with its address in the header", () => foreign({ jku: "http://evil/" })],
  ])("%s", async (_what, token) => {
    expect(await known(await token())).toBe("AUTH_TOKEN_INVALID");
  });

  test("Basic, Bearer twice", async () => {
    const token = await sign();
    expect(await recognise(`Basic ${token}`)).toBe("AUTH_TOKEN_INVALID");
    expect(await recognise(`Bearer Bearer ${token}`)).toBe("AUTH_TOKEN_INVALID");
  });
});

const flipped = (token: string): string => {
  const at = token.lastIndexOf(".") + 5;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
};

const edited = (token: string): string => {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
  const raised = Buffer.from(JSON.stringify({ ...claims, role: "operator" })).toString("base64url");
  return [header, raised, signature].join(".");
};

const claims = () => ({
  iss: "bojagi",
  aud: "bojagi",
  sub: MINA,
  name: "Mina",
  email: "m@e.kr",
  role: "operator",
  iat: seconds(),
  exp: seconds() + 60,
});

const symmetric = () =>
  new SignJWT(claims())
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "key-1" })
    .sign(Buffer.from(String(keySet.keys[0]?.x).padEnd(32, "x")));

async function foreign(header = {}) {
  const { privateKey } = await generateKeyPair("EdDSA");
  return new SignJWT(claims())
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: "key-1", ...header })
    .sign(privateKey);
}

test("a remembered token ends when it expires", async () => {
  const token = await sign({ exp: seconds() + 100 });
  expect(await known(token)).toMatchObject({ identity: { memberId: MINA } });
  offsetMs += 101_000;
  expect(await known(token)).toBe("AUTH_TOKEN_INVALID");
  offsetMs = 0;
});

test("a remembered token ends when it is revoked", async () => {
  const withdrawn = new Set<string>();
  const asks = recogniser({
    world,
    keys: keysOf(keySet),
    revoked: ({ sub }) => withdrawn.has(sub),
  });
  const header = `Bearer ${await sign({ sub: JUN })}`;
  expect(await asks(header)).toMatchObject({ identity: { memberId: JUN } });
  withdrawn.add(JUN);
  expect(await asks(header)).toBe("AUTH_TOKEN_INVALID");
});

test("keys that cannot be had are a passing failure, not a bad token", async () => {
  const asks = recogniser({ world, keys: keysAt("http://127.0.0.1:9/keys") });
  await expect(asks(`Bearer ${await sign()}`)).rejects.toBeInstanceOf(Passing);
});

test("many more tokens than are remembered are all still recognised", async () => {
  const tokens = await Promise.all(Array.from({ length: 300 }, (_, n) => sign({ jti: String(n) })));
  for (const token of tokens) expect(await known(token)).toMatchObject({ identity: {} });
});

test.each([
  ["guest", undefined, true],
  [["member"], undefined, false],
  [["member"], "seller", true],
  [["member"], "operator", true],
  [["seller"], "member", false],
  [["seller"], "operator", false],
  [["seller", "operator"], "operator", true],
] as const)("access %s and role %s: %s", (access, role, admitted) => {
  const identity = { memberId: MINA, name: "M", email: "m", verified: false };
  expect(admits(access, role === undefined ? undefined : { ...identity, role })).toBe(admitted);
});
