import { Server } from "node:net";
import type { Server as HttpServer } from "node:http";
import type { World } from "#kernel/world.ts";
import type { Load } from "./front.ts";
import type { HttpSettings } from "./settings.ts";

const LOOK_EVERY_MS = 20;

/**
 * Ends the taking of requests so that no client sees a failure (requirements §4.16): says it is not
 * ready, takes no new connections, answers those that are open with `Connection: close`, lets what
 * runs end, and closes a connection only once no request has come for a while. Node's own close
 * would cut idle connections at once, also those on which a request is just arriving.
 */
export async function drain(
  server: HttpServer,
  load: Load,
  lastBeganAt: () => number,
  world: World,
  settings: HttpSettings,
): Promise<void> {
  load.draining = true;
  const { lameDuckMs, drainMs, quietMs } = settings;
  if (lameDuckMs > 0) await pause(world, lameDuckMs);
  const closed = new Promise<void>((resolve) => {
    Server.prototype.close.call(server, () => resolve());
  });
  const stoppedAt = world.monotonic();
  const isQuiet = () =>
    load.inFlight <= 0 && world.monotonic() - Math.max(stoppedAt, lastBeganAt()) >= quietMs;
  const isLate = () => world.monotonic() - stoppedAt >= drainMs;
  const gone = closed.then(() => true);
  while (!isQuiet() && !isLate()) {
    if (await Promise.race([gone, pause(world, LOOK_EVERY_MS)])) break;
  }
  server.closeAllConnections();
  await closed;
}

const pause = (world: World, waitMs: number): Promise<false> =>
  new Promise((resolve) => {
    world.after(waitMs, () => resolve(false));
  });
