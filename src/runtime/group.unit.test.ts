import { afterEach, describe, expect, test } from "vitest";
import { command, fact } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { refuse } from "#kernel/refusal.ts";
import { count, text } from "#kernel/schema.ts";
import { realWorld } from "#kernel/world.ts";
import { collection, countColumn, textColumn } from "#store/collection.ts";
import { Passing, slotOf, type Store } from "#store/store.ts";
import { systemTables, type ParkedMessage } from "#store/system.ts";
import { type MemoryDatabase, memoryDatabase, memoryStore } from "#store/stores/memory.ts";
import { forgetAnswers } from "./forgetting.ts";
import { type Group, groupOf } from "./group.ts";
import { Gap } from "./lanes.ts";
import { silent } from "./log.ts";
import { reactionsOf } from "./reaction.ts";
import { type Party, routingOf } from "./routing.ts";

/** A counter sells cups; a book beside it writes each sale down. */
type Cups = { readonly shelf: string; readonly left: number };
type Sale = { readonly sale: string; readonly cups: number };
type Page = { readonly sale: string; readonly told: number };
const cups = collection<Cups>("counter.cups", "shelf", {
  shelf: textColumn(),
  left: countColumn(),
});
const sales = collection<Sale>("counter.sales", "sale", {
  sale: textColumn(),
  cups: countColumn(),
});
const pages = collection<Page>("book.pages", "sale", { sale: textColumn(), told: countColumn() });

const sell = command("counter.sell", "sale", { sale: text(), cups: count(), judge: text() });
const sold = fact("counter.sold", "sale", { sale: text(), cups: count(), judge: text() });
const judged = fact("book.judged", "sale", { sale: text(), verdict: text() });
const remind = command("counter.remind", "sale", { sale: text() });

/** What the book does, by the word that comes with the sale. */
let bookThrows = false;
let reminders: string[] = [];

const atCounter = reactionsOf("counter");
const inBook = reactionsOf("book");
const counter: Party = {
  name: "counter",
  sends: [],
  reactions: [
    atCounter(sell, {
      needs: ({ sale }) => ({ cups: cups.one("shelf"), sale: sales.one(sale) }),
      decide: ({ sale, cups: wanted, judge }, state, moment) => {
        const left = state.cups?.left ?? 10;
        if (judge === "throw") throw new Error("the counter broke");
        if (left < wanted) {
          return { answer: { settled: true, refusal: refuse("STOCK_INSUFFICIENT") } };
        }
        return {
          changed: { cups: { shelf: "shelf", left: left - wanted }, sale: { sale, cups: wanted } },
          emitted: [sold({ sale, cups: wanted, judge })],
          deadlines: [
            { name: "remind", key: sale, at: moment.at + 60_000, command: remind({ sale }) },
          ],
          answer: { settled: false, value: { sale } },
        };
      },
    }),
    atCounter(judged, {
      decide: ({ sale, verdict }) =>
        verdict === "no"
          ? {
              refusesStory: refuse("COUPON_NOT_USABLE"),
              deadlines: [{ name: "remind", key: sale, at: 0, cleared: true }],
            }
          : { answer: { settled: true, value: { sale, verdict } } },
    }),
    atCounter(remind, {
      decide: ({ sale }) => {
        reminders.push(sale);
        return {};
      },
    }),
  ],
};
const book: Party = {
  name: "book",
  sends: [],
  reactions: [
    inBook(sold, {
      needs: ({ sale }) => ({ page: pages.one(sale) }),
      decide: ({ sale, judge }, { page }) => {
        if (bookThrows) throw new Error("the ink is dry");
        const told = (page?.told ?? 0) + 1;
        return {
          changed: { page: { sale, told } },
          emitted: [judged({ sale, verdict: judge })],
        };
      },
    }),
  ],
};

type Options = { readonly local?: readonly string[]; readonly store?: Store };
/** A group that lives on would fire its deadlines in the middle of another test. */
const opened: Group[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((group) => group.drain()));
});

