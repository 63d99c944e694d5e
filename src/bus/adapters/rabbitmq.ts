import { type Lane, SLOTS } from "#store/store.ts";
import type { Broker, BrokerAddress, From } from "../broker.ts";
import { type Pack, placeOf } from "../packs.ts";
import { startOf } from "../startOf.ts";
import { credit, expectOk, type Link, openLink } from "./rabbitmq/link.ts";
import {
  amqpOf,
  type Chunk,
  CODE,
  COMMAND,
  map,
  text,
  u16,
  u32,
  u64,
  u8,
} from "./rabbitmq/wire.ts";

/**
 * RabbitMQ streams: a stream per context, in it a named publisher per slot whose numbers are our
 * positions. So the broker itself drops what it has, and says what it holds. All of a process goes over
 * one connection, and what was open on it ends with it.
 */
type Session = {
  readonly link: Link;
  /** Which of its 256 publishers is for which lane. */
  readonly publishers: Map<string, number>;
  readonly subscriptions: Set<number>;
};

const CREDIT = 2;
const IDS = 256;

export function rabbitmqBroker(address: BrokerAddress): Broker {
  let session: Promise<Session> | undefined;
  let closed = false;
  const current = (): Promise<Session> => {
    if (closed) return Promise.reject(new Error("the bus is closed"));
    return (session ??= open(address, () => (session = undefined)));
  };
  const nameOf = (stream: string) => `${address.prefix}.${stream}`;
  return {
    resume: async (stream) => {
      const on = await current();
      await ensure(on, nameOf(stream), address.replicas);
      await Promise.all(everySlot((slot) => declare(on, nameOf(stream), slot)));
      return headsOf(on, nameOf(stream));
    },
    append: async (lane, packs) => append(await current(), nameOf(lane.stream), lane, packs),
    heads: async (stream) => headsOf(await current(), nameOf(stream)),
    tail: async function* (stream, from, signal) {
      const on = await current();
      await ensure(on, nameOf(stream), address.replicas);
      const start = await startIn(on, nameOf(stream), from);
      for await (const { first, messages } of chunksFrom(on, nameOf(stream), start, signal)) {
        for (const [index, message] of messages.entries()) {
          if (message !== undefined && first + index >= (start ?? 0)) yield message;
        }
      }
    },
    health: async () => {
      const { link } = await current();
      await link.ask(COMMAND.queryPublisherSequence, text("health"), text("health"));
    },
    close: async () => {
      closed = true;
      (await session?.catch(() => undefined))?.link.close();
    },
  };
}

async function open(address: BrokerAddress, lost: () => void): Promise<Session> {
  const { user = "guest", password = "guest" } = address;
  let failure: unknown;
  for (const { host, port } of address.servers) {
    try {
      const link = await openLink({ host, port, user, password, tls: address.tls });
      link.onClose(lost);
      return { link, publishers: new Map(), subscriptions: new Set() };
    } catch (error) {
      failure = error;
    }
  }
  lost();
  throw failure;
}

const everySlot = <T>(of: (slot: number) => T): T[] =>
  Array.from({ length: SLOTS }, (_, n) => of(n));

async function ensure({ link }: Session, name: string, replicas: number): Promise<void> {
  const copies = replicas === 1 ? {} : { "initial-cluster-size": String(replicas) };
  const { code } = await link.ask(COMMAND.create, text(name), map(copies));
  if (code !== CODE.ok && code !== CODE.streamExists) {
    throw new Error(`RabbitMQ: ${name} was not made, code ${code}`);
  }
}

/** Opens the publisher of a lane, once for each connection. */
async function declare({ link, publishers }: Session, name: string, slot: number): Promise<void> {
  const lane = `${name}/${slot}`;
  if (publishers.has(lane)) return;
  const id = publishers.size;
  publishers.set(lane, id);
  const fields = [u8(id), text(String(slot)), text(name)];
  try {
    await expectOk(link.ask(COMMAND.declarePublisher, ...fields), `a publisher of ${name}`);
  } catch (error) {
    link.close();
    throw error;
  }
}

