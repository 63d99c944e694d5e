import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectSecretly } from "node:tls";
import type { BrokerTls } from "../../broker.ts";
import { tlsTo } from "../tls.ts";
import {
  bytes,
  type Chunk,
  chunkIn,
  CODE,
  COMMAND,
  type Frame,
  frame,
  framesIn,
  map,
  text,
  u16,
  u32,
  u8,
} from "./wire.ts";

/** One connection that speaks the stream protocol. Once anything is wrong with it, it is closed. */
export type Link = {
  /** Sends a command and resolves with the code of its answer and what follows it. */
  readonly ask: (command: number, ...fields: readonly Buffer[]) => Promise<Answer>;
  /** Sends a command that is not answered. */
  readonly send: (command: number, ...fields: readonly Buffer[]) => void;
  /** Resolves when the broker keeps what was published last under this id; rejects when it does not. */
  readonly confirmed: (publisher: number, publishingId: number) => Promise<void>;
  /** Calls back with each chunk of a subscription, and once when no more will come. */
  readonly deliver: (subscription: number, chunk: (chunk: Chunk | Error) => void) => () => void;
  readonly onClose: (call: (reason: Error) => void) => void;
  readonly close: (reason?: Error) => void;
};
export type Answer = { readonly code: number; readonly rest: Buffer };

export type Login = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly tls: BrokerTls | undefined;
};

const ANSWER_WITHIN_MS = 5_000;
/** Both sides say that they are there; who is silent for twice as long is gone. */
const HEARTBEAT_S = 5;
const VIRTUAL_HOST = "/";

type Waiting = { readonly resolve: (value: Answer) => void; readonly reject: (e: Error) => void };

