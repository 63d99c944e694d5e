import { isPassing } from "../parts/problem.ts";

export type Outcome<T> = { readonly of: T; readonly error?: unknown };

/**
 * The same for several things, one after the other: a no to one is kept for its place, and the others
 * go on. Throws what is passing, to be tried again as a whole: what is done then answers the same.
 */
export async function oneByOne<T>(
  things: readonly T[],
  act: (of: T) => Promise<unknown>,
): Promise<readonly Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  for (const of of things) {
    try {
      await act(of);
      outcomes.push({ of });
    } catch (error) {
      if (isPassing(error)) throw error;
      outcomes.push({ of, error });
    }
  }
  return outcomes;
}
