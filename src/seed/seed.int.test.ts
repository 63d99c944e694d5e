import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresReads } from "#http/reads.ts";
import { checkInvariants, invariantsOf } from "#src/ops/invariants.ts";
import { bootPlatform, type Platform } from "#src/platform.ts";
import { readSettings } from "#src/settings.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { greeting } from "./greeting.ts";
import { seedDemo } from "./seed.ts";

let directory: string;
let database: FreshDatabase;
let shop: Platform;
let reads: ReturnType<typeof postgresReads>;

const boot = (environment: Readonly<Record<string, string>>) =>
  bootPlatform(
    readSettings({
      PORT: "0",
      BOJAGI_DATA_DIR: directory,
      BOJAGI_LOG: "error",
      BOJAGI_WEB: "off",
      ...environment,
    }),
  );

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "bojagi-seed-"));
  database = await freshDatabase();
  shop = await boot({ BOJAGI_SEED: "demo", DATABASE_URL: database.url });
  reads = postgresReads({ connectionString: database.url, connections: 2 });
});
afterAll(async () => {
  await reads?.close();
  await shop?.stop();
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

type Named = { readonly name: string };
type Item = Named & {
  readonly itemId: string;
  readonly size: string;
  readonly price: number;
  readonly saleStatus: string;
  readonly availableQuantity: number;
  readonly optionGroups: readonly (Named & {
    readonly options: readonly (Named & { readonly optionId: string; readonly price: number })[];
  })[];
};

async function call<Body>(path: string, token?: string, body?: unknown): Promise<Body> {
  const answer = await fetch(`${shop.address}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined
        ? {}
        : { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

type Session = { readonly accessToken: string; readonly role: string };
const logIn = ({ email, password }: Platform["logins"][number]) =>
  call<Session>("/api/sessions", undefined, { email, password });
const tokenOf = async (name: string): Promise<string> => {
  const found = shop.logins.find(({ email }) => email === `${name}@demo.example`);
  if (found === undefined) throw new Error(`${name} has no log-in`);
  return (await logIn(found)).accessToken;
};

const itemsOf = async (query: string): Promise<readonly Item[]> =>
  (await call<{ items: Item[] }>(`/api/items?limit=100${query}`)).items;
const itemsCalled = (q: string) => itemsOf(`&q=${encodeURIComponent(q)}`);
const onlyItem = async (q: string): Promise<Item> => {
  const found = await itemsCalled(q);
  expect(found).toHaveLength(1);
  return found[0] as Item;
};

/** How many rows every table has, the logs too. */
async function counts(): Promise<Record<string, number>> {
  const tables = shop.contexts.flatMap(({ name, collections, ledgers }) => [
    ...[...collections, ...ledgers].map(({ sqlName }) => sqlName),
    `"${name}".log`,
  ]);
  const counted = tables.map((table) => `select '${table}' as name, count(*)::int from ${table}`);
  const rows = await reads.query<{ name: string; count: number }>(counted.join(" union all "));
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

test("the first run opens the whole shop in one transaction, a second finds it there", async () => {
  const before = await counts();
  expect(before).toMatchObject({ '"identity".partners': 5, '"coupon".member_coupons': 8 });
  expect(before['"catalog".items']).toBeGreaterThanOrEqual(40);
  const transactions = await reads.query(
    `select xmin::text from catalog.items union select xmin::text from identity.members
      union select xmin::text from coupon.coupons union select xmin::text from wallet.entries`,
  );
  expect(transactions).toHaveLength(1);

  expect(await seedDemo(shop.group, shop.world)).toEqual(shop.logins);
  expect(await counts()).toEqual(before);
});

test("every promise holds in the new shop", async () => {
  const promises = invariantsOf(shop.contexts);
  expect(promises.length).toBeGreaterThan(30);
  const checked = await checkInvariants(promises, reads, shop.world.now());
  expect(checked.filter(({ broken }) => broken > 0)).toEqual([]);
});

test("every log-in that is printed works, in its role", async () => {
  expect(shop.logins.map(({ role }) => role)).toEqual(
    expect.arrayContaining(["operator", "member", "seller"]),
  );
  const lines = greeting(shop.address, shop.logins).join("\n");
  for (const login of shop.logins) {
    expect((await logIn(login)).role).toBe(login.role);
    expect(lines).toContain(login.email);
    expect(lines).toContain(login.password);
  }
});

test("F1 a golden pouch twice and a cord cost 72,000, quoted and ordered", async () => {
  const [pouch, cord] = [await onlyItem("보자기 파우치"), await onlyItem("매듭 끈")];
  expect([pouch.price, cord.price]).toEqual([30_000, 10_000]);
  expect(pouch.optionGroups.map(({ name }) => name)).toEqual(["사이즈", "색상"]);
  const optionIds = pouch.optionGroups.map(({ options }) => options.at(-1)?.optionId);
  const lines = [
    { itemId: pouch.itemId, optionIds, quantity: 2, memberCouponIds: [] },
    { itemId: cord.itemId, optionIds: [], quantity: 1, memberCouponIds: [] },
  ];
  const jun = await tokenOf("jun");
  type Priced = { readonly totalAmount: number; readonly payableAmount: number };
  const quote = await call<Priced>("/api/quotes", jun, { lines });
  expect([quote.totalAmount, quote.payableAmount]).toEqual([72_000, 72_000]);
  const receiver = ["receiverName", "receiverAddress1", "receiverAddress2", "etcMessage"];
  const order = await call<Priced>("/api/orders", jun, {
    lines,
    orderer: { name: "Jun", phone: "010-8765-4321", email: "jun@demo.example" },
    address: {
      ...Object.fromEntries(receiver.map((field) => [field, "준"])),
      receiverPhone: "010-8765-4321",
      receiverZipcode: "48058",
    },
    payMethod: "WALLET",
    agreements: { termsOfService: true, privacyPolicy: true, ageVerification: true },
  });
  expect(order.payableAmount).toBe(72_000);
});

test("F3 F14 shirts in three sizes, a coat and a television stand on the shelves", async () => {
  const shirts = await itemsCalled("스탠다드 블랙 스웨트 셔츠");
  expect(shirts.map(({ size }) => size).toSorted()).toEqual(["100-M", "110-L", "90-S"]);
  for (const shirt of shirts) {
    expect(shirt).toMatchObject({ price: 49_800, availableQuantity: 1_000 });
  }
  expect(await onlyItem("울 코트")).toMatchObject({ price: 245_000, availableQuantity: 200 });
  expect(await onlyItem("TV")).toMatchObject({ availableQuantity: 10_000 });
  const statuses = (await itemsOf("")).map(({ saleStatus }) => saleStatus);
  expect([...new Set(statuses)].toSorted()).toEqual([
    "ON_SALE",
    "OUT_OF_STOCK",
    "PREPARE",
    "SUSPENDED",
  ]);
});

test.each(["mina", "jun"])("F4 %s has both coupons and a million won", async (name) => {
  const token = await tokenOf(name);
  type Held = Named & { readonly scope: string; readonly type: string; readonly value: number };
  const { coupons } = await call<{ coupons: readonly Held[] }>("/api/my/coupons", token);
  expect(coupons).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: "첫 가입 3,000원",
        scope: "LINE",
        type: "FIXED",
        value: 3_000,
      }),
      expect.objectContaining({ name: "생일 15%", scope: "LINE", type: "RATIO", value: 15 }),
    ]),
  );
  expect(await call("/api/wallet", token)).toMatchObject({ balance: 1_000_000 });
});

test("a hundred members may take the first-come coupon, each once", async () => {
  type Coupon = Named & { readonly couponId: string; readonly quantity?: number };
  const { coupons } = await call<{ coupons: readonly Coupon[] }>("/api/coupons?limit=100");
  const [limited] = coupons.filter(({ quantity }) => quantity === 100);
  const claims = `/api/coupons/${limited?.couponId}/claims`;
  expect(await call(claims, await tokenOf("mina"), {})).toMatchObject({ value: 10_000 });
});

test("a part of the contexts opens no demo shop", async () => {
  const other = await freshDatabase();
  const named = shop.contexts.map(({ name }) => name).join(",");
  const platform = await boot({ DATABASE_URL: other.url, BOJAGI_CONTEXTS: named });
  try {
    expect(platform.logins).toEqual([]);
    const items = await fetch(`${platform.address}/api/items`);
    expect(await items.json()).toEqual({ items: [] });
  } finally {
    await platform.stop();
    await other.drop();
  }
});

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test.skipIf(!hasCurl)(
  "the first order of the README is placed and paid by its own lines (needs curl)",
  async () => {
    const readme = await readFile("README.md", "utf8");
    const [, lines = ""] = /## A first order\n\n```sh\n([^]*?)```/.exec(readme) ?? [];
    const here = lines.replace("http://127.0.0.1:3000", shop.address);
    expect(here).toContain(shop.address);
    const { stdout } = await promisify(execFile)("sh", ["-c", here]);
    const [placed] = stdout.split("\n");
    expect(JSON.parse(placed?.replace(/\}\{.*$/, "}") ?? "")).toMatchObject({ status: "PREPARED" });
  },
);
