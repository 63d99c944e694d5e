import type { World } from "#kernel/world.ts";
import type { Done } from "./committing.ts";
import type { Answer } from "./reaction.ts";

/** Those who wait for what a later batch brings. */
export type Waiting = {
  /** Tells them what a commit brought. */
  readonly tell: (done: Done) => void;
  /** The settled answer of a story; undefined after `waitMs`. */
  readonly outcomeOf: (correlation: string, waitMs: number) => Promise<Answer | undefined>;
  /** Calls back after each commit that changed the row, until the answer is called; `*` is every row. */
  readonly watch: (table: string, key: string, changed: (key: string) => void) => () => void;
};

export function waitingOn(world: World): Waiting {
  const outcomes = new Map<string, (answer: Answer) => void>();
  // By table, then by key: a row of a table that nobody watches costs one look.
  const watchers = new Map<string, Map<string, Set<(key: string) => void>>>();
  return {
    tell: ({ answers, changedRows }) => {
      if (outcomes.size > 0) {
        for (const [correlation, answer] of answers) {
          if (answer.settled) outcomes.get(correlation)?.(answer);
        }
      }
      if (watchers.size === 0) return;
      for (const { table, key } of changedRows()) {
        const byKey = watchers.get(table);
        if (byKey === undefined) continue;
        for (const changed of byKey.get(key) ?? []) changed(key);
        for (const changed of byKey.get("*") ?? []) changed(key);
      }
    },
    outcomeOf: (correlation, waitMs) =>
      new Promise((resolve) => {
        const end = (answer: Answer | undefined) => {
          outcomes.delete(correlation);
          cancel();
          resolve(answer);
        };
        const cancel = world.after(waitMs, () => end(undefined));
        outcomes.set(correlation, end);
      }),
    watch: (table, key, changed) => {
      const byKey = watchers.get(table) ?? new Map<string, Set<(key: string) => void>>();
      const watching = byKey.get(key) ?? new Set();
      watchers.set(table, byKey.set(key, watching.add(changed)));
      return () => {
        watching.delete(changed);
        if (watching.size === 0 && byKey.get(key) === watching) byKey.delete(key);
      };
    },
  };
}