const headsOf = ({ link }: Session, name: string): Promise<number[]> =>
  Promise.all(
    everySlot(async (slot) => {
      const fields = [text(String(slot)), text(name)];
      const { code, rest } = await link.ask(COMMAND.queryPublisherSequence, ...fields);
      if (code === CODE.streamMissing) return 0;
      if (code !== CODE.ok) throw new Error(`RabbitMQ: ${name} is not known, code ${code}`);
      return Number(rest.readBigUInt64BE(0));
    }),
  );

async function append(
  { link, publishers }: Session,
  name: string,
  { slot }: Lane,
  packs: readonly Pack[],
): Promise<void> {
  const publisher = publishers.get(`${name}/${slot}`);
  if (publisher === undefined) throw new Error(`${name}/${slot} was not resumed`);
  const kept = packs.map(({ last }) => link.confirmed(publisher, last));
  for (const pack of packs) {
    const content = amqpOf(pack.text);
    link.send(COMMAND.publish, u8(publisher), u32(1), u64(pack.last), u32(content.length), content);
  }
  await Promise.all(kept);
}

/** Chunks from a place on, or from the first one; at most as many unread as there was credit for. */
async function* chunksFrom(
  { link, subscriptions }: Session,
  name: string,
  start: number | "last" | undefined,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const id = Array.from({ length: IDS }, (_, n) => n).find((n) => !subscriptions.has(n));
  if (id === undefined) throw new Error("RabbitMQ: 256 subscriptions are open");
  subscriptions.add(id);
  const arrived: (Chunk | Error)[] = [];
  let wakeUp: () => void = () => {};
  const leave = () => wakeUp();
  const forget = link.deliver(id, (chunk) => {
    arrived.push(chunk);
    wakeUp();
  });
  signal.addEventListener("abort", leave);
  try {
    const fields = [u8(id), text(name), offsetOf(start), u16(CREDIT), map({})];
    await expectOk(link.ask(COMMAND.subscribe, ...fields), `a reader of ${name}`);
    while (!signal.aborted) {
      const next = arrived.shift();
      if (next instanceof Error) throw next;
      if (next === undefined) await new Promise<void>((resolve) => (wakeUp = resolve));
      else {
        yield next;
        credit(link, id, 1);
      }
    }
  } finally {
    signal.removeEventListener("abort", leave);
    await link.ask(COMMAND.unsubscribe, u8(id)).catch(() => undefined);
    forget();
    subscriptions.delete(id);
  }
}

function offsetOf(start: number | "last" | undefined): Buffer {
  if (start === undefined) return u16(1);
  return start === "last" ? u16(2) : Buffer.concat([u16(4), u64(start)]);
}

async function startIn(
  on: Session,
  name: string,
  from: From | undefined,
): Promise<number | undefined> {
  const heads = await headsOf(on, name);
  if (from === undefined || heads.every((head) => head === 0)) return undefined;
  const oldest = await oneChunk(on, name, undefined);
  const newest = await oneChunk(on, name, "last");
  const last = newest.first + newest.messages.length - 1;
  return startOf(from, {
    first: oldest.first,
    last,
    heads,
    packAt: async (slot, place) => {
      if (place > last) return undefined;
      const leaving = new AbortController();
      for await (const chunk of chunksFrom(on, name, place, leaving.signal)) {
        for (const [index, message] of chunk.messages.entries()) {
          const at = chunk.first + index;
          const found = message === undefined ? undefined : placeOf(message);
          if (at >= place && found?.slot === slot) return { place: at, last: found.last };
        }
        if (chunk.first + chunk.messages.length > last) return undefined;
      }
      return undefined;
    },
  });
}

async function oneChunk(on: Session, name: string, start: "last" | undefined): Promise<Chunk> {
  for await (const chunk of chunksFrom(on, name, start, new AbortController().signal)) return chunk;
  throw new Error(`RabbitMQ: ${name} ended`);
}
