import type { Cell } from "./cells.ts";
import type { Connection } from "./connection.ts";
import { classified } from "./failure.ts";
import type { Statement } from "./statements.ts";

/** Reads outside transactions, all on one connection that is opened anew when it was lost. */
export type Reader = {
  /** Rejects with `Passing` when the server cannot be asked now. */
  readonly ask: (
    asked: Statement,
    values: readonly unknown[],
  ) => Promise<readonly (readonly Cell[])[]>;
  readonly close: () => Promise<void>;
};

export function readerOf(open: () => Promise<Connection>): Reader {
  let current: Promise<Connection> | undefined;
  const connection = async (): Promise<Connection> => {
    const mine = (current ??= open());
    try {
      const opened = await mine;
      if (!opened.broken()) return opened;
    } catch (error) {
      if (current === mine) current = undefined;
      throw error;
    }
    if (current === mine) current = undefined;
    return connection();
  };
  return {
    ask: async (asked, values) => {
      const burst = (await connection()).burst();
      burst.send(asked, values);
      const { answers, failure } = await burst.answers();
      if (failure !== undefined) throw classified(failure.error);
      return answers[0]?.rows ?? [];
    },
    close: async () => {
      const closing = current;
      current = undefined;
      await closing?.then(
        (opened) => opened.end(),
        () => undefined,
      );
    },
  };
}
