import type { World } from "#kernel/world.ts";
import type { Log } from "#runtime/log.ts";
import { type PostgresBus, postgresBus } from "./adapters/postgres.ts";
import { brokerBus } from "./brokerBus.ts";
import type { BrokerAddress } from "./broker.ts";
import { openBroker } from "./brokers.ts";
import type { Bus } from "./bus.ts";
import { claimsOn } from "./claims.ts";
import { relay } from "./relay.ts";

/** How the processes of the platform hear each other. */
export type Transport = {
  /** What the contexts of other processes are heard on. */
  readonly bus: Bus;
  /** The logs of this process, whose readers are woken. */
  readonly logs: PostgresBus;
  /** What a broker holds of a stream of this process; absent where readers tail the logs. */
  readonly relayed?: (stream: string) => Promise<readonly number[]>;
  readonly close: () => Promise<void>;
};

export type TransportOptions = {
  readonly broker: BrokerAddress | undefined;
  /** The contexts of this process, and its database. */
  readonly local: readonly string[];
  readonly url: string;
  /** Where each log lies, as far as it may be read from here. */
  readonly urlOf: (stream: string) => string;
  /** Finds out anew where the logs lie: asked when one of them cannot be read. */
  readonly findLogs?: () => Promise<void>;
  readonly world: World;
  readonly log: Log;
};

/** On PostgreSQL alone, or on a broker that is told what the logs of this process hold. */
export async function openTransport(options: TransportOptions): Promise<Transport> {
  const { broker: address, local, url, world, log } = options;
  const claims = await claimsOn(url);
  const logs = postgresBus({ ...options, claims });
  const closeLogs = async () => {
    await logs.close();
    await claims.close();
  };
  if (address === undefined) return { bus: logs, logs, close: closeLogs };
  const broker = await openBroker(address);
  const bus = brokerBus({ broker, world, log, claims });
  const relaying = await relay({ logs, bus, streams: local, world, log });
  return {
    bus,
    logs,
    relayed: bus.heads,
    close: async () => {
      await relaying.close();
      await bus.close();
      await closeLogs();
    },
  };
}
