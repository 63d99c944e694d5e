import { brokerBus } from "#bus/brokerBus.ts";
import { brokerAddress, openBroker } from "#bus/brokers.ts";
import type { Claims } from "#bus/bus.ts";
import type { Message } from "#kernel/message.ts";
import { realWorld } from "#kernel/world.ts";
import { silent } from "#runtime/log.ts";
import { parseSegment, SLOTS } from "#store/store.ts";

/** Somebody of whom the platform has never heard: a group of one, with nothing but the broker. */
const ALONE: Claims = {
  claim: () => Promise.resolve(true),
  release: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Hears all of some streams from their first message on, in a list that grows. */
export async function listenTo(url: string, streams: readonly string[]) {
  const address = brokerAddress(url);
  if (address === undefined) throw new Error(`${url} is no broker`);
  const broker = await openBroker(address);
  const bus = brokerBus({ broker, world: realWorld(), log: silent, claims: ALONE });
  const heard: Message[] = [];
  await bus.subscribe({
    group: "strangers",
    streams,
    from: () => Promise.resolve(Array.from({ length: SLOTS }, () => 0)),
    handler: async (_lane, segments) => {
      heard.push(...segments.flatMap(parseSegment));
    },
  });
  return { heard, close: bus.close };
}
