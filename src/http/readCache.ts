/** What everybody reads alike, kept for a moment: until it changes here, and never for long. */
import type { World } from "#kernel/world.ts";
import type { Group } from "./group.ts";

/** Rows whose change makes a read another one; `EVERY_ROW` of a table stands for all of them. */
export type ReadFrom = { readonly table: string; readonly key: string };
export const EVERY_ROW = "*";

/** The answer of an equal read, or of this one. Never for what is one person's own. */
export type ReadCache = <T>(
  name: string,
  from: readonly ReadFrom[],
  make: () => Promise<T>,
) => Promise<T>;

export type ReadCacheOptions = {
  readonly watch: Group["watch"];
  readonly world: Pick<World, "after">;
  /** Told of each read whether it was there. */
  readonly asked: (wasThere: boolean) => void;
};

/** What another process changes is seen after so long. */
const LIFE_MS = 1_000;
const ENTRIES_MAX = 300;

type Entry = { readonly answer: Promise<unknown>; readonly drop: () => void };

export function readCacheOf({ watch, world, asked }: ReadCacheOptions): ReadCache {
  const entries = new Map<string, Entry>();
  const dependents = new Map<string, Set<string>>();
  const watched = new Set<string>();

  const dropAll = (place: string): void => {
    for (const name of dependents.get(place) ?? []) entries.get(name)?.drop();
  };
  const follow = (table: string): void => {
    if (watched.has(table)) return;
    watched.add(table);
    watch(table, EVERY_ROW, (key) => {
      dropAll(placeOf({ table, key }));
      dropAll(placeOf({ table, key: EVERY_ROW }));
    });
  };
  const keep = (name: string, from: readonly ReadFrom[], answer: Promise<unknown>): void => {
    const places = from.map(placeOf);
    const drop = (): void => {
      cancel();
      entries.delete(name);
      for (const place of places) forget(dependents, place, name);
    };
    const cancel = world.after(LIFE_MS, drop);
    entries.set(name, { answer, drop });
    for (const place of places) {
      dependents.set(place, (dependents.get(place) ?? new Set()).add(name));
    }
    // A failure is nobody else's answer.
    answer.catch(() => entries.get(name)?.answer === answer && drop());
    if (entries.size > ENTRIES_MAX) entries.values().next().value?.drop();
  };

  return <T>(name: string, from: readonly ReadFrom[], make: () => Promise<T>): Promise<T> => {
    const known = entries.get(name);
    asked(known !== undefined);
    if (known !== undefined) return known.answer as Promise<T>;
    // Followed before it is read: a change while it is read is not missed.
    for (const { table } of from) follow(table);
    const answer = make();
    keep(name, from, answer);
    return answer;
  };
}

const placeOf = ({ table, key }: ReadFrom): string => `${table} ${key}`;

function forget(dependents: Map<string, Set<string>>, place: string, name: string): void {
  const names = dependents.get(place);
  names?.delete(name);
  if (names?.size === 0) dependents.delete(place);
}
