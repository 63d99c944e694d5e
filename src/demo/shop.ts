import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresReads } from "#http/reads.ts";
import { bootPlatform, type Platform } from "../platform.ts";
import { readSettings } from "../settings.ts";

/** A platform of its own for one story: all contexts in this process, the demo shop in them. */
export type Shop = Pick<Platform, "address" | "contexts"> & {
  /** Rows of its database, read only. */
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly readyMs: number;
};

/** Opens a shop in a new folder, and closes it and removes the folder when `visit` is over or `left` aborts. */
export async function inNewShop(
  left: AbortSignal,
  visit: (shop: Shop) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), "bojagi-demo-"));
  try {
    const platform = await bootPlatform(
      readSettings({ PORT: "0", BOJAGI_DATA_DIR: directory, BOJAGI_LOG: "error" }),
    );
    const reads = postgresReads({ connectionString: platform.databaseUrl, connections: 1 });
    try {
      const readyMs = performance.now() - began;
      const { address, contexts } = platform;
      await leavingAt(left, visit({ address, contexts, query: reads.query, readyMs }));
    } finally {
      await reads.close();
      await platform.stop();
    }
  } finally {
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
