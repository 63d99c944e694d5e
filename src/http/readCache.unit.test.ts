import { expect, test } from "vitest";
import { EVERY_ROW, readCacheOf } from "./readCache.ts";

/** A cache whose rows change and whose time passes when the test says so. */
function cacheOfTest() {
  const watchers = new Map<string, (key: string) => void>();
  const timers = new Set<() => void>();
  const asked: boolean[] = [];
  let made = 0;
  const cache = readCacheOf({
    watch: (table, _, changed) => {
      watchers.set(table, changed);
      return () => void watchers.delete(table);
    },
    world: {
      after: (_, call) => {
        timers.add(call);
        return () => void timers.delete(call);
      },
    },
    asked: (wasThere) => void asked.push(wasThere),
  });
  return {
    cache,
    asked,
    timers,
    read: (name: string, table = "catalog.items", key = name) =>
      cache(name, [{ table, key }], () => Promise.resolve(++made)),
    change: (table: string, key: string) => watchers.get(table)?.(key),
    pass: () => [...timers].forEach((call) => call()),
  };
}

test("S2.21 the second read is the first one's answer, until its row changes", async () => {
  const { read, change, asked } = cacheOfTest();
  expect([await read("a"), await read("a"), await read("b")]).toEqual([1, 1, 2]);
  change("catalog.items", "a");
  change("catalog.stocks", "b");
  expect([await read("a"), await read("b")]).toEqual([3, 2]);
  expect(asked).toEqual([false, true, false, false, true]);
});

test("S2.21 a list changes with every row of its tables", async () => {
  const { read, change } = cacheOfTest();
  const list = () => read("list", "catalog.items", EVERY_ROW);
  expect([await list(), await list()]).toEqual([1, 1]);
  change("catalog.items", "anything");
  expect(await list()).toBe(2);
});

test("S2.21 what changes elsewhere is seen after a second", async () => {
  const { read, pass, timers } = cacheOfTest();
  expect([await read("a"), await read("a")]).toEqual([1, 1]);
  pass();
  expect(timers.size).toBe(0);
  expect(await read("a")).toBe(2);
});

test("a change while it is read is not missed", async () => {
  const { cache, change } = cacheOfTest();
  let finish: (answer: string) => void = () => {};
  const from = [{ table: "catalog.items", key: "a" }];
  const early = cache("a", from, () => new Promise<string>((done) => (finish = done)));
  change("catalog.items", "a");
  finish("old");
  expect(await early).toBe("old");
  expect(await cache("a", from, () => Promise.resolve("new"))).toBe("new");
});

test("those who ask at once are answered by one read, and a failure by none", async () => {
  const { cache } = cacheOfTest();
  let made = 0;
  const fails = () => {
    made++;
    return Promise.reject(new Error("the database is away"));
  };
  const both = await Promise.allSettled([cache("a", [], fails), cache("a", [], fails)]);
  expect([made, ...both.map(({ status }) => status)]).toEqual([1, "rejected", "rejected"]);
  expect(await cache("a", [], () => Promise.resolve("back"))).toBe("back");
});

test("it holds no more than its bound, the oldest goes first", async () => {
  const { read, timers } = cacheOfTest();
  for (let no = 1; no <= 1_000; no++) await read(`item ${no}`);
  expect(timers.size).toBe(300);
  expect([await read("item 1000"), await read("item 1")]).toEqual([1_000, 1_001]);
});
