import { rememberingMap } from "#http/remembering.ts";
import type { Answered } from "./asking.ts";

const REMEMBERED_MAX = 500;
const BYTES_MAX = 32_768;

/**
 * The last good answer to each address that everybody may read, shown while its context is away: who
 * looks around need not notice. It may be old, and says so (`Warning: 110`).
 */
export function lastAnswers() {
  const answers = rememberingMap<Answered>(REMEMBERED_MAX);
  return {
    note: (name: string, answer: Answered): void => {
      if (answer.status === 200 && answer.body.length <= BYTES_MAX) answers.set(name, answer);
    },
    find: (name: string): Answered | undefined => {
      const answer = answers.get(name);
      if (answer === undefined) return undefined;
      const headers = { ...answer.headers, warning: '110 - "Response is Stale"' };
      return { ...answer, headers };
    },
  };
}
export type LastAnswers = ReturnType<typeof lastAnswers>;
