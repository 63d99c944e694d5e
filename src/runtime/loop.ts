import type { Log } from "./log.ts";
import type { Root } from "./root.ts";

/** One batch at a time: whatever has queued up while the last one was committed is the next. */
export type Loop = {
  readonly enqueue: (root: Root) => void;
  readonly waiting: () => number;
  /** Runs `alone` between two batches: nothing is committed meanwhile. */
  readonly pauseFor: <T>(alone: () => Promise<T>) => Promise<T>;
  /** Resolves when everything that was enqueued has been committed or has failed. */
  readonly settled: () => Promise<void>;
};

export function loopOf(
  commit: (roots: readonly Root[]) => Promise<void>,
  batchMax: number,
  log: Log,
): Loop {
  const queue: Root[] = [];
  let running: Promise<void> | undefined;
  let pause: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    while (queue.length > 0 && pause === undefined) await commit(queue.splice(0, batchMax));
  };
  const start = (): void => {
    if (pause !== undefined) return;
    running ??= work()
      .catch((error: unknown) => log.error({ err: error }, "the loop failed"))
      .finally(() => {
        running = undefined;
        // What came after the last look at the queue and before this.
        if (queue.length > 0) start();
      });
  };
  return {
    enqueue: (root) => {
      queue.push(root);
      start();
    },
    waiting: () => queue.length,
    pauseFor: async (alone) => {
      while (pause !== undefined) await pause;
      const run = (running ?? Promise.resolve()).then(alone);
      pause = run.then(noop, noop).finally(() => {
        pause = undefined;
        if (queue.length > 0) start();
      });
      return run;
    },
    settled: async () => {
      while (running !== undefined) await running;
    },
  };
}

const noop = (): void => {};
