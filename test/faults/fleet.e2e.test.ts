import { readFile } from "node:fs/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseUrlOf, type TownFleet } from "../town/fleet.ts";
import { metricOf } from "../town/operations.ts";
import { onceOnly } from "../town/people.ts";
import { openTown, type Town } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { print } from "./figures.ts";
import { until } from "./insisting.ts";
import { minasOrder, openShop, type Shop } from "./journey.ts";
import { settled } from "./crashing.ts";

const CLIENTS = 6;
const BUDGET_MIB = 1_536;
const REQUESTS_MEASURED = 100;
const REQUESTS = "bojagi_http_request_duration_seconds_count";

let town: Town;
let fleet: TownFleet;
let shop: Shop;

beforeAll(async () => {
  town = await openTown("fleet");
  if (town.fleet === undefined) throw new Error("a fleet town without a fleet");
  fleet = town.fleet;
  shop = await openShop(town);
}, 240_000);
afterAll(() => town.close());

const unit = async (name: string) => {
  const found = (await fleet.status()).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name} in the fleet`);
  return found;
};

const submit = (more: { readonly autoPay?: true } = {}) => {
  const order = minasOrder(shop, "");
  const lines = order.lines.map((line) => ({ ...line, memberCouponIds: [] }));
  const body = { ...order, ...more, lines };
  return town.request("POST", "/api/orders", {
    body,
    token: shop.mina.token,
    headers: onceOnly(),
  });
};

type Load = {
  readonly place: () => ReturnType<typeof submit>;
  readonly look: () => ReturnType<typeof submit>;
};
const ordering: Load = {
  place: submit,
  look: () => town.request("GET", "/api/orders", { token: shop.mina.token }),
};
/** Orders that are paid at once, and an operator who looks at payments. */
const paying: Load = {
  place: () => submit({ autoPay: true }),
  look: () => town.request("GET", "/api/payments?limit=1", { token: shop.operatorToken }),
};

/** Customers who place orders and look at them, one request after the other, and ask nothing twice. */
function customers({ place, look }: Load) {
  const failed: string[] = [];
  const tookMs: number[] = [];
  let over = false;
  const note = async (what: string, wanted: number, asked: ReturnType<typeof submit>) => {
    const beganAt = performance.now();
    const { status, body } = await asked;
    tookMs.push(performance.now() - beganAt);
    if (status !== wanted) failed.push(`${what} ${status} ${JSON.stringify(body).slice(0, 200)}`);
  };
  let orders = 0;
  const customer = async (): Promise<void> => {
    while (!over) {
      await note("an order", 201, place());
      orders++;
      await note("a list", 200, look());
    }
  };
  const all = Array.from({ length: CLIENTS }, customer);
  const stop = async (): Promise<void> => {
    over = true;
    await Promise.all(all);
  };
  return { failed, tookMs, stop, placed: () => orders };
}

/** Acts while customers come, and for a while before and after; answers how they fared. */
async function underLoad(act: () => Promise<unknown>, load = ordering, after = 40) {
  const coming = customers(load);
  const served = async (more: number) => {
    const wanted = coming.tookMs.length + more;
    await until("customers are served", async () =>
      coming.tookMs.length >= wanted ? true : undefined,
    );
  };
  await served(20);
  await act();
  const actedAt = performance.now();
  await served(after);
  const perSecond = Math.round((after * 1_000) / (performance.now() - actedAt));
  await coming.stop();
  const worst = Math.round(Math.max(...coming.tookMs));
  const { failed, placed } = coming;
  return { asked: coming.tookMs.length, failed, worst, perSecond, placed: placed() };
}

const refusalOf = async (url: string, sql: string): Promise<unknown> => {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
    return undefined;
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  } finally {
    await client.end();
  }
};
const elsewhere = (url: string, database: string): string => {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
};

describe("databases apart", () => {
  const FORBIDDEN = "42501";

  test("S1.46 each process opens its own database, and PostgreSQL refuses it every other", async () => {
    const units = (await fleet.status()).filter(({ contexts }) => contexts.length > 0);
    const urls = await Promise.all(units.map(databaseUrlOf));
    const databases = urls.map((url) => new URL(url).pathname.slice(1));
    expect(new Set(databases).size).toBe(12);
    for (const [index, url] of urls.entries()) {
      expect(await refusalOf(url, "select 1"), databases[index]).toBeUndefined();
      for (const step of [1, 5]) {
        const other = databases[(index + step) % databases.length] ?? "";
        expect(await refusalOf(elsewhere(url, other), "select 1"), other).toBe(FORBIDDEN);
      }
    }
  });

  test("S1.46 of another's database its log can be read, and nothing else", async () => {
    const { pid } = await unit("delivery");
    const environment = await readFile(`/proc/${pid}/environ`, "utf8");
    const [, file = ""] = /\0BOJAGI_CONFIG=([^\0]*)/.exec(environment) ?? [];
    const { BOJAGI_STREAMS: streams } = JSON.parse(await readFile(file, "utf8")) as {
      readonly BOJAGI_STREAMS: Readonly<Record<string, string>>;
    };
    const { order = "" } = streams;
    expect(await refusalOf(order, `select count(*) from "order".log`)).toBeUndefined();
    expect(await refusalOf(order, `select count(*) from "order".orders`)).toBe(FORBIDDEN);
    expect(await refusalOf(order, `delete from "order".log`)).toBe(FORBIDDEN);
  });

  test("S1.46 one database stops: its context is away, the others serve", async () => {
    const { databaseUrl } = town.processOf("coupon");
    const server = elsewhere(databaseUrl, "postgres");
    const name = new URL(databaseUrl).pathname.slice(1);
    const coupons = () => town.request("GET", "/api/my/coupons", { token: shop.mina.token });
    const allow = (allowed: boolean) =>
      refusalOf(server, `alter database ${name} allow_connections ${allowed}`);
    expect(await allow(false)).toBeUndefined();
    try {
      const ended = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
      expect(await refusalOf(server, ended)).toBeUndefined();
      const issued = await until("coupon is away", async () => {
        const answer = await coupons();
        return answer.status === 503 ? answer : undefined;
      });
      expect(Number(issued.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await town.request("GET", "/api/items")).status).toBe(200);
      expect((await submit()).status).toBe(201);
    } finally {
      await allow(true);
    }
    await until("coupon is back", async () => ((await coupons()).status < 500 ? true : undefined));
  });
});

test("S4.16 the web pages come through the one entry, too", async () => {
  const headers = { accept: "text/html" };
  const script = await until("the pages are built", async () => {
    const answer = await fetch(`${fleet.url}/cart`, { headers });
    return /\/assets\/[\w.-]+\.js/.exec(await answer.text())?.[0];
  });
  const loaded = await fetch(`${fleet.url}${script}`);
  expect([loaded.status, loaded.headers.get("content-type")]).toEqual([
    200,
    expect.stringContaining("javascript"),
  ]);
});

test("S1.4 two hundred requests of one member at once ask identity nothing", async () => {
  const identity = town.processOf("identity");
  const asked = () => metricOf(identity, REQUESTS, '="/api/');
  const { token } = shop.mina;
  await town.request("GET", "/api/orders", { token });
  const before = await asked();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      town.request("GET", index % 2 === 0 ? "/api/orders" : "/api/wallet", { token }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await asked()).toBe(before);
});

test("S4.20 a process that is killed, and one that hangs, are there again by themselves, and orders go on", async () => {
  for (const signal of ["SIGKILL", "SIGSTOP"] as const) {
    const before = await unit("order");
    process.kill(before.pid ?? 0, signal);
    await until(`order is there again after ${signal}`, async () => {
      const { state, revivals } = await unit("order");
      return state === "ready" && revivals > before.revivals ? true : undefined;
    });
    await until("orders go on", async () => ((await submit()).status === 201 ? true : undefined));
  }
}, 120_000);

test("S4.21 S3.29 order is replaced under load: every request is answered well", async () => {
  const before = await unit("order");
  const { asked, failed, worst } = await underLoad(() =>
    fleet.order({ command: "restart", name: "order" }),
  );
  print(`rolling restart of order: ${asked} requests, ${failed.length} failed, worst ${worst} ms`);
  expect(failed.slice(0, 5)).toEqual([]);
  expect((await unit("order")).pid).not.toBe(before.pid);
}, 120_000);

test("S3.29 S1.1 order is doubled under load, and halved again: every request is answered well", async () => {
  const { asked, failed, worst } = await underLoad(async () => {
    const two = await fleet.order({ command: "scale", name: "order=2" });
    expect(two.map(({ state }) => state)).toEqual(["ready", "ready"]);
    const url = two[1]?.address ?? "";
    await until("the second takes orders", async () =>
      (await metricOf({ url }, REQUESTS, '="/api/orders"')) > 0 ? true : undefined,
    );
    await fleet.order({ command: "scale", name: "order=1" });
  });
  print(`order doubled and halved: ${asked} requests, ${failed.length} failed, worst ${worst} ms`);
  expect(failed.slice(0, 5)).toEqual([]);
}, 120_000);

test("S4.19 payment grows from one process to four under load: all of them are asked, throughput does not fall, no order is lost", async () => {
  const prepared = async () => {
    const sql = `select count(*)::int from "order".orders where status = 'PREPARED'`;
    return (await town.sql<{ count: number }>("order", sql))[0]?.count ?? 0;
  };
  const before = await prepared();
  const alone = await underLoad(() => Promise.resolve(), paying, REQUESTS_MEASURED);
  const grown = await underLoad(
    async () => {
      const four = await fleet.order({ command: "scale", name: "payment=4" });
      expect(four.map(({ state }) => state)).toEqual(["ready", "ready", "ready", "ready"]);
      for (const { address: url = "" } of four) {
        await until("each of the four is asked", async () =>
          (await metricOf({ url }, REQUESTS, '="/api/payments"')) > 0 ? true : undefined,
        );
      }
    },
    paying,
    REQUESTS_MEASURED,
  );
  await fleet.order({ command: "scale", name: "payment=1" });
  print(
    `payment from 1 to 4: ${alone.perSecond}/s, then ${grown.perSecond}/s; ` +
      `${alone.asked + grown.asked} requests, ${grown.failed.length} failed`,
  );
  expect([...alone.failed, ...grown.failed].slice(0, 5)).toEqual([]);
  // All four share this machine with the rest, so more of them cannot make it faster here.
  expect(grown.perSecond).toBeGreaterThan(alone.perSecond / 2);
  const paid = before + alone.placed + grown.placed;
  await until("every order is paid", async () => ((await prepared()) >= paid ? true : undefined));
  expect(await prepared()).toBe(paid);
}, 240_000);

test("S1.51 the whole fleet with its PostgreSQL stays within its memory", async () => {
  const all = await processesBelow(fleet.pid);
  const nodes = all.filter(({ name }) => name === "node");
  const sum = (of: typeof all) => Math.round(of.reduce((kib, each) => kib + each.kib, 0) / 1_024);
  print(
    `memory after load (PSS): ${nodes.length} Node processes ${sum(nodes)} MiB, ` +
      `PostgreSQL ${sum(all) - sum(nodes)} MiB, of ${BUDGET_MIB} MiB`,
  );
  expect(nodes.length).toBeGreaterThanOrEqual(14);
  expect(sum(all)).toBeLessThan(BUDGET_MIB);
});

test("S3.29 after all that every promise holds, and all books agree", async () => {
  await fleet.status();
  await settled(town);
  expect(await town.brokenPromises()).toEqual([]);
  expect(await disagreements(town.sql)).toEqual([]);
}, 120_000);

type Measured = { readonly name: string; readonly kib: number };

/** A process and all that it started, with their share of the memory. */
async function processesBelow(pid: number): Promise<readonly Measured[]> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
  const children = (await read(`task/${pid}/children`)).trim().split(" ").filter(Boolean);
  const [, kib = "0"] = /^Pss:\s+(\d+)/m.exec(await read("smaps_rollup")) ?? [];
  const own = { name: (await read("comm")).trim(), kib: Number(kib) };
  const below = await Promise.all(children.map((child) => processesBelow(Number(child))));
  return [own, ...below.flat()];
}
