/** How a process hears the others, and tells where it stands. */
import type { Logger } from "pino";
import type { Bus } from "#bus/bus.ts";
import { openTransport, type Transport } from "#bus/transport.ts";
import type { World } from "#kernel/world.ts";
import type { Done } from "#runtime/committing.ts";
import type { Group } from "#runtime/group.ts";
import { SLOTS, type Store } from "#store/store.ts";
import type { Lag } from "./ops/operations.ts";
import type { Standing } from "./ops/testing.ts";
import { BadSetting, type Settings } from "./settings.ts";

type Closing = (() => Promise<unknown>)[];

type Around = {
  readonly world: World;
  readonly log: Logger;
  readonly closing: Closing;
  readonly configure: () => Promise<Settings>;
};

/** The bus is needed only where somebody here hears, or is heard by, another process. */
export async function openBus(
  settings: Settings,
  outside: readonly string[],
  url: string,
  local: readonly string[],
  { world, log, closing, configure }: Around,
): Promise<Transport | undefined> {
  const { BOJAGI_BUS: broker } = settings;
  let { BOJAGI_STREAMS: streams } = settings;
  if (settings.BOJAGI_CONTEXTS === undefined && broker === undefined) return undefined;
  const missing = outside.filter((stream) => streams[stream] === undefined);
  if (missing.length > 0 && broker === undefined) {
    throw new BadSetting(`BOJAGI_STREAMS does not say where the log of ${missing.join(", ")} lies`);
  }
  const urlOf = (stream: string) => (local.includes(stream) ? url : (streams[stream] ?? url));
  const transport = await openTransport({
    broker,
    local,
    url,
    urlOf,
    findLogs: async () => void ({ BOJAGI_STREAMS: streams } = await configure()),
    world,
    log,
  });
  closing.push(() => transport.close());
  return transport;
}

/** The logs are the stream: readers only need to hear that there is more, and of what. */
export function wakeReaders({ logs }: Transport, { stated }: Done): void {
  const types = new Map<string, Set<string>>();
  for (const { context, message } of stated) {
    const ofStream = types.get(context) ?? new Set();
    types.set(context, ofStream.add(message.type));
  }
  for (const [stream, ofStream] of types) logs.wake(stream, ofStream);
}

/** From now on what the others state arrives here. */
export async function subscribe(
  bus: Bus | undefined,
  group: Group,
  names: readonly string[],
  closing: Closing,
): Promise<void> {
  if (bus === undefined) return;
  const subscribed = await bus.subscribe({
    group: names.join("+"),
    streams: group.routing.outsideStreams,
    from: group.readFrom,
    hears: (type) => group.routing.definitionOf(type) !== undefined,
    handler: group.deliver,
  });
  closing.push(() => subscribed.close());
}

/**
 * Where each consumer here stands on each stream of the others, and what a broker still lacks of ours. A
 * broker or database that does not answer leaves only that open.
 */
export async function lagsOf(
  group: Group,
  store: Store,
  transport: Transport | undefined,
  world: World,
): Promise<readonly Lag[]> {
  const { outsideStreams, consumersOf, contexts } = group.routing;
  const lanes = outsideStreams.flatMap((stream) =>
    consumersOf(stream).map((consumer) => ({ consumer, stream })),
  );
  const heard = lanes.map(async ({ consumer, stream }): Promise<Lag> => {
    const written = await store.watermarks(consumer, stream);
    const from = written.map((position, slot) =>
      Math.max(position, group.seen(consumer, stream, slot)),
    );
    const behind = transport === undefined ? 0 : await told(transport.bus.lag(stream, from), world);
    return { consumer, stream, from, applied: sum(from), behind };
  });
  const relayed = transport?.relayed;
  const sent = (relayed === undefined ? [] : contexts).map(async (stream): Promise<Lag> => {
    const heads = await store.heads(stream);
    const from = relayed && (await told(relayed(stream), world));
    const behind = from && sum(heads.map((head, slot) => Math.max(0, head - (from[slot] ?? 0))));
    return { consumer: "bus", stream, from: from ?? [], applied: sum(from ?? []), behind };
  });
  return Promise.all([...heard, ...sent]);
}

/** The same from memory, and without a question to any other database: for tests. */
export async function standingOf(group: Group, store: Store): Promise<Standing> {
  const { outsideStreams, consumersOf, contexts } = group.routing;
  const heard = outsideStreams.flatMap((stream) =>
    consumersOf(stream).map((consumer) => ({ consumer, stream })),
  );
  const slots = Array.from({ length: SLOTS }, (_, slot) => slot);
  // Where all contexts are here, nobody reads these logs.
  const heads = heard.length === 0 ? [] : contexts;
  return {
    waiting: group.waiting(),
    heads: await Promise.all(
      heads.map(async (stream) => ({ stream, positions: await store.heads(stream) })),
    ),
    seen: heard.map(({ consumer, stream }) => ({
      consumer,
      stream,
      positions: slots.map((slot) => group.seen(consumer, stream, slot)),
    })),
  };
}

const sum = (positions: readonly number[]): number =>
  positions.reduce((total, position) => total + position, 0);

const TOLD_WITHIN_MS = 3_000;

/** What is answered soon; else undefined. */
function told<T>(asked: Promise<T>, world: World): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = world.after(TOLD_WITHIN_MS, () => resolve(undefined));
    void asked.then(resolve, () => resolve(undefined)).finally(cancel);
  });
}

/** Reads a log wherever it lies. */
export const readLogOf =
  (group: Group, store: Store, bus: Bus | undefined): Store["readLog"] =>
  (lane, after, limit) =>
    bus === undefined || group.routing.isLocal(lane.stream)
      ? store.readLog(lane, after, limit)
      : bus.readLog(lane, after, limit);
