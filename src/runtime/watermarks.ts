import { type Lane, type Mark, SLOTS, type Store } from "#store/store.ts";

/**
 * How far this process knows each of its consumers to have read each stream: as it is written, and,
 * beyond that, past messages that none of them hears. Those cost no commit of their own: whoever forgot
 * them would only pass them again. They are written with the next message of the lane, or `unwritten`.
 */
export type Watermarks = {
  /** As written in the database. */
  readonly of: (consumer: string, stream: string, slot: number) => number;
  /** With what was passed since. */
  readonly seen: (consumer: string, stream: string, slot: number) => number;
  readonly moved: (marks: readonly Mark[]) => void;
  /** Nothing up to here is left that these consumers hear. */
  readonly passed: (consumers: readonly string[], lane: Lane, position: number) => void;
  /** What was passed and is not written yet. */
  readonly unwritten: () => readonly Passed[];
  /** Reads again what another process may have moved. */
  readonly reload: (consumers: readonly string[], stream: string) => Promise<void>;
  /** Resolves true once every consumer has reached the position, false after `waitMs`. */
  readonly reached: (
    consumers: readonly string[],
    lane: { readonly stream: string; readonly slot: number },
    position: number,
    after: (waitMs: number, call: () => void) => () => void,
    waitMs: number,
  ) => Promise<boolean>;
};

export type Passed = {
  readonly consumers: readonly string[];
  readonly lane: Lane;
  readonly position: number;
};

export function watermarksOf(store: Store): Watermarks {
  const known = new Map<string, number[]>();
  const passed = new Map<string, Passed>();
  const waiting = new Set<() => void>();
  const of = (consumer: string, stream: string, slot: number) =>
    known.get(`${consumer} ${stream}`)?.[slot] ?? 0;
  const seen = (consumer: string, stream: string, slot: number) =>
    Math.max(of(consumer, stream, slot), passed.get(`${stream}/${slot}`)?.position ?? 0);
  const tell = () => {
    for (const look of waiting) look();
  };
  return {
    of,
    seen,
    passed: (consumers, lane, position) => {
      passed.set(`${lane.stream}/${lane.slot}`, { consumers, lane, position });
      tell();
    },
    unwritten: () => {
      for (const [name, { consumers, lane, position }] of passed) {
        const isWritten = (consumer: string) => of(consumer, lane.stream, lane.slot) >= position;
        if (consumers.every(isWritten)) passed.delete(name);
      }
      return [...passed.values()];
    },
    moved: (marks) => {
      for (const { consumer, lane, to } of marks) {
        const name = `${consumer} ${lane.stream}`;
        const slots = known.get(name) ?? Array.from({ length: SLOTS }, () => 0);
        slots[lane.slot] = to;
        known.set(name, slots);
      }
      tell();
    },
    reload: async (consumers, stream) => {
      await Promise.all(
        consumers.map(async (consumer) => {
          known.set(`${consumer} ${stream}`, [...(await store.watermarks(consumer, stream))]);
        }),
      );
      tell();
    },
    reached: (consumers, { stream, slot }, position, after, waitMs) =>
      new Promise((resolve) => {
        const isReached = () => consumers.every((name) => seen(name, stream, slot) >= position);
        const end = (reached: boolean) => {
          waiting.delete(look);
          cancel();
          resolve(reached);
        };
        const look = () => {
          if (isReached()) end(true);
        };
        const cancel = after(waitMs, () => end(false));
        waiting.add(look);
        look();
      }),
  };
}
