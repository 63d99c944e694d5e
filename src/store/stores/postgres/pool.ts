import type { Connection } from "./connection.ts";
import { unavailable } from "./failure.ts";

/** A few connections, each lent to one transaction at a time. */
export type Pool = {
  /** Waits for a free one when all are lent. Rejects with `Passing`. */
  readonly take: () => Promise<Connection>;
  /** Takes it back. One that failed is closed, and another is opened when it is needed. */
  readonly give: (connection: Connection) => void;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: unknown) => void;
};

const PATIENCE_MS = 10_000;

export function poolOf(most: number, open: () => Promise<Connection>): Pool {
  const idle: Connection[] = [];
  const waiting: Waiting[] = [];
  const lent = new Set<Connection>();
  let size = 0;
  let closed = false;

  const openOne = async (): Promise<Connection> => {
    size++;
    try {
      return await open();
    } catch (error) {
      size--;
      throw error;
    }
  };
  const lend = (connection: Connection): Connection => {
    lent.add(connection);
    return connection;
  };
  const drop = (connection: Connection): void => {
    connection.destroy();
    size--;
  };
  const openForWaiting = (): void => {
    const next = size < most ? waiting.shift() : undefined;
    if (next === undefined) return;
    openOne().then(
      (connection) => next.resolve(lend(connection)),
      (error: unknown) => {
        next.reject(error);
        // Those who wait behind it learn at once, too, that nobody answers.
        openForWaiting();
      },
    );
  };

  return {
    take: async () => {
      if (closed) throw unavailable(new Error("the store is closed"));
      for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
        if (!free.broken()) return lend(free);
        drop(free);
      }
      return size < most ? lend(await openOne()) : waitIn(waiting);
    },
    give: (connection) => {
      if (!lent.delete(connection)) return;
      const next = connection.broken() || closed ? undefined : waiting.shift();
      if (next !== undefined) return next.resolve(lend(connection));
      if (!connection.broken() && !closed) return void idle.push(connection);
      drop(connection);
      openForWaiting();
    },
    close: async () => {
      closed = true;
      for (const { reject } of waiting.splice(0)) {
        reject(unavailable(new Error("the store is closed")));
      }
      await Promise.all(idle.splice(0).map((connection) => connection.end()));
    },
  };
}

function waitIn(waiting: Waiting[]): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(mine), 1);
      reject(unavailable(new Error(`no free connection in ${PATIENCE_MS} ms`)));
    }, PATIENCE_MS);
    const mine: Waiting = {
      resolve: (connection) => {
        clearTimeout(timer);
        resolve(connection);
      },
      reject: (error) => {
        clearTimeout(timer);
        reject(error);
      },
    };
    waiting.push(mine);
  });
}
