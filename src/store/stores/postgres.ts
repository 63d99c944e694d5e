import { impossible } from "#kernel/refusal.ts";
import { SLOTS, type Store } from "../store.ts";
import { connect } from "./postgres/connection.ts";
import { segmentOf } from "./postgres/log.ts";
import { poolOf } from "./postgres/pool.ts";
import { readerOf } from "./postgres/reader.ts";
import { statementsOf } from "./postgres/statements.ts";
import { tablesOf } from "./postgres/tables.ts";
import { readRow, transactionOn } from "./postgres/transaction.ts";
import { writersOf } from "./postgres/writers.ts";

export type PostgresOptions = {
  readonly url: string;
  /** The contexts of this process; `migrate` made their schemas. */
  readonly contexts: readonly string[];
  readonly applicationName: string;
  /** How many transactions may be open at once. */
  readonly connectionsMax?: number;
  /**
   * False behind a pooler that lends a connection for one transaction: nothing then outlives the
   * transaction on the server, no prepared statement and no setting. Costs parsing and planning.
   */
  readonly preparedStatements?: boolean;
  readonly log?: (what: string, error: unknown) => void;
};

/** The store in a PostgreSQL database, version 15 or later. Rejects with `Passing` when nobody answers. */
export async function postgresStore(options: PostgresOptions): Promise<Store> {
  const { url, contexts, applicationName, connectionsMax = 4, log = () => {} } = options;
  const sessions = options.preparedStatements ?? true;
  const open = () => connect({ url, applicationName, sessions, log });
  const tables = tablesOf(contexts);
  const writers = writersOf(contexts[0] ?? impossible("a store without contexts"), open);
  const pool = poolOf(connectionsMax, async () => {
    const connection = await open();
    await writers.register(connection);
    return connection;
  });
  const reader = readerOf(open);
  // The first connection shows now, and not at the first order, that the database is there.
  pool.give(await pool.take());

  return {
    begin: async () =>
      transactionOn(await pool.take(), { tables, writers, sessions, giveBack: pool.give }),
    readLog: async ({ stream, slot }, after, limit) => {
      const values = [String(slot), String(after), String(limit)];
      return (await reader.ask(tables.log(stream).read, values)).map(segmentOf);
    },
    heads: async (context) =>
      (await reader.ask(tables.log(context).heads, [])).map(([position]) => Number(position)),
    watermarks: async (consumer, stream) => {
      const marks = new Array<number>(SLOTS).fill(0);
      for (const [slot, position] of await reader.ask(tables.inbox(consumer).read, [stream])) {
        marks[Number(slot)] = Number(position);
      }
      return marks;
    },
    appliedThrough: async (consumer, stream) => {
      const asked = tables.appliedThrough(consumer, stream);
      return (await reader.ask(asked, [stream, consumer])).map(([position]) => Number(position));
    },
    due: async (collection, before, limit) => {
      const { due, readers } = statementsOf(collection as never);
      const asked = due ?? impossible(`${collection.sqlName} has no instant`);
      const rows = await reader.ask(asked, [new Date(before).toISOString(), String(limit)]);
      return rows.map((cells) => readRow(collection as never, readers, cells) as never);
    },
    close: async () => {
      await Promise.all([pool.close(), reader.close()]);
    },
  };
}
