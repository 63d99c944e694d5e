import { impossible } from "#kernel/refusal.ts";
import type { Collection } from "../../collection.ts";
import { blockedKey, type Transaction, type VersionedRow, type Wanted } from "../../store.ts";
import { textArray } from "./arrays.ts";
import type { Cell, ReadCell } from "./cells.ts";
import { commitIn, isEmpty } from "./commit.ts";
import { type Answer, beginText, type Burst, type Connection } from "./connection.ts";
import { classified } from "./failure.ts";
import { statementsOf } from "./statements.ts";
import type { Tables } from "./tables.ts";
import type { Writers } from "./writers.ts";

export type TransactionOptions = {
  readonly tables: Tables;
  readonly writers: Writers;
  readonly sessions: boolean;
  readonly giveBack: (connection: Connection) => void;
};

/** A transaction on a connection of its own. The server hears of it with the first load. */
export function transactionOn(connection: Connection, options: TransactionOptions): Transaction {
  const { tables, writers, sessions, giveBack } = options;
  let stage: "fresh" | "begun" | "over" = "fresh";

  const open = (): Burst => {
    if (stage === "over") impossible("a transaction was used after its end");
    const opening = stage === "fresh" ? beginText(sessions) : undefined;
    stage = "begun";
    return connection.burst(opening);
  };
  const end = (failed: boolean): void => {
    stage = "over";
    if (failed) connection.destroy();
    giveBack(connection);
  };
  const answersTo = async (burst: Burst): Promise<readonly Answer[]> => {
    const { answers, failure } = await burst.answers();
    if (failure === undefined) return answers;
    end(true);
    throw classified(failure.error);
  };

  return {
    load: async (wanted) => {
      const inOrder = lockOrder(wanted);
      if (inOrder.length === 0) return wanted.map(({ collection }) => ({ collection, rows: [] }));
      const burst = open();
      for (const { collection, keys } of inOrder) {
        burst.send(statementsOf(collection).load, [textArray(keys.toSorted())]);
      }
      const answers = await answersTo(burst);
      return wanted.map((one) => {
        const { rows = [] } = answers[inOrder.indexOf(one)] ?? {};
        return { collection: one.collection, rows: readRows(one.collection, rows) };
      });
    },
    blockedKeys: async (consumers) => {
      if (consumers.length === 0) return new Set();
      const burst = open();
      burst.send(tables.blocked(consumers), []);
      const [answer] = await answersTo(burst);
      return new Set(answer?.rows.map(([consumer, key]) => blockedKey(consumer ?? "", key ?? "")));
    },
    commit: async (outcome) => {
      if (stage === "fresh" && isEmpty(outcome)) {
        end(false);
        return { positions: [] };
      }
      const burst = open();
      let done = false;
      try {
        const committed = await commitIn(burst, connection, outcome, { tables, writers });
        done = committed.positions !== undefined;
        return committed;
      } finally {
        end(!done);
      }
    },
    rollback: async () => {
      if (stage === "over") return;
      if (stage === "fresh") return end(false);
      const burst = open();
      burst.say("rollback");
      const { failure } = await burst.answers();
      end(failure !== undefined);
    },
  };
}

/** Tables in one order in all processes, so that two batches cannot lock crosswise within a load. */
const lockOrder = (wanted: readonly Wanted[]): Wanted[] =>
  wanted
    .filter(({ keys }) => keys.length > 0)
    .toSorted((a, b) => (a.collection.sqlName < b.collection.sqlName ? -1 : 1));

function readRows(collection: Collection, cells: readonly (readonly Cell[])[]): VersionedRow[] {
  const { readers } = statementsOf(collection);
  return cells.map((row) => ({
    row: readRow(collection, readers, row),
    version: Number(row[readers.length]),
  }));
}

export function readRow(
  { columns }: Collection,
  readers: readonly ReadCell[],
  cells: readonly Cell[],
): unknown {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < readers.length; index++) {
    row[(columns[index] as { field: string }).field] = (readers[index] as ReadCell)(
      cells[index] as Cell,
    );
  }
  return row;
}
