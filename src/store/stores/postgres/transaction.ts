import { impossible } from "#kernel/refusal.ts";
import type { Collection } from "../../collection.ts";
import { blockedKey, type LoadedRows, type Transaction, type Wanted } from "../../store.ts";
import { textArray } from "./arrays.ts";
import type { Cell, ReadCell } from "./cells.ts";
import { commitIn, isEmpty, saveRows } from "./commit.ts";
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
      const answers = await answersTo(sendLoads(open(), inOrder));
      return wanted.map((one) => readRows(one, answers[inOrder.indexOf(one)]));
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
    rehearse: async (outcome) => {
      const burst = open();
      saveRows(burst, outcome);
      burst.say("rollback");
      await answersTo(burst);
      end(false);
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

function sendLoads(burst: Burst, inOrder: readonly Wanted[]): Burst {
  for (const { collection, keys } of inOrder) {
    burst.send(statementsOf(collection).load, [textArray(keys.toSorted())]);
  }
  return burst;
}

function readRows({ collection }: Wanted, answer: Answer | undefined): LoadedRows {
  const { readers } = statementsOf(collection);
  const rows = (answer?.rows ?? []).map((cells) => ({
    row: readRow(collection, readers, cells),
    version: Number(cells[readers.length]),
  }));
  return { collection, rows };
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
