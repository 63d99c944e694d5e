import { type Ahead, type Committing, commitRoots, type Place, tryOnce } from "./committing.ts";
import type { Root } from "./root.ts";
import type { RowsLeft } from "./rows.ts";

export type Commit = {
  /** Resolves when the next batch may be decided: behind this one, or, when it is over, alone. */
  readonly followed: Promise<Ahead | undefined>;
  readonly over: Promise<void>;
};

/**
 * Decides the roots while the batch ahead is being committed, and commits them after it. Nothing
 * decided on rows that did not come to be is written: it is decided again when the batch ahead is
 * over. Tells each root what became of it. Never rejects.
 */
export function commitBehind(
  committing: Committing,
  roots: readonly Root[],
  ahead: Ahead | undefined,
): Commit {
  const followed = ending<Ahead | undefined>();
  const committed = ending<boolean>();
  const over = ending<void>();
  const lead = (rows: RowsLeft): void =>
    followed.end({ rows, committed: committed.promise, over: over.promise });
  void tryBehind(committing, roots, { ahead, lead }, committed.end).finally(() => {
    over.end();
    followed.end(undefined);
  });
  return { followed: followed.promise, over: over.promise };
}

function ending<T>() {
  let end: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => (end = resolve));
  return { promise, end };
}

async function tryBehind(
  committing: Committing,
  roots: readonly Root[],
  place: Place,
  committed: (asDecided: boolean) => void,
): Promise<void> {
  const failure = await tryOnce(committing, roots, 1, place);
  // Those behind let go of the rows they hold before this is tried again.
  committed(failure === undefined);
  await place.ahead?.over;
  if (failure !== undefined) await commitRoots(committing, roots, failure);
}
