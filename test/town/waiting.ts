import { setImmediate as turn } from "node:timers/promises";

/** Asks again until the answer is as wanted. Rejects with the last answer when that takes too long. */
export async function until<T>(
  ask: () => T | Promise<T>,
  isWanted: (answer: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > end) throw new Error(`waited in vain: ${JSON.stringify(answer)}`);
    // What is asked may be known at once, and would else keep the event loop from what it waits for.
    await turn();
  }
}