async function open(
  database: MemoryDatabase,
  { local = ["counter", "book"], store }: Options = {},
) {
  bookThrows = false;
  reminders = [];
  let aheadMs = 0;
  const group = groupOf({
    world: realWorld({ offsetMs: () => aheadMs }),
    policies: DEFAULT_POLICIES,
    routing: routingOf(local, [counter, book]),
    store: store ?? memoryStore(database),
    log: silent,
  });
  await group.start();
  opened.push(group);
  const send = (sale: string, wanted: number, judge = "yes", key?: string) =>
    group.send(sell({ sale, cups: wanted, judge }), {
      actor: { role: "member" },
      requestId: "test",
      idempotency: key === undefined ? undefined : { answerId: key, bodyHash: sale },
    });
  /** All of them in one batch. */
  const together = async <T>(start: () => readonly Promise<T>[]) => {
    let started: readonly Promise<T>[] = [];
    await group.pauseFor(() => {
      started = start();
      return Promise.resolve();
    });
    return Promise.allSettled(started);
  };
  return {
    group,
    send,
    together,
    passMinute: () => (aheadMs += 61_000),
    passDay: () => (aheadMs += 86_401_000),
  };
}

const rowsOf = (database: MemoryDatabase, table: string) =>
  [...(database.tables.get(table)?.values() ?? [])].map(({ row }) => row);
const parkedOf = (database: MemoryDatabase) => rowsOf(database, '"book".parked') as ParkedMessage[];
const salesIn = (database: MemoryDatabase) =>
  (rowsOf(database, '"counter".sales') as Sale[]).map(({ sale }) => sale).toSorted();

describe("a story in one process", () => {
  test("is decided to its end and answered with its last word", async () => {
    const database = memoryDatabase();
    const { send } = await open(database);
    const { answer, position } = await send("mina", 2);
    expect(answer).toEqual({ settled: true, value: { sale: "mina", verdict: "yes" } });
    expect(position).toMatchObject({ stream: "counter", slot: slotOf("mina") });
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "mina", told: 1 }]);
  });

  test("that is refused on its way leaves nothing but the refusal", async () => {
    const database = memoryDatabase();
    const { send } = await open(database);
    const { answer } = await send("jun", 2, "no");
    expect(answer).toEqual({ settled: true, refusal: { refusal: "COUPON_NOT_USABLE" } });
    expect([...database.tables.values()].flatMap((table) => [...table.keys()])).toEqual([]);
    expect([...database.logs.values()].flat(2)).toEqual([]);
  });

  test("nobody is refused for what a refused neighbour of the batch had held", async () => {
    const database = memoryDatabase();
    const { send, together } = await open(database);
    const results = await together(() => [
      send("takes all, then refused", 10, "no"),
      send("needs some", 4),
      send("needs the rest", 6),
      send("too late", 1),
    ]);
    const refusals = results.map((result) =>
      result.status === "fulfilled" && "refusal" in result.value.answer
        ? result.value.answer.refusal.refusal
        : "accepted",
    );
    // Told again after the others, the first finds nothing left: refused for another reason.
    expect(refusals).toEqual(["STOCK_INSUFFICIENT", "accepted", "accepted", "STOCK_INSUFFICIENT"]);
    expect(rowsOf(database, '"counter".cups')).toEqual([{ shelf: "shelf", left: 0 }]);
  });

  test("whose first decision throws fails alone, and its batch goes on", async () => {
    const database = memoryDatabase();
    const { send, together } = await open(database);
    const results = await together(() => [send("a", 1), send("b", 1, "throw"), send("c", 1)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(salesIn(database)).toEqual(["a", "c"]);
  });
});

