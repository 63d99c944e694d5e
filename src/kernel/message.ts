import type { Type } from "typebox";
import { type Codec, codecOf } from "./codec.ts";
import {
  anything,
  count,
  instant,
  optional,
  record,
  type Shape,
  text,
  tolerant,
  type ValueOf,
} from "./schema.ts";

export type Kind = "fact" | "command";

/** Who asked: known from the token only, carried along for history and audit. */
export type Actor = {
  readonly role: "guest" | "member" | "seller" | "operator" | "system";
  readonly memberId?: string;
  readonly partnerId?: string;
};

/**
 * Something that happened (a fact, stated by its owner) or is asked for (a command, addressed to its
 * owner). The owner is the first word of the type: `order.placed` is stated by order, `wallet.debit`
 * is addressed to wallet.
 */
export type Message<Body = unknown> = {
  readonly id: string;
  readonly type: string;
  /** The version of the body's shape. */
  readonly version: number;
  /** When it was stated, by the clock reading of its batch. */
  readonly at: number;
  /** The partition key: messages of one key keep their order. */
  readonly key: string;
  /** The id of the request or deadline that began it all. */
  readonly correlation: string;
  /** The id of the message it answers. */
  readonly cause: string;
  readonly requestId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly actor: Actor;
  readonly body: Body;
};

/** A message not yet stated: the runtime adds the rest of the envelope. */
export type Draft = { readonly definition: Definition; readonly body: unknown };

export type Definition<Body = unknown> = {
  readonly type: string;
  readonly kind: Kind;
  readonly context: string;
  readonly version: number;
  readonly shape: Shape;
  readonly keyOf: (body: Body) => string;
  readonly codec: Codec<Body>;
  /** The whole message as JSON text, as it stands in the log. */
  readonly encode: (message: Message<Body>) => string;
};

/** What a definition says of itself, whatever its body: enough to route by. */
export type Declared = {
  readonly type: string;
  readonly kind: Kind;
  readonly context: string;
  readonly version: number;
  readonly shape: Shape;
};

export type MessageType<Body> = Definition<Body> & ((body: Body) => Draft);
export type BodyOf<M> = M extends Definition<infer Body> ? Body : never;

type Fields = Record<string, Shape>;
type BodyFrom<F extends Fields> = ValueOf<ReturnType<typeof Type.Object<F>>>;

/** Declares a fact: its type in the past tense, the field that is its partition key, its fields. */
export const fact = <F extends Fields>(
  type: string,
  key: keyof BodyFrom<F> & string,
  fields: F,
): MessageType<BodyFrom<F>> => define("fact", type, key, fields);

/** Declares a command: its type in the imperative, the field that is its partition key, its fields. */
export const command = <F extends Fields>(
  type: string,
  key: keyof BodyFrom<F> & string,
  fields: F,
): MessageType<BodyFrom<F>> => define("command", type, key, fields);

function define<F extends Fields>(
  kind: Kind,
  type: string,
  key: string,
  fields: F,
): MessageType<BodyFrom<F>> {
  type Body = BodyFrom<F>;
  const shape = record(fields);
  let readable: Codec<unknown> | undefined;
  const fits = (parsed: unknown) => (readable ??= codecOf(tolerant(shape))).fits(parsed);
  const codec = { ...codecOf(shape), fits } as unknown as Codec<Body>;
  const envelope = codecOf(envelopeOf(shape));
  const definition: Definition<Body> = {
    type,
    kind,
    context: type.slice(0, type.indexOf(".")),
    version: 1,
    shape,
    keyOf: (body) => (body as Record<string, string>)[key] as string,
    codec,
    encode: (message) => envelope.encode(message as never),
  };
  const draft = (body: Body): Draft => ({
    definition: draft as unknown as Definition,
    body,
  });
  return Object.assign(draft, definition);
}

const envelopeOf = (body: Shape) =>
  record({
    id: text(64),
    type: text(100),
    version: count(1),
    at: instant(),
    key: text(200),
    correlation: text(100),
    cause: text(100),
    requestId: optional(text(200)),
    traceparent: optional(text(100)),
    actor: record({
      role: text(20),
      memberId: optional(text(20)),
      partnerId: optional(text(20)),
    }),
    body,
  });

const anyEnvelope = codecOf(tolerant(envelopeOf(anything())));

/** Why a message of another process cannot be read. */
export type Unreadable = { readonly unreadable: string };

/** Whether a parsed JSON value is a message at all. Its body is not looked at. */
export const isMessage = (parsed: unknown): parsed is Message => anyEnvelope.fits(parsed);

/**
 * Checks the body of a message that came as JSON and turns its amounts into bigint. Fields of which only
 * a newer build knows may be there, and are written nowhere.
 */
export function readBody<Body>(
  definition: Definition<Body>,
  parsed: Message,
): Message<Body> | Unreadable {
  if (parsed.version !== definition.version) {
    return {
      unreadable: `version ${parsed.version} of ${definition.type} is not known here`,
    };
  }
  if (!definition.codec.fits(parsed.body)) {
    return {
      unreadable: `the body does not fit the shape of ${definition.type}`,
    };
  }
  return { ...parsed, body: definition.codec.revive(parsed.body) };
}
