import {
  CompressionAlgorithms,
  type Connection,
  deleteRecordsV2,
  fetchV17,
  metadataV12,
  NumericMap,
  produceV11,
  ProduceAcks,
} from "@platformatic/kafka";
import type { Lane } from "#store/store.ts";
import type { Broker, BrokerAddress, From } from "../broker.ts";
import { CONTENT_TYPE, type Pack, placeOf } from "../packs.ts";
import { startOf } from "../startOf.ts";
import { ANSWER_WITHIN_MS, openSession, type Session, type Topic } from "./kafka/session.ts";
import { byLeader, EARLIEST, ensured, everySlot, LATEST, led, offsetsOf } from "./kafka/topics.ts";

/**
 * Apache Kafka 4: a topic per context, a partition per slot, no consumer groups. An append that does
 * not land where the last one ended has found another writer, or a topic that lost some: what the lane
 * holds is thrown away then, and published again from the log.
 */
const WAIT_FOR_NEWS_MS = 4_000;
/** While leaders are apart, none may keep the others waiting. */
const WAIT_FOR_ONE_OF_MANY_MS = 100;
const FETCH_BYTES = 1_000_000;
const EVERYTHING = -1n;

export function kafkaBroker(address: BrokerAddress): Broker {
  let session: Promise<Session> | undefined;
  let closed = false;
  const current = (): Promise<Session> => {
    if (closed) return Promise.reject(new Error("the bus is closed"));
    return (session ??= openSession(address, () => (session = undefined)));
  };
  const nameOf = (stream: string) => `${address.prefix}.${stream}`;
  /** Leaders move and topics come anew: after any failure both are asked for again. */
  const attempt = async <T>(act: (on: Session) => Promise<T>): Promise<T> => {
    const on = await current();
    try {
      return await act(on);
    } catch (error) {
      on.topics.clear();
      throw error;
    }
  };
  return {
    resume: (stream) =>
      attempt(async (on) => {
        const topic = await ensured(on, nameOf(stream), address.replicas);
        const ends = await offsetsOf(on, topic, LATEST);
        for (const [slot, end] of ends.entries()) on.ends.set(`${topic.name}/${slot}`, end);
        return headsOf(on, topic);
      }),
    append: (lane, packs) => attempt((on) => append(on, nameOf(lane.stream), lane, packs)),
    heads: (stream) =>
      attempt(async (on) => {
        const topic = await led(on, nameOf(stream), "tell");
        return topic === undefined ? everySlot(() => 0) : headsOf(on, topic);
      }),
    tail: async function* (stream, from, signal) {
      const on = await current();
      try {
        const topic = await ensured(on, nameOf(stream), address.replicas);
        yield* tail(on, topic, from, signal);
      } catch (error) {
        on.topics.clear();
        throw error;
      }
    },
    health: () =>
      attempt(async ({ seed }) => {
        await metadataV12.api.async(seed, [], false, false);
      }),
    close: async () => {
      closed = true;
      (await session?.catch(() => undefined))?.close();
    },
  };
}

async function headsOf(on: Session, topic: Topic): Promise<number[]> {
  const [first, ends] = await Promise.all([
    offsetsOf(on, topic, EARLIEST),
    offsetsOf(on, topic, LATEST),
  ]);
  return Promise.all(
    everySlot(async (slot) => {
      const end = ends[slot] ?? 0n;
      if (end <= (first[slot] ?? 0n)) return 0;
      return (await packAt(on, topic, slot, end - 1n))?.last ?? 0;
    }),
  );
}

/** The pack at an offset, or the next one. */
async function packAt(on: Session, topic: Topic, slot: number, offset: bigint) {
  const link = await on.node(topic.leaders[slot] ?? -1);
  const [read] = await fetched(link, topic, new Map([[slot, offset]]), 0);
  const place = read === undefined ? undefined : placeOf(read.text);
  return read === undefined || place === undefined
    ? undefined
    : { place: Number(read.offset), last: place.last };
}

