import type { BrokerBus } from "./brokerBus.ts";
import type { Bus, Subscribed } from "./bus.ts";

/**
 * Publishes the logs of this process's contexts on a broker, as a reader of those logs like any other:
 * woken by the same notices, sharing lanes with its twins, reading a lane again from what `resume`
 * says after any failure. Where it stands is what the broker holds, so nothing is written down here,
 * and a broker that lost some, or all, is told again.
 */
export const relay = (logs: Bus, bus: BrokerBus, streams: readonly string[]): Promise<Subscribed> =>
  logs.subscribe({ group: "relay", streams, from: bus.resume, handler: bus.publish });
