import { setTimeout as pause } from "node:timers/promises";
import type { Town } from "../town/town.ts";
import type { RawAnswer, RawRequest } from "../town/requests.ts";

const PATIENCE_MS = 40_000;
const POLL_MS = 20;

/** Asks until there is an answer; fails with the last error, or with what was waited for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const endAt = performance.now() + PATIENCE_MS;
  for (let last: unknown; ;) {
    try {
      const found = await ask();
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
    if (performance.now() > endAt) throw new Error(`in vain: ${what}`, { cause: last });
    await pause(POLL_MS);
  }
}

/** "Come again": the process is away, starting, or still busy with the first try. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);
export const isPassing = ({ status, body }: RawAnswer): boolean =>
  PASSING_STATUSES.has(status) ||
  (body as { readonly code?: string } | undefined)?.code === "REQUEST_IN_PROGRESS";

/** Sends the same request until it is answered for good, as a client with a key may. */
export const insist = (
  town: Pick<Town, "request">,
  method: string,
  path: string,
  request: RawRequest,
): Promise<RawAnswer> =>
  until(`${method} ${path}`, async () => {
    const answer = await town.request(method, path, request);
    return isPassing(answer) ? undefined : answer;
  });