async function append(
  on: Session,
  name: string,
  { slot }: Lane,
  packs: readonly Pack[],
): Promise<void> {
  const topic = await led(on, name, "tell");
  const end = on.ends.get(`${name}/${slot}`);
  if (topic === undefined || end === undefined) throw new Error(`${name}/${slot} was not resumed`);
  const link = await on.node(topic.leaders[slot] ?? -1);
  const headers = new Map([[Buffer.from("content-type"), Buffer.from(CONTENT_TYPE)]]);
  const records = packs.map(({ text }) => ({
    topic: name,
    partition: slot,
    value: Buffer.from(text),
    headers,
  }));
  const answer = await produceV11.api.async(link, ProduceAcks.ALL, ANSWER_WITHIN_MS, records, {
    compression: CompressionAlgorithms.NONE,
    producerId: -1n,
    producerEpoch: -1,
    firstSequence: -1,
    sequences: new NumericMap(),
  });
  const landed =
    typeof answer === "boolean"
      ? undefined
      : answer.responses[0]?.partitionResponses[0]?.baseOffset;
  if (landed === end) {
    on.ends.set(`${name}/${slot}`, end + BigInt(packs.length));
    return;
  }
  on.ends.delete(`${name}/${slot}`);
  const all = [{ name, partitions: [{ partitionIndex: slot, offset: EVERYTHING }] }];
  await deleteRecordsV2.api.async(link, all, ANSWER_WITHIN_MS);
  throw new Error(`${name}/${slot} ended at ${landed}, not at ${end}: it is published again`);
}

async function* tail(
  on: Session,
  topic: Topic,
  from: From | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const next = await startsOf(on, topic, from);
  const leaders = [...byLeader(topic, [...next.keys()])];
  const waitMs = leaders.length === 1 ? WAIT_FOR_NEWS_MS : WAIT_FOR_ONE_OF_MANY_MS;
  const links = await Promise.all(leaders.map(([leader]) => on.fetching(leader)));
  const leave = () => links.forEach(on.release);
  signal.addEventListener("abort", leave);
  try {
    while (!signal.aborted) {
      const rounds = leaders.map(([, slots], index) => {
        const wanted = new Map(slots.map((slot) => [slot, next.get(slot) ?? 0n]));
        return fetched(links[index] as Connection, topic, wanted, waitMs);
      });
      for (const { slot, offset, text } of (await Promise.all(rounds)).flat()) {
        next.set(slot, offset + 1n);
        yield text;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", leave);
    leave();
  }
}

type Read = { readonly slot: number; readonly offset: bigint; readonly text: string };

async function fetched(
  link: Connection,
  { id: topicId }: Topic,
  wanted: ReadonlyMap<number, bigint>,
  waitMs: number,
): Promise<readonly Read[]> {
  const partitions = [...wanted].map(([partition, fetchOffset]) => ({
    partition,
    fetchOffset,
    currentLeaderEpoch: -1,
    lastFetchedEpoch: -1,
    partitionMaxBytes: FETCH_BYTES,
  }));
  const topics = [{ topicId, partitions }];
  const { responses } = await fetchV17.api.async(
    link,
    waitMs,
    1,
    FETCH_BYTES,
    0,
    0,
    -1,
    topics,
    [],
    "",
  );
  return responses
    .flatMap((topic) => topic.partitions)
    .flatMap(({ partitionIndex: slot, records = [] }) =>
      records.flatMap(({ firstOffset, records: some }) =>
        some.map(({ offsetDelta, value }) => {
          const offset = firstOffset + BigInt(offsetDelta);
          return { slot, offset, text: value?.toString() ?? "" };
        }),
      ),
    )
    .filter(({ slot, offset }) => offset >= (wanted.get(slot) ?? 0n));
}

async function startsOf(
  on: Session,
  topic: Topic,
  from: From | undefined,
): Promise<Map<number, bigint>> {
  const [firsts, ends] = await Promise.all([
    offsetsOf(on, topic, EARLIEST),
    offsetsOf(on, topic, LATEST),
  ]);
  if (from === undefined) return new Map(firsts.entries());
  const heads = await headsOf(on, topic);
  const starts = [...from].map(async ([slot, position]) => {
    const start = await startOf(new Map([[slot, position]]), {
      first: Number(firsts[slot]),
      last: Number(ends[slot]) - 1,
      heads,
      packAt: (_, place) => packAt(on, topic, slot, BigInt(place)),
    });
    return [slot, BigInt(start)] as const;
  });
  return new Map(await Promise.all(starts));
}