describe("a message that cannot be applied", () => {
  test("is parked for its consumer, its key waits behind it, other keys flow, and it is driven again in order", async () => {
    const database = memoryDatabase();
    const { group, send } = await open(database);
    bookThrows = true;
    await send("mina", 1);
    bookThrows = false;
    await send("mina", 2);
    await send("jun", 1);
    expect(parkedOf(database).map(({ key, reasonClass }) => [key, reasonClass])).toEqual([
      ["mina", "threw"],
      ["mina", "waiting"],
    ]);
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "jun", told: 1 }]);
    expect(salesIn(database)).toEqual(["jun", "mina"]);

    await group.redrive(parkedOf(database), "operator");
    expect(parkedOf(database)).toEqual([]);
    expect(rowsOf(database, '"book".pages')).toContainEqual({ sale: "mina", told: 2 });
  });

  test("that fails again stays in its place, and what waits behind it waits on", async () => {
    const database = memoryDatabase();
    const { group, send } = await open(database);
    bookThrows = true;
    await send("mina", 1);
    await send("mina", 2);
    const before = parkedOf(database);
    await group.redrive(before, "operator");
    expect(parkedOf(database).map(({ parkedId }) => parkedId)).toEqual(
      before.map(({ parkedId }) => parkedId),
    );
  });
});

describe("a request that is repeated", () => {
  test("gets the first answer again and has no second effect", async () => {
    const database = memoryDatabase();
    const { send } = await open(database);
    const first = await send("mina", 2, "yes", "key");
    const again = await send("mina", 2, "yes", "key");
    expect(again).toMatchObject({ repeated: true, answer: first.answer });
    expect(rowsOf(database, '"counter".cups')).toEqual([{ shelf: "shelf", left: 8 }]);
  });

  test("a day later is a new one, whether the first answer was forgotten already or not", async () => {
    const database = memoryDatabase();
    const { send, passDay, passMinute } = await open(database);
    const answers = () => rowsOf(database, '"counter".answers').length;
    const forget = (now: number) => forgetAnswers(memoryStore(database), ["counter", "book"], now);
    await send("mina", 2, "yes", "key");
    passDay();
    expect(await send("jun", 2, "yes", "key")).toMatchObject({ repeated: false });
    expect(await send("jun", 2, "yes", "key")).toMatchObject({ repeated: true });
    expect(await forget(Date.now() + 86_401_000)).toBe(0);
    passMinute();
    await send("haneul", 1, "yes", "another");
    expect([await forget(Date.now() + 2 * 86_401_000 + 1_000), answers()]).toEqual([1, 1]);
    expect(salesIn(database)).toEqual(["haneul", "jun", "mina"]);
  });

  test("with another body is refused", async () => {
    const { send } = await open(memoryDatabase());
    await send("mina", 2, "yes", "key");
    const { answer } = await send("jun", 2, "yes", "key");
    expect(answer).toMatchObject({ refusal: { refusal: "IDEMPOTENCY_KEY_REUSED" } });
  });
});

