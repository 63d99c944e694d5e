import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteDatabase } from "../store.suite/database.ts";
import { type Cut, severingProxy } from "../store.suite/severing.ts";
import { CONTEXTS, shelf, shelves, movements } from "../store.suite/shelves.ts";
import {
  inserting,
  lane,
  load,
  outcome,
  rowOf,
  save,
  segment,
  updating,
} from "../store.suite/steps.ts";
import { storeSuite } from "../store.suite.ts";
import { Passing, type Store } from "../store.ts";
import { postgresStore } from "./postgres.ts";

const openAt = (url: string, more: { preparedStatements?: boolean } = {}) =>
  postgresStore({ url, contexts: CONTEXTS, applicationName: "suite", ...more });

for (const [name, more] of [
  ["postgres", {}],
  ["postgres without prepared statements", { preparedStatements: false }],
] as const) {
  storeSuite(name, async () => {
    const { url, drop } = await suiteDatabase();
    return { open: () => openAt(url, more), drop };
  });
}

let database: Awaited<ReturnType<typeof suiteDatabase>>;
let store: Store;
let watching: Client;
beforeAll(async () => {
  database = await suiteDatabase();
  store = await openAt(database.url);
  watching = new Client(database.url);
  await watching.connect();
});
afterAll(async () => {
  await store.close();
  await watching.end();
  await database.drop();
});

test.each([
  ["a broken check", inserting(shelf("sold out", { quantity: -1 })), "23514"],
  ["a missing value", inserting(shelf("nameless", { label: undefined as never })), "23502"],
  ["text that PostgreSQL cannot hold", inserting(shelf("nul", { label: "a\0b" })), "22021"],
  ["an amount out of range", inserting(shelf("rich", { priceMinor: 2n ** 63n })), undefined],
  ["a count that is none", inserting(shelf("half", { quantity: 1.5 })), undefined],
  ["no instant", inserting(shelf("never", { listedAt: Number.NaN })), undefined],
])("data that makes a statement fail is not passing: %s", async (_, changed, code) => {
  const parts = {
    changes: [inserting(shelf("beside")), changed],
    segments: [segment(lane(0), "no")],
  };
  const head = await store.heads("shop");
  const failure: unknown = await save(store, parts).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(Passing);
  expect((failure as { code?: string }).code).toSatisfy((it) => code === undefined || it === code);
  expect(await rowOf(store, "beside")).toBeUndefined();
  expect(await store.heads("shop")).toEqual(head);
});

test("a ledger row is written with its instant and without what is absent", async () => {
  const rows = [{ shelfId: "tea", deltaMinor: -(2n ** 53n) - 1n }];
  await save(store, { additions: [{ ledger: movements as never, rows }] });
  const found = await watching.query(
    "select shelf_id, delta_minor, reason, created_at from shop.movements",
  );
  expect(found.rows).toEqual([
    {
      shelf_id: "tea",
      delta_minor: "-9007199254740993",
      reason: null,
      created_at: new Date(outcome({}).at),
    },
  ]);
});

test("a loaded row is locked until the end", async () => {
  await save(store, { changes: [inserting(shelf("locked"))] });
  const first = await store.begin();
  await first.load([{ collection: shelves as never, keys: ["locked"] }]);
  const second = load(store, ["locked"]);
  await untilSomebodyWaits();
  const row = shelf("locked", { quantity: 77 });
  await first.commit(outcome({ changes: [updating({ row, version: 1 })] }));
  expect(await second).toEqual([{ row, version: 2 }]);
});

test("two batches that lock crosswise: one is a conflict, the other goes on", async () => {
  await save(store, { changes: [inserting(shelf("left"), shelf("right"))] });
  const both = await Promise.all([store.begin(), store.begin()]);
  const wanted = (key: string) => [{ collection: shelves as never, keys: [key] }];
  await Promise.all([both[0].load(wanted("left")), both[1].load(wanted("right"))]);
  const results = await Promise.allSettled([
    both[0].load(wanted("right")),
    both[1].load(wanted("left")),
  ]);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ name: "Passing", kind: "conflict" });
  await Promise.all(both.map((transaction) => transaction.rollback()));
});

