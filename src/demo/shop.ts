import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "#contexts/payment/providers/simulator/server.ts";
import { giftLinksAt } from "#contexts/gift/links.ts";
import { postgresReads } from "#http/reads.ts";
import { realWorld } from "#kernel/world.ts";
import { bootPlatform, type Platform } from "../platform.ts";
import { readSettings } from "../settings.ts";

/** A platform of its own for one story: all contexts in this process, the demo shop in them. */
export type Shop = Pick<Platform, "address" | "contexts"> & {
  /** Rows of its database, read only. */
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly readyMs: number;
  /** The card company of the shop: its book, and what it does wrong when told to. */
  readonly company: Simulator;
  /** The path of a gift's link, as its recipient gets it. */
  readonly linkOf: (giftId: string) => Promise<string>;
};

const SECRET = `whsec_${Buffer.from("the secret of the demo's company").toString("base64")}`;
/** How long a story waits for a company that is silent. */
const ANSWER_WITHIN_MS = 1_000;

/** Opens a shop in a new folder, and closes it and removes the folder when `visit` is over or `left` aborts. */
export async function inNewShop(
  left: AbortSignal,
  visit: (shop: Shop) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), "bojagi-demo-"));
  const company = await startSimulator({ secret: SECRET, world: realWorld() });
  const simulator = { url: company.url, secret: SECRET, answerWithinMs: ANSWER_WITHIN_MS };
  try {
    const platform = await bootPlatform(
      readSettings({
        PORT: "0",
        BOJAGI_DATA_DIR: directory,
        BOJAGI_LOG: "error",
        BOJAGI_WEB: "off",
        BOJAGI_PAYMENT: JSON.stringify({ simulator }),
      }),
    );
    const reads = postgresReads({ connectionString: platform.databaseUrl, connections: 1 });
    try {
      const readyMs = performance.now() - began;
      const { address, contexts } = platform;
      const linkOf = async (giftId: string) => {
        const links = await giftLinksAt(join(directory, "keys", "gift-links.key"));
        return `/api/gift-links/${links.secretOf(giftId)}`;
      };
      const shop = { address, contexts, query: reads.query, readyMs, company, linkOf };
      await leavingAt(left, visit(shop));
    } finally {
      await reads.close();
      await platform.stop();
    }
  } finally {
    await company.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function leavingAt(left: AbortSignal, visit: Promise<void>): Promise<void> {
  left.throwIfAborted();
  const leaving = new Promise<never>((_, reject) => {
    left.addEventListener("abort", () => reject(left.reason as Error), { once: true });
  });
  await Promise.race([visit, leaving]);
}
