import { freshDatabase } from "#test/postgres.ts";
import { realWorld } from "#kernel/world.ts";
import { silent } from "#runtime/log.ts";
import { migrate } from "#store/migrate.ts";
import type { NewSegment } from "#store/store.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import type { Bus } from "../bus.ts";
import { busSuite } from "../bus.suite.ts";
import { claimsOn } from "../claims.ts";
import { postgresBus } from "./postgres.ts";

const MIGRATIONS = new URL("../../contexts/order/migrations/", import.meta.url);

busSuite("postgres", async () => {
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
    open: async () => {
      const claims = await claimsOn(group.url);
      const bus: Bus = postgresBus({ world, log: silent, claims, urlOf: () => publisher.url });
      const close = async () => {
        await bus.close();
        await claims.close();
      };
      closing.push(close);
      return { ...bus, close };
    },
    state: async (lane, messages) => {
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
    },
    close: async () => {
      for (const close of closing) await close();
      await store.close();
      await publisher.drop();
      await group.drop();
    },
  };
});
