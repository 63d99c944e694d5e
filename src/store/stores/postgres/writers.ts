import type { Answer, Connection } from "./connection.ts";
import { classified, unavailable } from "./failure.ts";
import { statement, type Statement } from "./statements.ts";

/**
 * How a commit is looked up after its answer was lost. Every connection has a row that counts its
 * commits, in the transactions themselves. Fencing the row waits for a transaction that is still
 * under way, tells whether it was counted, and stops one that the server has not begun to commit.
 */
export type Writers = {
  /** Gives a new connection its row. */
  readonly register: (connection: Connection) => Promise<void>;
  /** $1 writer, $2 its commits with this one. The first statement of a commit. */
  readonly count: Statement;
  /** Whether the writer's commit of that number happened. Rejects with `Passing` when nobody answers. */
  readonly committed: (writer: string, commits: number) => Promise<boolean>;
};

/** Long enough for the server to come back from a crash. */
const FOUND_OUT_MS = 20_000;
const PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

export function writersOf(context: string, connect: () => Promise<Connection>): Writers {
  const table = `"${context}".writers`;
  const forget = statement(
    `delete from ${table} where used_at < now() - interval '1 day' and writer <> $1::bigint`,
  );
  const begin = statement(`insert into ${table} default values returning writer`);
  const fence = statement(
    `update ${table} set fenced = true where writer = $1::bigint returning commits`,
  );
  const fenced = async (writer: string, commits: number): Promise<boolean> => {
    const connection = await connect();
    try {
      const { rows } = await only(connection, fence, [writer]);
      // Without a row there was no commit: the row was written before, and is kept for a day.
      return Number(rows[0]?.[0] ?? 0) >= commits;
    } finally {
      connection.destroy();
    }
  };
  return {
    register: async (connection) => {
      const { rows } = await only(connection, begin, []);
      connection.writer = rows[0]?.[0] ?? undefined;
      await only(connection, forget, [connection.writer]);
    },
    count: statement(
      `with changed as (update ${table} set commits = $2::bigint, used_at = now() ` +
        "where writer = $1::bigint and commits = $2::bigint - 1 and not fenced returning 1) " +
        `select "${context}".expect_rows(count(*), 1) from changed`,
    ),
    committed: (writer, commits) => untilAnswered(() => fenced(writer, commits)),
  };
}

async function only(
  connection: Connection,
  asked: Statement,
  values: readonly unknown[],
): Promise<Answer> {
  const burst = connection.burst();
  burst.send(asked, values);
  const { answers, failure } = await burst.answers();
  const [answer] = answers;
  if (failure !== undefined || answer === undefined) throw classified(failure?.error);
  return answer;
}

async function untilAnswered(ask: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + FOUND_OUT_MS;
  for (let pause = PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() + pause > until) throw unavailable(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
