/** First answers to writes are kept for a day (requirements §4.16), and then forgotten. */
import type { Store } from "#store/store.ts";
import { systemTables } from "#store/system.ts";

export const ANSWERS_KEPT_MS = 86_400_000;
const FORGOTTEN_AT_ONCE = 5_000;

/** Removes what nobody can ask for again, each context's in transactions of its own; answers how many. */
export async function forgetAnswers(
  store: Store,
  contexts: readonly string[],
  now: number,
): Promise<number> {
  let forgotten = 0;
  for (const context of contexts) {
    for (let count = FORGOTTEN_AT_ONCE; count === FORGOTTEN_AT_ONCE; forgotten += count) {
      count = await forgetSome(store, context, now);
    }
  }
  return forgotten;
}

async function forgetSome(store: Store, context: string, now: number): Promise<number> {
  const { answers: collection } = systemTables(context);
  const old = await store.due(collection, now - ANSWERS_KEPT_MS - 1, FORGOTTEN_AT_ONCE);
  if (old.length === 0) return 0;
  const keys = old.map(({ answerId }) => answerId).toSorted();
  const transaction = await store.begin();
  try {
    const [loaded] = await transaction.load([{ collection: collection as never, keys }]);
    const removed = loaded?.rows ?? [];
    const changes = {
      collection: collection as never,
      inserted: [],
      updated: [],
      removed,
      kept: [],
    };
    await transaction.commit({
      at: now,
      changes: [changes],
      additions: [],
      segments: [],
      marks: [],
    });
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
  return old.length;
}
