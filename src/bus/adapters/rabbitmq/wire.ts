/**
 * Frames of RabbitMQ's stream protocol, as far as we speak it: a length, a command with its version,
 * and mostly a number that answers bear too.
 * https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbitmq_stream/docs/PROTOCOL.adoc
 */
export const COMMAND = {
  declarePublisher: 0x01,
  publish: 0x02,
  publishConfirm: 0x03,
  publishError: 0x04,
  queryPublisherSequence: 0x05,
  subscribe: 0x07,
  deliver: 0x08,
  credit: 0x09,
  unsubscribe: 0x0c,
  create: 0x0d,
  metadataUpdate: 0x10,
  peerProperties: 0x11,
  saslHandshake: 0x12,
  saslAuthenticate: 0x13,
  tune: 0x14,
  open: 0x15,
  close: 0x16,
  heartbeat: 0x17,
} as const;

export const CODE = { ok: 1, streamMissing: 2, streamExists: 5 } as const;

const VERSION = 1;
const IS_ANSWER = 0x8000;

/** Fields of a frame, one after the other. */
export const u8 = (value: number): Buffer => Buffer.from([value]);
export const u16 = (value: number): Buffer => {
  const field = Buffer.alloc(2);
  field.writeUInt16BE(value);
  return field;
};
export const u32 = (value: number): Buffer => {
  const field = Buffer.alloc(4);
  field.writeUInt32BE(value);
  return field;
};
export const u64 = (value: number): Buffer => {
  const field = Buffer.alloc(8);
  field.writeBigUInt64BE(BigInt(value));
  return field;
};
export const text = (value: string): Buffer =>
  Buffer.concat([u16(Buffer.byteLength(value)), Buffer.from(value)]);
export const bytes = (value: Buffer): Buffer => Buffer.concat([u32(value.length), value]);
export const map = (entries: Readonly<Record<string, string>>): Buffer => {
  const all = Object.entries(entries);
  return Buffer.concat([
    u32(all.length),
    ...all.flatMap(([key, value]) => [text(key), text(value)]),
  ]);
};

export function frame(command: number, ...fields: readonly Buffer[]): Buffer {
  const content = Buffer.concat([u16(command), u16(VERSION), ...fields]);
  return Buffer.concat([u32(content.length), content]);
}

export type Frame = { readonly command: number; readonly isAnswer: boolean; readonly rest: Buffer };

/** The whole frames at the beginning of what arrived, and what is left. */
export function framesIn(arrived: Buffer): { readonly frames: Frame[]; readonly left: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  while (arrived.length - at >= 4) {
    const end = at + 4 + arrived.readUInt32BE(at);
    if (arrived.length < end) break;
    const key = arrived.readUInt16BE(at + 4);
    const command = key & ~IS_ANSWER;
    frames.push({ command, isAnswer: key >= IS_ANSWER, rest: arrived.subarray(at + 8, end) });
    at = end;
  }
  return { frames, left: arrived.subarray(at) };
}

const CHUNK_HEAD_BYTES = 48;
const SUB_BATCH = 0x80;

export type Chunk = { readonly first: number; readonly messages: readonly (string | undefined)[] };

/** A chunk as it was delivered: the offset of its first message, and the text of each. */
export function chunkIn(delivered: Buffer): Chunk {
  const count = delivered.readUInt16BE(2);
  const first = Number(delivered.readBigUInt64BE(24));
  const messages: (string | undefined)[] = [];
  let at = CHUNK_HEAD_BYTES;
  for (let entry = 0; entry < count; entry++) {
    const mark = delivered.readUInt8(at);
    if (mark >= SUB_BATCH) {
      // Several in one, perhaps compressed: somebody else wrote them.
      const records = delivered.readUInt16BE(at + 1);
      messages.push(...Array.from({ length: records }, () => undefined));
      at += 11 + delivered.readUInt32BE(at + 7);
    } else {
      const length = delivered.readUInt32BE(at);
      messages.push(textIn(delivered.subarray(at + 4, at + 4 + length)));
      at += 4 + length;
    }
  }
  return { first, messages };
}

/** A text as the data section of an AMQP 1.0 message, which is what all clients of streams expect. */
export const amqpOf = (content: string): Buffer => {
  const data = Buffer.from(content);
  return Buffer.concat([Buffer.from([0x00, 0x53, 0x75, 0xb0]), u32(data.length), data]);
};

function textIn(message: Buffer): string | undefined {
  const isData = message.subarray(0, 3).equals(Buffer.from([0x00, 0x53, 0x75]));
  if (!isData) return undefined;
  return message.subarray(message[3] === 0xb0 ? 8 : 5).toString();
}