export async function openLink(login: Login): Promise<Link> {
  const { host, port, tls } = login;
  const socket =
    tls === undefined
      ? connect(port, host)
      : connectSecretly({ host, port, ...(await tlsTo(host, tls)) });
  socket.setNoDelay(true);
  const link = speak(socket);
  try {
    const isOpen = tls === undefined ? "connect" : "secureConnect";
    await once(socket, isOpen, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await greet(link, login);
    return link;
  } catch (error) {
    link.close();
    throw error;
  }
}

/** Who we are, and what the server lets us do. */
async function greet(link: Link & Greeting, { user, password }: Login): Promise<void> {
  await expectOk(link.ask(COMMAND.peerProperties, map({ product: "bojagi" })), "greeted");
  await expectOk(link.ask(COMMAND.saslHandshake), "greeted");
  const secret = bytes(Buffer.from(`\0${user}\0${password}`));
  await expectOk(link.ask(COMMAND.saslAuthenticate, text("PLAIN"), secret), "let in");
  const { frameMax } = await link.tuned;
  link.send(COMMAND.tune, u32(frameMax), u32(HEARTBEAT_S));
  await expectOk(link.ask(COMMAND.open, text(VIRTUAL_HOST)), "let in");
  link.beat();
}

export async function expectOk(asked: Promise<Answer>, what: string): Promise<Answer> {
  const answer = await asked;
  if (answer.code === CODE.ok) return answer;
  throw new Error(`RabbitMQ: not ${what}, code ${answer.code}`);
}

type Greeting = {
  readonly tuned: Promise<{ readonly frameMax: number }>;
  /** Begins to say that we are here, and to expect it of the other side. */
  readonly beat: () => void;
};

function speak(socket: Socket): Link & Greeting {
  const answers = new Map<number, Waiting>();
  const confirms = new Map<string, Waiting>();
  const chunks = new Map<number, (chunk: Chunk | Error) => void>();
  const closings: ((reason: Error) => void)[] = [];
  let asked = 0;
  let closed: Error | undefined;
  let heardAt = performance.now();
  let beating: NodeJS.Timeout | undefined;
  let tune: (tuned: { readonly frameMax: number }) => void = () => {};
  const tuned = new Promise<{ readonly frameMax: number }>((resolve, reject) => {
    tune = resolve;
    closings.push(reject);
  });
  // Nobody waits for it once it has come.
  tuned.catch(() => undefined);

  const close = (reason = new Error("the connection to RabbitMQ was closed")): void => {
    if (closed !== undefined) return;
    closed = reason;
    clearInterval(beating);
    socket.destroy();
    for (const { reject } of [...answers.values(), ...confirms.values()]) reject(reason);
    for (const tell of chunks.values()) tell(reason);
    for (const call of closings) call(reason);
  };
  const send = (command: number, ...fields: readonly Buffer[]): void => {
    if (closed === undefined) socket.write(frame(command, ...fields));
  };
  /** What takes too long makes the whole connection suspect. */
  const waitIn = <Key>(waiting: Map<Key, Waiting>, key: Key): Promise<Answer> =>
    new Promise<Answer>((resolve, reject) => {
      if (closed !== undefined) return reject(closed);
      const late = () => close(new Error("RabbitMQ does not answer"));
      const timer = setTimeout(late, ANSWER_WITHIN_MS);
      const end = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          waiting.delete(key);
          settle(value);
        };
      };
      waiting.set(key, { resolve: end(resolve), reject: end(reject) });
    });

  const hear = ({ command, isAnswer, rest }: Frame): void => {
    if (command === COMMAND.deliver) chunks.get(rest.readUInt8(0))?.(chunkIn(rest.subarray(1)));
    else if (command === COMMAND.publishConfirm || command === COMMAND.publishError) {
      confirm(confirms, command, rest);
    } else if (command === COMMAND.tune) tune({ frameMax: rest.readUInt32BE(0) });
    else if (command === COMMAND.heartbeat || command === COMMAND.credit) return;
    else if (isAnswer) {
      const answer = { code: rest.readUInt16BE(4), rest: rest.subarray(6) };
      answers.get(rest.readUInt32BE(0))?.resolve(answer);
    } else
      close(new Error(`RabbitMQ ended it, ${rest.toString("latin1").replace(/[^ -~]+/g, " ")}`));
  };
  let left: Buffer = Buffer.alloc(0);
  socket.on("data", (data) => {
    heardAt = performance.now();
    const read = framesIn(left.length === 0 ? data : Buffer.concat([left, data]));
    left = read.left;
    for (const heard of read.frames) hear(heard);
  });
  socket.on("error", close);
  socket.on("close", () => close());

  return {
    ask: (command, ...fields) => {
      const number = ++asked;
      const answer = waitIn(answers, number);
      send(command, u32(number), ...fields);
      return answer;
    },
    send,
    confirmed: async (publisher, publishingId) => {
      const { code } = await waitIn(confirms, `${publisher} ${publishingId}`);
      if (code !== CODE.ok) throw new Error(`RabbitMQ: not kept, code ${code}`);
    },
    deliver: (subscription, chunk) => {
      chunks.set(subscription, chunk);
      if (closed !== undefined) chunk(closed);
      return () => chunks.delete(subscription);
    },
    onClose: (call) => closings.push(call),
    close,
    tuned,
    beat: () => {
      beating = setInterval(() => {
        send(COMMAND.heartbeat);
        const silentMs = performance.now() - heardAt;
        if (silentMs > HEARTBEAT_S * 2_500) close(new Error("RabbitMQ is silent"));
      }, HEARTBEAT_S * 1_000);
    },
  };
}

function confirm(confirms: Map<string, Waiting>, command: number, rest: Buffer): void {
  const publisher = rest.readUInt8(0);
  const count = rest.readUInt32BE(1);
  const isKept = command === COMMAND.publishConfirm;
  const size = isKept ? 8 : 10;
  for (let at = 5; at < 5 + count * size; at += size) {
    const code = isKept ? CODE.ok : rest.readUInt16BE(at + 8);
    confirms
      .get(`${publisher} ${rest.readBigUInt64BE(at)}`)
      ?.resolve({ code, rest: Buffer.alloc(0) });
  }
}

export const credit = (link: Link, subscription: number, chunks: number): void =>
  link.send(COMMAND.credit, u8(subscription), u16(chunks));
