/** Bugs of a store, or of a runtime that uses it wrongly. */
import type { Outcome, Store, VersionedRow } from "#store/store.ts";
import type { Draw } from "../draw.ts";
import type { Plant } from "../run.ts";

/** What is committed is something else than what was asked. */
const committing =
  (change: (outcome: Outcome, draw: Draw) => Outcome): NonNullable<Plant["store"]> =>
  (store, draw) => ({
    ...store,
    begin: async () => {
      const transaction = await store.begin();
      return { ...transaction, commit: (outcome) => transaction.commit(change(outcome, draw)) };
    },
  });

/** The answer is sent, and then nothing is committed. */
const answersWithoutCommit: NonNullable<Plant["store"]> = (store, draw) => ({
  ...store,
  begin: async () => {
    const transaction = await store.begin();
    return {
      ...transaction,
      commit: async (outcome) => {
        if (!draw.chance(0.02)) return transaction.commit(outcome);
        await transaction.rollback();
        return { positions: undefined };
      },
    };
  },
});

/** The log is written after the commit, and now and then the process is gone by then. */
const logsLater = committing((outcome, draw) =>
  draw.chance(0.02) ? { ...outcome, segments: [] } : outcome,
);

/** The watermark moves in a transaction of its own, which now and then does not happen. */
const marksApart = committing((outcome, draw) =>
  draw.chance(0.05) ? { ...outcome, marks: [] } : outcome,
);

/** The watermark moves wherever it stands: who lost the lane is not stopped. */
const marksWithoutFence: NonNullable<Plant["store"]> = (store) => ({
  ...store,
  begin: async () => {
    const transaction = await store.begin();
    return {
      ...transaction,
      commit: async (outcome) => {
        const marks = await Promise.all(
          outcome.marks.map(async (mark) => {
            const { stream, slot } = mark.lane;
            const from = (await store.watermarks(mark.consumer, stream))[slot] ?? 0;
            return { ...mark, from, to: Math.max(from, mark.to) };
          }),
        );
        return transaction.commit({ ...outcome, marks });
      },
    };
  },
});

/** A message that threw is passed, and nobody keeps it. */
const forgetsParked = committing((outcome) => withoutInserted(outcome, "parked"));
/** A deadline is kept in the memory of its process alone. */
const forgetsDeadlines = committing((outcome) => withoutInserted(outcome, "deadlines"));

const withoutInserted = (outcome: Outcome, table: string): Outcome => ({
  ...outcome,
  changes: outcome.changes.map((change) =>
    change.collection.table === table ? { ...change, inserted: [] } : change,
  ),
});

/** What is decided in the same transaction is not logged, as though nobody else could hear it. */
const cascadeUnlogged = committing((outcome) =>
  outcome.segments.length < 2 || outcome.segments[0]?.appliedBy.length === 0
    ? outcome
    : { ...outcome, segments: outcome.segments.slice(0, 1) },
);

/** The log does not say who applied its messages already. */
const forgetsWhoApplied = committing((outcome) => ({
  ...outcome,
  segments: outcome.segments.map((segment) => ({ ...segment, appliedBy: [] })),
}));

const blocksNothing: NonNullable<Plant["store"]> = (store) => ({
  ...store,
  begin: async () => {
    const transaction = await store.begin();
    return { ...transaction, blockedKeys: async () => new Set<string>() };
  },
});

/** A row is saved whatever became of it since it was loaded. */
const savesWithoutVersion: NonNullable<Plant["store"]> = (store) => ({
  ...store,
  begin: async () => {
    const transaction = await store.begin();
    return {
      ...transaction,
      commit: async (outcome) =>
        (await store.begin()).commit(await atPresentVersions(store, outcome)),
    };
  },
});

async function atPresentVersions(store: Store, outcome: Outcome): Promise<Outcome> {
  const transaction = await store.begin();
  const changes = await Promise.all(
    outcome.changes.map(async (change) => {
      const { collection } = change;
      const keys = change.updated.map(({ row }) => collection.keyOf(row));
      const [found] = await transaction.load([{ collection, keys }]);
      const present = new Map(found?.rows.map((row) => [collection.keyOf(row.row), row.version]));
      const updated = change.updated.map(({ row, version }): VersionedRow => ({
        row,
        version: present.get(collection.keyOf(row)) ?? version,
      }));
      return { ...change, updated };
    }),
  );
  return { ...outcome, changes };
}

export const storeBugs: Readonly<Record<string, Plant>> = {
  "B1 an answer is sent, and nothing was committed": { store: answersWithoutCommit },
  "B3 the log is written after the commit": { store: logsLater },
  "B6 the watermark moves in its own transaction": { store: marksApart },
  "B7 the watermark moves whatever it was": { store: marksWithoutFence },
  "B8 the watermark passes a failed message that is not parked": { store: forgetsParked },
  "B9 a parked key does not block its later messages": { store: blocksNothing },
  "B12 what is decided in the same transaction is not logged": { store: cascadeUnlogged },
  "B13 a message is applied again from the log": { store: forgetsWhoApplied },
  "B15 a row is saved without its version": { store: savesWithoutVersion },
  "B37 a deadline lives in process memory": { store: forgetsDeadlines },
};
