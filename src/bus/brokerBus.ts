import type { Lane, Store, StoredSegment } from "#store/store.ts";
import type { Broker } from "./broker.ts";
import { type BrokerBusOptions, readingFrom } from "./brokerReading.ts";
import type { Bus } from "./bus.ts";
import { following } from "./following.ts";
import { packsOf } from "./packs.ts";

export type BrokerBus = Bus & {
  /** The last position of each slot that the broker holds now: where publishing goes on. */
  readonly resume: (stream: string) => Promise<readonly number[]>;
  /** True, once, when the broker holds less of the stream than this process knows it did. */
  readonly isShort: (stream: string) => Promise<boolean>;
  /** The last position of each slot, asked of the broker. */
  readonly heads: (stream: string) => Promise<readonly number[]>;
};

/**
 * A bus on a message broker. It appends each message of a lane once and in order, as far as it can
 * see; what a broker lost is refused here until it was published again, and what it holds twice is
 * handed on once. The positions of the log say which is which: no broker's own are trusted.
 */
export function brokerBus(options: BrokerBusOptions): BrokerBus {
  const { broker } = options;
  const { publish, resume, isShort } = publishing(broker);
  /** Asked twice: the first may find a connection that was just lost. */
  const headsOf = (stream: string) => broker.heads(stream).catch(() => broker.heads(stream));
  const readers: { readonly close: () => Promise<void> }[] = [];
  return {
    publish,
    resume,
    isShort,
    heads: headsOf,
    subscribe: async (subscription) => {
      const opened = subscription.streams.map((stream) =>
        readingFrom(stream, subscription, options),
      );
      readers.push(...opened);
      const close = async () => {
        await Promise.all(opened.map((reader) => reader.close()));
      };
      return { close };
    },
    readLog: readingLog(broker),
    lag: async (stream, from) => {
      const heads = await headsOf(stream);
      return heads.reduce((lag, head, slot) => lag + Math.max(0, head - (from[slot] ?? 0)), 0);
    },
    health: broker.health,
    close: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
      await broker.close();
    },
  };
}

/** What is known to lie on the broker is not sent again; after any failure the broker is asked. */
function publishing(broker: Broker): Pick<BrokerBus, "publish" | "resume" | "isShort"> {
  const held = new Map<string, number[]>();
  const most = new Map<string, readonly number[]>();
  const note = (stream: string, heads: readonly number[]): void => {
    const before = most.get(stream) ?? [];
    most.set(
      stream,
      heads.map((head, slot) => Math.max(head, before[slot] ?? 0)),
    );
  };
  const resume = async (stream: string): Promise<number[]> => {
    held.delete(stream);
    const heads = [...(await broker.resume(stream))];
    held.set(stream, heads);
    note(stream, heads);
    return heads;
  };
  /** The heads of a stream of which at least `before` lies on the broker. */
  const headsAfter = async ({ stream, slot }: Lane, before: number): Promise<number[]> => {
    const known = held.get(stream);
    if (known !== undefined && (known[slot] ?? 0) >= before) return known;
    const heads = await resume(stream);
    const head = heads[slot] ?? 0;
    if (head >= before) return heads;
    throw new Error(`${stream}/${slot}: the broker holds ${head}, so ${before + 1} cannot follow`);
  };
  return {
    resume,
    isShort: async (stream) => {
      const known = most.get(stream);
      if (known === undefined) return false;
      const heads = await broker.heads(stream);
      const lost = known.some((head, slot) => head > (heads[slot] ?? 0));
      if (lost) most.delete(stream);
      return lost;
    },
    publish: async (lane, segments) => {
      const [first] = segments;
      if (first === undefined) return;
      const { stream, slot } = lane;
      const heads = await headsAfter(lane, first.position - first.count);
      const packs = packsOf(lane, segments, heads[slot] ?? 0);
      const last = packs.at(-1)?.last;
      if (last === undefined) return;
      try {
        await broker.append(lane, packs);
        heads[slot] = last;
        note(stream, heads);
      } catch (error) {
        held.delete(stream);
        throw error;
      }
    },
  };
}

function readingLog(broker: Broker): Store["readLog"] {
  return async ({ stream, slot }, after, limit) => {
    const head = (await broker.heads(stream))[slot] ?? 0;
    const found: StoredSegment[] = [];
    const enough = () => (found.at(-1)?.position ?? after) >= head || found.length >= limit;
    if (enough()) return found;
    const leaving = new AbortController();
    const torn = () => {
      throw new Error(`${stream}/${slot}: the broker does not hold what follows ${after}`);
    };
    const from = new Map([[slot, after]]);
    for await (const { segments } of following(broker, stream, from, leaving.signal, torn)) {
      found.push(...segments);
      if (enough()) break;
    }
    leaving.abort();
    return found.slice(0, limit);
  };
}
