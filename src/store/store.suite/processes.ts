import { expect, test } from "vitest";
import type { Collection } from "../collection.ts";
import { Passing, SLOTS, type Store, type VersionedRow } from "../store.ts";
import { shelf, type Shelf, shelves } from "./shelves.ts";
import {
  inserting,
  lane,
  outcome,
  rowOf,
  save,
  segment,
  type SuiteDatabase,
  tillLane,
  updating,
} from "./steps.ts";

const WRITERS = 8;
const COMMITS = 25;

/** Several processes on one database lose nothing and see each other's work in one order. */
export function processesSuite(database: () => SuiteDatabase): void {
  test("I23 eight writers over the same slots give every position once, in the order of commits", async () => {
    const stores = await Promise.all(Array.from({ length: WRITERS }, () => database().open()));
    const head = (await stores[0]?.heads("shop")) ?? [];
    const given = head.map((): number[] => []);
    let working = true;
    const tail = stores[0] as Store;
    const watched = followed(tail, head, () => working);
    await Promise.all(
      stores.map(async (store, writer) => {
        for (let commit = 0; commit < COMMITS; commit++) {
          const slots = [commit % SLOTS, (commit * 3 + writer) % SLOTS, (writer * 5) % SLOTS];
          const segments = slots.map((slot) => segment(lane(slot), `${writer}/${commit}`, 2));
          const { positions = [] } = await save(store, { segments });
          slots.forEach((slot, index) => given[slot]?.push(positions[index] ?? 0));
        }
      }),
    );
    working = false;
    const read = await watched;
    for (let slot = 0; slot < SLOTS; slot++) {
      const expected = given[slot]?.toSorted((a, b) => a - b) ?? [];
      expect(expected).toEqual(expected.map((_, index) => (head[slot] ?? 0) + 2 * (index + 1)));
      expect(read[slot]).toEqual(expected);
    }
    expect(given.flat()).toHaveLength(WRITERS * COMMITS * 3);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("of changes decided at once on one row none is lost", async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => database().open()));
    await save(stores[0] as Store, { changes: [inserting(shelf("counted", { quantity: 0 }))] });
    const addOne = (store: Store) =>
      retried(async () => {
        const transaction = await store.begin();
        const [loaded] = await transaction.load([
          { collection: shelves as Collection, keys: ["counted"] },
        ]);
        const [found] = loaded?.rows ?? [];
        const { row, version } = found as VersionedRow;
        const changed = { ...(row as Shelf), quantity: (row as Shelf).quantity + 1 };
        await transaction.commit(outcome({ changes: [updating({ row: changed, version })] }));
      });
    await Promise.all(stores.flatMap((store) => Array.from({ length: 6 }, () => addOne(store))));
    const found = await rowOf(stores[0] as Store, "counted");
    expect(found).toMatchObject({ row: { quantity: 24 }, version: 25 });
    await Promise.all(stores.map((store) => store.close()));
  });

  test("of rows inserted at once under one key one stays, the others are refused", async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => database().open()));
    const results = await Promise.allSettled(
      stores.map((store, index) =>
        save(store, { changes: [inserting(shelf("raced", { quantity: index }))] }),
      ),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(Passing);
    const winner = results.findIndex(({ status }) => status === "fulfilled");
    expect(await rowOf(stores[0] as Store, "raced")).toMatchObject({ row: { quantity: winner } });
    await Promise.all(stores.map((store) => store.close()));
  });

  test("a watermark that two processes move at once is moved by one", async () => {
    const stores = await Promise.all(Array.from({ length: 2 }, () => database().open()));
    const move = (to: number) => ({ consumer: "shop", lane: tillLane(7), from: 0, to });
    const results = await Promise.allSettled(
      stores.map((store, index) => save(store, { marks: [move(index + 1)] })),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const winner = results.findIndex(({ status }) => status === "fulfilled");
    expect((await stores[0]?.watermarks("shop", "till"))?.[7]).toBe(winner + 1);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("a closed store begins nothing more", async () => {
    const store = await database().open();
    await store.close();
    await expect(store.begin()).rejects.toMatchObject({ name: "Passing", kind: "unavailable" });
  });
}

/** Reads all lanes as a consumer does, while they are written. Throws at a gap or a step back. */
async function followed(
  store: Store,
  from: readonly number[],
  working: () => boolean,
): Promise<number[][]> {
  const last = [...from];
  const read = from.map((): number[] => []);
  for (let more = true; more;) {
    more = working();
    for (const [slot, after] of last.entries()) {
      for (const { position, count } of await store.readLog(lane(slot), after, 50)) {
        if (position - count !== last[slot]) throw new Error(`a gap before ${position} in ${slot}`);
        last[slot] = position;
        read[slot]?.push(position);
        more = true;
      }
    }
  }
  return read;
}

async function retried(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
    }
  }
}
