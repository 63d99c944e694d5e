import { SLOTS, type Mark, type Store } from "#store/store.ts";

/** How far this process knows each of its consumers to have read each stream. */
export type Watermarks = {
  readonly of: (consumer: string, stream: string, slot: number) => number;
  readonly moved: (marks: readonly Mark[]) => void;
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

export function watermarksOf(store: Store): Watermarks {
  const known = new Map<string, number[]>();
  const waiting = new Set<() => void>();
  const of = (consumer: string, stream: string, slot: number) =>
    known.get(`${consumer} ${stream}`)?.[slot] ?? 0;
  return {
    of,
    moved: (marks) => {
      for (const { consumer, lane, to } of marks) {
        const name = `${consumer} ${lane.stream}`;
        const slots = known.get(name) ?? Array.from({ length: SLOTS }, () => 0);
        slots[lane.slot] = to;
        known.set(name, slots);
      }
      for (const look of waiting) look();
    },
    reload: async (consumers, stream) => {
      await Promise.all(
        consumers.map(async (consumer) => {
          known.set(`${consumer} ${stream}`, [...(await store.watermarks(consumer, stream))]);
        }),
      );
      for (const look of waiting) look();
    },
    reached: (consumers, { stream, slot }, position, after, waitMs) =>
      new Promise((resolve) => {
        const isReached = () => consumers.every((name) => of(name, stream, slot) >= position);
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
