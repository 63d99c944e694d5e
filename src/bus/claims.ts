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
  let client: pg.Client | undefined;
  let held = new Set<string>();
  const connection = async (): Promise<pg.Client> => {
    if (client !== undefined) return client;
    const fresh = new pg.Client({ connectionString: url, application_name: "bojagi claims" });
    const lost = () => {
      if (client === fresh) client = undefined;
      held = new Set();
    };
    fresh.on("error", lost);
    fresh.on("end", lost);
    await fresh.connect();
    return (client = fresh);
  };
  return {
    claim: async (lane) => {
      const name = nameOf(lane);
      const on = await connection();
      if (held.has(name)) return true;
      const { rows } = await on.query<{ mine: boolean }>(
        "select pg_try_advisory_lock($1, $2) as mine",
        [CLAIM_SPACE, claimNumber(lane)],
      );
      const mine = rows[0]?.mine ?? false;
      if (mine) held.add(name);
      return mine;
    },
    release: async (lane) => {
      if (!held.delete(nameOf(lane)) || client === undefined) return;
      await client.query("select pg_advisory_unlock($1, $2)", [CLAIM_SPACE, claimNumber(lane)]);
    },
    close: async () => {
      held = new Set();
      await client?.end();
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
