/** Logs of a context in PostgreSQL, and processes of a group that hear of them over some bus. */
import { freshDatabase } from "#test/postgres.ts";
import { realWorld, type World } from "#kernel/world.ts";
import { migrate } from "#store/migrate.ts";
import type { Lane, NewSegment, Store, StoredSegment } from "#store/store.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import type { Bus, Claims } from "./bus.ts";
import type { BusUnderTest } from "./bus.suite.ts";
import { claimsOn } from "./claims.ts";

const MIGRATIONS = new URL("../contexts/order/migrations/", import.meta.url);

export type Place = { readonly world: World; readonly claims: Claims; readonly logUrl: string };
export type Bench = BusUnderTest & { readonly store: Store };

/** `busOf` opens one process's bus. */
export async function benchOf(busOf: (place: Place) => Bus | Promise<Bus>): Promise<Bench> {
  const publisher = await freshDatabase();
  const group = await freshDatabase();
  await migrate({ url: publisher.url, contexts: [{ name: "order", migrations: MIGRATIONS }] });
  const store = await postgresStore({
    url: publisher.url,
    contexts: ["order"],
    applicationName: "bus suite",
  });
  const world = realWorld();
  const closing: (() => Promise<void>)[] = [];
  return {
    store,
    open: async () => {
      const claims = await claimsOn(group.url);
      const bus = await busOf({ world, claims, logUrl: publisher.url });
      const close = async () => {
        await bus.close();
        await claims.close();
      };
      closing.push(close);
      return { ...bus, close };
    },
    state: (lane, messages) => state(store, world, lane, messages),
    close: async () => {
      for (const close of closing) await close();
      await store.close();
      await publisher.drop();
      await group.drop();
    },
  };
}

async function state(
  store: Store,
  world: World,
  lane: Lane,
  messages: readonly string[],
): Promise<StoredSegment> {
  const segment: NewSegment = {
    lane,
    count: messages.length,
    messages: JSON.stringify(messages),
    appliedBy: [],
  };
  const transaction = await store.begin();
  const nothing = { changes: [], additions: [], marks: [] };
  const { positions } = await transaction.commit({
    at: world.now(),
    ...nothing,
    segments: [segment],
  });
  return { ...segment, position: positions?.[0] ?? 0 };
}
