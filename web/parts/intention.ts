import { kept } from "./kept.ts";
import { Unanswered, isPassing } from "./problem.ts";

/** What a person meant to do once: its body and the key that makes a repetition harmless. */
export type Intention<B> = { readonly key: string; readonly body: B };

const placeOf = <B>(name: string) => kept<Intention<B>>("session", `intention.${name}`);

/** The intention of that name whose end is not known: its answer was lost, or the page was closed. */
export const unfinished = <B>(name: string): Intention<B> | undefined => placeOf<B>(name).read();

/**
 * Sends something that must happen once. The same body and key are sent again until there is an answer,
 * also after the page was loaded anew: an unfinished intention goes before any new body of that name.
 */
export async function intend<B, T>(
  name: string,
  body: B,
  send: (intention: Intention<B>) => Promise<T>,
): Promise<T> {
  const place = placeOf<B>(name);
  const intention = place.read() ?? { key: crypto.randomUUID(), body };
  place.write(intention);
  try {
    const answer = await send(intention);
    place.write(undefined);
    return answer;
  } catch (error) {
    if (!isPassing(error)) place.write(undefined);
    throw error;
  }
}

/** For `useMutation`: tries again by itself for about half a minute while there is no answer. */
export const insisting = {
  retry: (count: number, error: Error): boolean => count < 12 && isPassing(error),
  retryDelay: (count: number, error: Error): number =>
    error instanceof Unanswered ? Math.min(500 * 1.5 ** count, 4_000) : 1_000,
} as const;