test("more transactions than connections wait for their turn", async () => {
  const keys = Array.from({ length: 30 }, (_, index) => `turn ${index}`);
  await Promise.all(keys.map((key) => save(store, { changes: [inserting(shelf(key))] })));
  expect(await load(store, keys)).toHaveLength(30);
  expect(await connectionsOf("suite")).toBeLessThanOrEqual(5);
});

const CUTS: readonly Cut[] = ["after", "before", "after", "within"];

test("P8 a commit whose answer is lost is found out: done exactly when it says so", async () => {
  const proxy = await severingProxy(database.url);
  const severed = await openAt(proxy.url);
  const seen = { done: 0, not: 0 };
  for (let round = 0; round < 24; round++) {
    const key = `in doubt ${round}`;
    proxy.arm(CUTS[round % CUTS.length] as Cut);
    const parts = { changes: [inserting(shelf(key))], segments: [segment(lane(4), key)] };
    const result = await save(severed, parts).catch((error: unknown) => error);
    const there = (await rowOf(store, key)) !== undefined;
    if (result instanceof Error) expect(result).toMatchObject({ name: "Passing" });
    else expect(result).toEqual({ positions: undefined });
    expect(there).toBe(!(result instanceof Error));
    seen[there ? "done" : "not"]++;
  }
  expect(proxy.cuts()).toBe(24);
  expect(seen.done).toBeGreaterThanOrEqual(6);
  expect(seen.not).toBeGreaterThanOrEqual(6);
  expect(await save(severed, { segments: [segment(lane(4), "on")] })).toEqual({
    positions: [(await store.heads("shop"))[4]],
  });
  await severed.close();
  await proxy.close();
});

test("F4 backends are ended under load: every commit that is reported done, and no other, is there", async () => {
  const killed = await postgresStore({
    url: database.url,
    contexts: CONTEXTS,
    applicationName: "killed",
  });
  const reported = new Map<string, boolean>();
  let working = true;
  const killing = (async () => {
    let kills = 0;
    while (working) {
      const ended = await watching.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'killed' and (xact_start is not null or random() < 0.02) limit 1`,
      );
      kills += ended.rowCount ?? 0;
    }
    return kills;
  })();
  const work = async (worker: number) => {
    for (let round = 0; round < 60; round++) {
      const key = `killed ${worker}/${round}`;
      const rows = Array.from({ length: 5 }, (_, n) => shelf(n === 0 ? key : `${key}/${n}`));
      const parts = { changes: [inserting(...rows)], segments: [segment(lane(round % 3), key)] };
      const result = await save(killed, parts).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(Passing);
      reported.set(key, !(result instanceof Error));
    }
  };
  await Promise.all([0, 1, 2].map(work));
  working = false;
  expect(await killing).toBeGreaterThan(10);
  const there = new Set(
    (await load(store, [...reported.keys()])).map(({ row }) => shelves.keyOf(row as never)),
  );
  for (const [key, done] of reported) expect([key, there.has(key)]).toEqual([key, done]);
  await killed.close();
}, 60_000);

test("a store opens only where its database answers", async () => {
  const nowhere = postgresStore({
    url: "postgres://nobody@127.0.0.1:1/nothing",
    contexts: CONTEXTS,
    applicationName: "suite",
  });
  await expect(nowhere).rejects.toMatchObject({ name: "Passing", kind: "unavailable" });
});

async function untilSomebodyWaits(): Promise<void> {
  for (let waiting = 0; waiting === 0;) {
    const found = await watching.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = found.rows[0]?.waiting ?? 0;
  }
}

async function connectionsOf(application: string): Promise<number> {
  const found = await watching.query(
    "select pid from pg_stat_activity where datname = current_database() and application_name = $1",
    [application],
  );
  return found.rowCount ?? 0;
}
