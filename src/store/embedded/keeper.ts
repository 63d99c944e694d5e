/** Keeps an embedded server running: what ends by itself is started again. */
import { setTimeout as wait } from "node:timers/promises";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "../embedded.ts";

const RETRY_MS = 500;

export type KeptPostgres = Pick<EmbeddedPostgres, "url" | "stop">;

/**
 * As `startEmbeddedPostgres`; but a server that was killed, ran out of memory or lost its disk is
 * started again, at the same address, for as long as it takes. What was committed is there again.
 */
export async function keepEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<KeptPostgres> {
  const { settings, log = () => undefined } = options;
  let running = await startEmbeddedPostgres(options);
  let stopped = false;
  const { url } = running;
  const { port } = new URL(url("postgres"));

  const startAgain = async (): Promise<void> => {
    while (!stopped) {
      try {
        running = await startEmbeddedPostgres({ ...options, settings: { ...settings, port } });
        const isWhereItWas = running.url("postgres") === url("postgres");
        // Told to stop meanwhile, or kept from its port: open pools would not find it elsewhere.
        if (stopped || !isWhereItWas) await running.stop();
        if (isWhereItWas) return;
        log(`PostgreSQL waits for its port ${port}, which somebody else has taken`);
      } catch (error) {
        log(`PostgreSQL cannot be started now: ${(error as Error).message}`);
      }
      await wait(RETRY_MS);
    }
  };
  const keep = async (): Promise<void> => {
    while (!stopped) {
      const how = await running.ended;
      if (stopped) return;
      log(`PostgreSQL ${running.pid} ended (${how}) and is started again`);
      await startAgain();
    }
  };
  const kept = keep();
  return {
    url,
    stop: async () => {
      stopped = true;
      await running.stop();
      await kept;
    },
  };
}
