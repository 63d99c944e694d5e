import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  StorageType,
  type StoredMsg,
} from "@nats-io/jetstream";
import { connect, headers, type NatsConnection, nanos } from "@nats-io/transport-node";
import { type Lane, SLOTS } from "#store/store.ts";
import type { Broker, BrokerAddress, From } from "../broker.ts";
import { CONTENT_TYPE, type Pack, placeOf } from "../packs.ts";
import { startOf } from "../startOf.ts";
import { pemOf } from "./tls.ts";

/**
 * NATS with JetStream: a stream per context, a subject per slot. An append names the message that it
 * follows, so that two writers, or a server that lost some, are refused by the server itself. Readers
 * are short-lived consumers without acknowledgements: where they stand is in their database.
 */
const ANSWER_WITHIN_MS = 5_000;
const PING_EVERY_MS = 5_000;
const PACKS_AT_ONCE = 100;
const PULL_FOR_MS = 10_000;
/** A consumer whose reader is gone is forgotten by the server. */
const FORGET_AFTER_MS = 60_000;

type Link = {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly client: JetStreamClient;
  /** The server's number of the last message of each lane, as this connection knows it. */
  readonly ends: Map<string, number>;
};

export function natsBroker(address: BrokerAddress): Broker {
  const names = namesIn(address.prefix);
  let link: Promise<Link> | undefined;
  let closed = false;
  const linked = (): Promise<Link> => {
    if (closed) return Promise.reject(new Error("the bus is closed"));
    return (link ??= open(address, () => (link = undefined)));
  };
  return {
    resume: async (stream) => {
      const { manager, ends } = await linked();
      await ensure(manager, names, stream, address.replicas);
      const lasts = await lastOfEach(manager, names, stream);
      for (const [slot, last] of lasts.entries()) {
        ends.set(names.subjectOf({ stream, slot }), last?.seq ?? 0);
      }
      return lasts.map(positionOf);
    },
    append: async (lane, packs) => {
      const on = await linked();
      for (const pack of packs) await append(on, names, lane, pack);
    },
    heads: async (stream) => {
      const { manager } = await linked();
      return (await lastOfEach(manager, names, stream)).map(positionOf);
    },
    tail: async function* (stream, from, signal) {
      const on = await linked();
      await ensure(on.manager, names, stream, address.replicas);
      yield* tail(on, names, stream, from, signal);
    },
    health: async () => {
      // A flush is never refused, not even by a connection that is dead.
      await (await linked()).manager.getAccountInfo();
    },
    close: async () => {
      closed = true;
      await (await link?.catch(() => undefined))?.connection.close();
    },
  };
}

async function open(address: BrokerAddress, lost: () => void): Promise<Link> {
  const { servers, user, password, tls } = address;
  try {
    const connection = await connect({
      servers: servers.map(({ host, port }) => `${host}:${port}`),
      ...(user === undefined ? {} : { user, pass: password ?? "" }),
      // With this a server without TLS is refused.
      ...(tls === undefined ? {} : { tls: await pemOf(tls) }),
      name: "bojagi",
      // What was lost with a connection must be asked for: a new one is opened where it is needed.
      reconnect: false,
      timeout: ANSWER_WITHIN_MS,
      pingInterval: PING_EVERY_MS,
    });
    void connection.closed().then(lost);
    const manager = await jetstreamManager(connection, { checkAPI: false });
    return { connection, manager, client: manager.jetstream(), ends: new Map() };
  } catch (error) {
    lost();
    throw error;
  }
}

type Names = ReturnType<typeof namesIn>;
const namesIn = (prefix: string) => ({
  nameOf: (stream: string) => `${prefix}-${stream}`,
  subjectsOf: (stream: string) => `${prefix}.${stream}.*`,
  subjectOf: ({ stream, slot }: Lane) => `${prefix}.${stream}.${slot}`,
});
const everySlot = <T>(of: (slot: number) => T): T[] =>
  Array.from({ length: SLOTS }, (_, n) => of(n));

/** As it is where it is there: an operator may have given it limits. */
async function ensure(
  manager: JetStreamManager,
  { nameOf, subjectsOf }: Names,
  stream: string,
  replicas: number,
): Promise<void> {
  const name = nameOf(stream);
  try {
    await manager.streams.info(name);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await manager.streams.add({
      name,
      subjects: [subjectsOf(stream)],
      storage: StorageType.File,
      allow_direct: true,
      num_replicas: replicas,
    });
  }
}

async function lastOfEach(
  manager: JetStreamManager,
  { nameOf, subjectOf }: Names,
  stream: string,
): Promise<(StoredMsg | undefined)[]> {
  const name = nameOf(stream);
  const lastIn = async (slot: number): Promise<StoredMsg | undefined> => {
    const subject = subjectOf({ stream, slot });
    try {
      return (await manager.streams.getMessage(name, { last_by_subj: subject })) ?? undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  return Promise.all(everySlot(lastIn));
}

const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;

const positionOf = (message: StoredMsg | undefined): number =>
  (message === undefined ? undefined : placeOf(message.string()))?.last ?? 0;

async function append(
  { client, ends }: Link,
  { nameOf, subjectOf }: Names,
  lane: Lane,
  { text }: Pack,
): Promise<void> {
  const subject = subjectOf(lane);
  const lastSubjectSequence = ends.get(subject);
  if (lastSubjectSequence === undefined) throw new Error(`${subject} was not resumed`);
  const named = headers();
  named.set("Content-Type", CONTENT_TYPE);
  const { seq } = await client.publish(subject, text, {
    headers: named,
    timeout: ANSWER_WITHIN_MS,
    expect: { streamName: nameOf(lane.stream), lastSubjectSequence },
  });
  ends.set(subject, seq);
}

async function* tail(
  { connection, manager, client }: Link,
  names: Names,
  stream: string,
  from: From | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const name = names.nameOf(stream);
  const { name: consumerName } = await manager.consumers.add(name, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: Math.max(1, await startIn(manager, names, stream, from)),
    inactive_threshold: nanos(FORGET_AFTER_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  const consumer = await client.consumers.get(name, consumerName);
  try {
    while (!signal.aborted) {
      const batch = await consumer.fetch({ max_messages: PACKS_AT_ONCE, expires: PULL_FOR_MS });
      const leave = () => batch.stop();
      signal.addEventListener("abort", leave);
      try {
        for await (const message of batch) yield message.string();
      } finally {
        signal.removeEventListener("abort", leave);
        batch.stop();
      }
      if (connection.isClosed()) throw new Error("the connection to NATS was lost");
    }
  } finally {
    if (!connection.isClosed())
      await manager.consumers.delete(name, consumerName).catch(() => false);
  }
}

async function startIn(
  manager: JetStreamManager,
  names: Names,
  stream: string,
  from: From | undefined,
): Promise<number> {
  const name = names.nameOf(stream);
  const { state } = await manager.streams.info(name);
  if (from === undefined) return state.first_seq;
  return startOf(from, {
    first: state.first_seq,
    last: state.last_seq,
    heads: (await lastOfEach(manager, names, stream)).map(positionOf),
    packAt: async (slot, seq) => {
      const next_by_subj = names.subjectOf({ stream, slot });
      const message = await manager.direct.getMessage(name, { seq, next_by_subj });
      return message === null ? undefined : { place: message.seq, last: positionOf(message) };
    },
  });
}
