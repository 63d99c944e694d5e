import type { World } from "#kernel/world.ts";
import type { Log } from "./log.ts";

/** What is done again and again beside the loop. */
export type Chores = {
  /** Does it every so often, counted from the end of the last time; what fails is done again. */
  readonly every: (everyMs: number, chore: () => Promise<unknown>) => void;
  /** No more of it; resolves when what was begun has ended. */
  readonly stop: () => Promise<void>;
};

export function choresOf(world: World, log: Log): Chores {
  const timers = new Set<() => void>();
  const running = new Set<Promise<unknown>>();
  let stopped = false;

  const later = (everyMs: number, chore: () => Promise<unknown>): void => {
    if (stopped) return;
    const cancel = world.after(everyMs, () => {
      timers.delete(cancel);
      const done = chore()
        .catch((error: unknown) => log.warn({ err: error }, "will be tried again"))
        .finally(() => {
          running.delete(done);
          later(everyMs, chore);
        });
      running.add(done);
    });
    timers.add(cancel);
  };
  return {
    every: later,
    stop: async () => {
      stopped = true;
      for (const cancel of timers) cancel();
      timers.clear();
      await Promise.all(running);
    },
  };
}
