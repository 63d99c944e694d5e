import type { Draw } from "./draw.ts";

/** Monday noon in Seoul: where every run begins. */
export const BEGINNING = Date.parse("2026-03-02T12:00:00+09:00");

/** Taken before anything is guarded: the one real clock tick of the simulation. */
const macrotask = setImmediate;

/**
 * Time as a queue of events. One runs at a time, in order of its instant; which of two at one instant
 * comes first is drawn. What an event leads to without waiting belongs to it.
 */
export type Timeline = {
  readonly beganAt: number;
  readonly now: () => number;
  /** Runs `act` once, later. The answer calls it off. */
  readonly after: (waitMs: number, act: () => void) => () => void;
  readonly sleep: (waitMs: number) => Promise<void>;
  /** Runs the next event and all that follows from it at once; false when there is none. */
  readonly step: () => Promise<boolean>;
  /** The instant of the next event. */
  readonly next: () => number | undefined;
  /** Lets time pass while nothing happens. Never goes back. */
  readonly passTo: (instant: number) => void;
  /** Waits for all that follows at once from what was just done. */
  readonly settle: () => Promise<void>;
  readonly mix: (fact: number) => void;
  readonly mixText: (text: string) => void;
  /** Stands for all that happened, and when. */
  readonly hash: () => string;
};

type Event = {
  readonly at: number;
  readonly tie: number;
  readonly order: number;
  act: (() => void) | undefined;
};

export function timelineOf(draw: Draw, beganAt = BEGINNING): Timeline {
  const queue = heapOf<Event>(
    (a, b) =>
      a.at < b.at || (a.at === b.at && (a.tie < b.tie || (a.tie === b.tie && a.order < b.order))),
  );
  let now = beganAt;
  let count = 0;
  let hash = 0x811c9dc5;
  const mix = (fact: number): void => {
    hash = Math.imul(hash ^ (fact & 0xffffffff), 0x01000193);
    hash ^= hash >>> 13;
  };
  const mixText = (text: string): void => {
    let mixed = hash;
    for (let at = 0; at < text.length; at++) {
      mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
    }
    hash = mixed;
  };
  const settle = () => new Promise<void>((resolve) => void macrotask(resolve));
  const after = (waitMs: number, act: () => void) => {
    const at = now + Math.max(0, Math.round(waitMs));
    const event: Event = { at, tie: draw.next(), order: ++count, act };
    queue.push(event);
    return () => void (event.act = undefined);
  };
  const upcoming = (): Event | undefined => {
    for (let event = queue.peek(); event !== undefined; event = queue.peek()) {
      if (event.act !== undefined) return event;
      queue.pop();
    }
    return undefined;
  };
  return {
    beganAt,
    now: () => now,
    after,
    sleep: (waitMs) => new Promise((resolve) => void after(waitMs, resolve)),
    step: async () => {
      const event = upcoming();
      if (event === undefined) return false;
      queue.pop();
      now = Math.max(now, event.at);
      mix(now);
      mix(event.order);
      event.act?.();
      await settle();
      return true;
    },
    next: () => upcoming()?.at,
    passTo: (instant) => void (now = Math.max(now, instant)),
    settle,
    mix,
    mixText,
    hash: () => (hash >>> 0).toString(16).padStart(8, "0"),
  };
}

/** The least element first. */
function heapOf<T>(isLess: (a: T, b: T) => boolean) {
  const items: T[] = [];
  const swap = (a: number, b: number): void => {
    [items[a], items[b]] = [items[b] as T, items[a] as T];
  };
  const less = (a: number, b: number) => isLess(items[a] as T, items[b] as T);
  return {
    peek: (): T | undefined => items[0],
    push: (item: T): void => {
      let at = items.push(item) - 1;
      for (let up = (at - 1) >> 1; at > 0 && less(at, up); at = up, up = (at - 1) >> 1)
        swap(at, up);
    },
    pop: (): T | undefined => {
      const first = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return first;
      items[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = left < items.length && less(left, at) ? left : at;
        if (right < items.length && less(right, least)) least = right;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
