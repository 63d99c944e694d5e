import type { Ahead } from "./committing.ts";
import type { Log } from "./log.ts";
import type { Commit } from "./overlap.ts";
import type { Root } from "./root.ts";

/**
 * One batch is decided at a time, while the one ahead of it is committed: whatever has queued up
 * meanwhile is the next. So the process and its database work at the same time.
 */
export type Loop = {
  readonly enqueue: (root: Root) => void;
  readonly waiting: () => number;
  /**
   * Runs `alone` between two batches: nothing is committed meanwhile, and what is enqueued meanwhile
   * is one batch.
   */
  readonly pauseFor: <T>(alone: () => Promise<T>) => Promise<T>;
  /** Resolves when everything that was enqueued has been committed or has failed. */
  readonly settled: () => Promise<void>;
};

export function loopOf(
  commit: (roots: readonly Root[], ahead: Ahead | undefined) => Commit,
  batchMax: number,
  log: Log,
): Loop {
  const queue: Root[] = [];
  let running: Promise<void> | undefined;
  let pause: Promise<void> | undefined;
  let isWhole = false;

  const take = (): readonly Root[] => {
    const taken = queue.splice(0, isWhole ? batchMax : shareOf(queue.length, batchMax));
    isWhole = false;
    return taken;
  };
  const work = async (): Promise<void> => {
    let ahead: Ahead | undefined;
    let over: Promise<unknown> = Promise.resolve();
    while (queue.length > 0 && pause === undefined) {
      const commits = commit(take(), ahead);
      over = Promise.all([over, commits.over]);
      ahead = await commits.followed;
      if (ahead === undefined) await over;
    }
    await over;
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
        isWhole = true;
        if (queue.length > 0) start();
      });
      return run;
    },
    settled: async () => {
      while (running !== undefined) await running;
    },
  };
}

/** Fewer than these are not worth a batch of their own. */
const SHARE_MIN = 64;

/** Half of what waits: the other half is decided while it is committed. */
const shareOf = (waiting: number, batchMax: number): number =>
  Math.min(Math.max(Math.ceil(waiting / 2), SHARE_MIN), batchMax);

const noop = (): void => {};
