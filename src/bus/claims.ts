import pg from "pg";
import { type Lane, SLOTS } from "#store/store.ts";
import type { Claims } from "./bus.ts";

/** First half of the advisory lock's key, so that claims never meet the log's own locks. */
const CLAIM_SPACE = 0x626f6a;

/**
 * Lanes claimed by session locks on the group's own database: a process that dies, or loses its
 * connection, loses its lanes at once. The watermark is the fence: a reader that does not know yet
 * that its lane moved is refused when it commits.
 */
export async function claimsOn(url: string): Promise<Claims> {
  let client: Promise<pg.Client> | undefined;
  let held = new Set<string>();
  const open = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: "bojagi claims",
      // Many readers ask at once: each question is sent as it comes.
      pipeline: true,
    } as pg.ClientConfig);
    let isLost = false;
    const lost = () => {
      if (isLost) return;
      isLost = true;
      client = undefined;
      held = new Set();
    };
    fresh.on("error", lost);
    fresh.on("end", lost);
    await fresh.connect().catch((error: unknown) => {
      lost();
      throw error;
    });
    return fresh;
  };
  /** One for all who ask at once: a lock is its connection's, and only that one can release it. */
  const connection = (): Promise<pg.Client> => (client ??= open());
  return {
    claim: async (lane) => {
      const name = nameOf(lane);
      const on = await connection();
      const lanes = held;
      if (lanes.has(name)) return true;
      const { rows } = await on.query<{ mine: boolean }>(
        "select pg_try_advisory_lock($1, $2) as mine",
        [CLAIM_SPACE, claimNumber(lane)],
      );
      const mine = rows[0]?.mine ?? false;
      // Kept with the connection's own: when that was lost meanwhile, so was the lock.
      if (mine) lanes.add(name);
      return mine && lanes === held;
    },
    release: async (lane) => {
      if (!held.delete(nameOf(lane)) || client === undefined) return;
      const on = await client;
      await on.query("select pg_advisory_unlock($1, $2)", [CLAIM_SPACE, claimNumber(lane)]);
    },
    close: async () => {
      held = new Set();
      await (await client?.catch(() => undefined))?.end();
    },
  };
}

const nameOf = ({ stream, slot }: Lane): string => `${stream}/${slot}`;

/** Stable over processes: a hash of the stream's name with the slot in the low bits. */
function claimNumber({ stream, slot }: Lane): number {
  let hash = 7;
  for (const letter of stream) hash = (hash * 31 + letter.charCodeAt(0)) % 100_000_007;
  return hash * SLOTS + slot;
}