describe("a commit that fails", () => {
  const refusing = (database: MemoryDatabase, times: number): Store => {
    let left = times;
    return memoryStore(database, { beforeCommit: () => (left-- > 0 ? "refuse" : "go") });
  };

  test("S2.9 for a reason that passes is tried again, and takes effect once", async () => {
    const database = memoryDatabase();
    const { send } = await open(database, { store: refusing(database, 2) });
    await send("mina", 2);
    expect(rowsOf(database, '"counter".cups')).toEqual([{ shelf: "shelf", left: 8 }]);
  });

  test("S2.9 four times over is given up, and nothing is written", async () => {
    const database = memoryDatabase();
    const { send } = await open(database, { store: refusing(database, 4) });
    await expect(send("mina", 2)).rejects.toBeInstanceOf(Passing);
    expect(salesIn(database)).toEqual([]);
  });

  test("because of the data of one request is found by halving, and the others stand", async () => {
    const database = memoryDatabase();
    const honest = memoryStore(database);
    const store: Store = {
      ...honest,
      begin: async () => {
        const transaction = await honest.begin();
        return {
          ...transaction,
          commit: (outcome) =>
            outcome.changes.some(({ inserted }) =>
              inserted.some((row) => (row as Partial<Sale>).sale === "bad"),
            )
              ? Promise.reject(new Error("value out of range"))
              : transaction.commit(outcome),
        };
      },
    };
    const { send, together } = await open(database, { store });
    const results = await together(() => ["a", "b", "bad", "c", "d"].map((sale) => send(sale, 1)));
    expect(results.map(({ status }) => status === "fulfilled")).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(salesIn(database)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("deadlines", () => {
  test("a deadline fires once when it is due, and not after it was cleared", async () => {
    const database = memoryDatabase();
    const { group, send, passMinute } = await open(database);
    await send("mina", 1);
    await group.lookForDue();
    expect(reminders).toEqual([]);
    passMinute();
    await group.lookForDue();
    await expect.poll(() => reminders).toEqual(["mina"]);
    expect(await group.lookForDue()).toBe(0);
    expect(rowsOf(database, systemTables("counter").deadlines.sqlName)).toEqual([]);
  });
});

describe("between processes", () => {
  test("S1.38 what comes twice is applied once, and a gap is refused", async () => {
    const database = memoryDatabase();
    const { send } = await open(database, { local: ["counter"] });
    await send("mina", 1);
    await send("mina", 2);
    const lane = { stream: "counter", slot: slotOf("mina") };
    const segments = await memoryStore(database).readLog(lane, 0, 10);
    const reader = await open(database, { local: ["book"] });
    await reader.group.deliver(lane, segments.slice(0, 1));
    await reader.group.deliver(lane, segments);
    await reader.group.deliver(lane, segments);
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "mina", told: 2 }]);

    const gap = segments.map((segment) => ({ ...segment, position: segment.position + 5 }));
    await expect(reader.group.deliver(lane, gap)).rejects.toBeInstanceOf(Gap);
  });

  test("messages that nobody here hears are passed without a commit, which follows by itself", async () => {
    const database = memoryDatabase();
    const { send } = await open(database, { local: ["counter"] });
    await send("mina", 1);
    const lane = { stream: "counter", slot: slotOf("mina") };
    const [heard] = await memoryStore(database).readLog(lane, 0, 1);
    const text = heard?.messages.replaceAll("counter.sold", "counter.closed") ?? "";
    const unheard = { position: 1, count: 1, appliedBy: [], messages: text };
    const store = memoryStore(database);
    const written = async () => (await store.watermarks("book", "counter"))[lane.slot];
    const { group } = await open(database, { local: ["book"] });
    await group.deliver(lane, [unheard]);
    expect(await written()).toBe(0);
    expect(group.seen("book", "counter", lane.slot)).toBe(1);
    // Read from there on, and again from before it.
    await group.deliver(lane, [
      unheard,
      { ...unheard, position: 2, messages: heard?.messages ?? "" },
    ]);
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "mina", told: 1 }]);
    expect(await written()).toBe(2);

    await group.deliver(lane, [{ ...unheard, position: 3 }]);
    await expect.poll(written, { timeout: 5_000 }).toBe(3);
  });

  test("a group that takes both contexts in first reads what one had not heard yet", async () => {
    const database = memoryDatabase();
    const apart = await open(database, { local: ["counter"] });
    await apart.send("mina", 1);
    await apart.group.drain();
    expect(rowsOf(database, '"book".pages')).toEqual([]);
    const both = await open(database);
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "mina", told: 1 }]);
    await both.send("mina", 1);
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "mina", told: 2 }]);
    await both.group.drain();

    // Taken apart again: what was applied where it was stated is not applied once more.
    const reader = await open(database, { local: ["book"] });
    const lane = { stream: "counter", slot: slotOf("mina") };
    await reader.group.deliver(lane, await memoryStore(database).readLog(lane, 0, 10));
    expect(rowsOf(database, '"book".pages')).toEqual([{ sale: "mina", told: 2 }]);
  });
});
