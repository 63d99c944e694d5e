/** A topic per context, a partition per slot, and who leads them now. */
import { setTimeout as delay } from "node:timers/promises";
import { createTopicsV7, listOffsetsV9, metadataV12, ResponseError } from "@platformatic/kafka";
import { SLOTS } from "#store/store.ts";
import { ANSWER_WITHIN_MS, type Session, type Topic } from "./session.ts";

const LEADERS_TRIED_EVERY_MS = 50;
const LEADERS_TRIED_MAX = 60;
const UNKNOWN_TOPIC = 3;
export const LATEST = -1n;
export const EARLIEST = -2n;

export const everySlot = <T>(of: (slot: number) => T): T[] =>
  Array.from({ length: SLOTS }, (_, n) => of(n));

/** A topic as Kafka names it now; undefined when it is not there. */
async function topicNamed(on: Session, name: string): Promise<Topic | undefined> {
  const answer = await answered(metadataV12.api.async(on.seed, [name], false, false));
  const found = answer.topics.find((topic) => topic.name === name);
  if (found === undefined || found.errorCode === UNKNOWN_TOPIC) return undefined;
  const leaders = everySlot(
    (slot) =>
      found.partitions.find(({ partitionIndex }) => partitionIndex === slot)?.leaderId ?? -1,
  );
  if (leaders.includes(-1)) throw new Error(`Kafka: ${name} has no leader now`);
  return { name, id: found.topicId, leaders };
}

/** What Kafka says of single topics comes as an error with the answer in it. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const { response } = error as { readonly response?: T };
    if (error instanceof ResponseError && response !== undefined) return response;
    throw error;
  }
}

/** The topic, which is made where it is not there. */
export async function ensured(on: Session, name: string, replicas: number): Promise<Topic> {
  const known = await led(on, name, "tell");
  if (known !== undefined) return known;
  const made = {
    name,
    numPartitions: SLOTS,
    replicationFactor: replicas,
    assignments: [],
    configs: [{ name: "retention.ms", value: "-1" }],
  };
  await answered(createTopicsV7.api.async(on.seed, [made], ANSWER_WITHIN_MS, false));
  const topic = await led(on, name, "wait");
  if (topic === undefined) throw new Error(`Kafka: ${name} is not there yet`);
  return topic;
}

/** A topic that was just made is known before its leaders know that they lead it. */
export async function led(
  on: Session,
  name: string,
  missing: "tell" | "wait",
): Promise<Topic | undefined> {
  const known = on.topics.get(name);
  if (known !== undefined) return known;
  for (let tries = 1; ; tries++) {
    try {
      const topic = await topicNamed(on, name);
      if (topic !== undefined) {
        await offsetsOf(on, topic, LATEST);
        on.topics.set(name, topic);
        return topic;
      }
      if (missing === "tell" || tries === LEADERS_TRIED_MAX) return undefined;
    } catch (error) {
      if (tries === LEADERS_TRIED_MAX) throw error;
    }
    await delay(LEADERS_TRIED_EVERY_MS);
  }
}

/** Slots by the node that leads them. */
export function byLeader(
  { leaders }: Topic,
  slots: readonly number[],
): ReadonlyMap<number, number[]> {
  const grouped = new Map<number, number[]>();
  for (const slot of slots) {
    const leader = leaders[slot] ?? -1;
    grouped.set(leader, [...(grouped.get(leader) ?? []), slot]);
  }
  return grouped;
}

/** Of each slot, where it begins or ends. */
export async function offsetsOf(on: Session, topic: Topic, timestamp: bigint): Promise<bigint[]> {
  const offsets = everySlot(() => 0n);
  const all = byLeader(
    topic,
    everySlot((slot) => slot),
  );
  for (const [leader, slots] of all) {
    const partitions = slots.map((partitionIndex) => ({
      partitionIndex,
      currentLeaderEpoch: -1,
      timestamp,
    }));
    const { topics } = await listOffsetsV9.api.async(await on.node(leader), -1, 0, [
      { name: topic.name, partitions },
    ]);
    for (const { partitionIndex, offset } of topics[0]?.partitions ?? []) {
      offsets[partitionIndex] = offset;
    }
  }
  return offsets;
}
