import type { World } from "#kernel/world.ts";
import type { Log } from "#runtime/log.ts";
import type { BrokerBus } from "./brokerBus.ts";
import type { Bus, Subscribed } from "./bus.ts";

/** How often a broker that nothing was appended to is asked whether it still holds what it held. */
const LOOK_EVERY_MS = 5_000;

export type Relaying = {
  /** The logs of this process. */
  readonly logs: Bus;
  readonly bus: BrokerBus;
  readonly streams: readonly string[];
  readonly world: World;
  readonly log: Log;
};

/**
 * Publishes the logs of this process's contexts on a broker, as a reader of those logs like any other:
 * woken by the same notices, sharing lanes with its twins, reading a lane again from what `resume`
 * says after any failure. Where it stands is what the broker holds, so nothing is written down here,
 * and a broker that lost some, or all, is told again.
 */
export async function relay({ logs, bus, streams, world, log }: Relaying): Promise<Subscribed> {
  const publishing = new Map<string, Subscribed>();
  let closed = false;
  let looking: Promise<void> = Promise.resolve();
  const begin = async (stream: string): Promise<void> => {
    const { resume: from, publish: handler } = bus;
    const begun = await logs.subscribe({ group: "relay", streams: [stream], from, handler });
    publishing.set(stream, begun);
  };
  const look = async (): Promise<void> => {
    for (const stream of streams) {
      if (closed || !(await bus.isShort(stream))) continue;
      log.warn({ stream }, "the broker lost messages of a stream; they are published again");
      await publishing.get(stream)?.close();
      await begin(stream);
    }
  };
  let cancel = () => {};
  const lookAgain = (): void => {
    cancel = world.after(LOOK_EVERY_MS, () => {
      // A broker that is away is heard of from those who need it now.
      looking = look()
        .catch(() => undefined)
        .finally(() => {
          if (!closed) lookAgain();
        });
    });
  };
  for (const stream of streams) await begin(stream);
  lookAgain();
  return {
    close: async () => {
      closed = true;
      cancel();
      await looking;
      await Promise.all([...publishing.values()].map((one) => one.close()));
    },
  };
}
