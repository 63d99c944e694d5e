import { codecOf } from "#kernel/codec.ts";
import type { Declared } from "#kernel/message.ts";
import { anything, count, matching, oneOf, optional, record, text } from "#kernel/schema.ts";
import { SLOTS } from "#store/store.ts";
import { printed } from "./contracts.ts";
import { contexts, messages, messagesOf } from "./messages.ts";

type Json = Readonly<Record<string, unknown>>;

/** What the processes of the platform say to each other on a broker: an AsyncAPI 3 document as text. */
export const asyncApiDocument = (): string =>
  printed({
    asyncapi: "3.0.0",
    info: { title: "Bojagi", version: "1", description: DESCRIPTION },
    defaultContentType: "application/cloudevents-batch+json",
    servers: SERVERS,
    channels: Object.fromEntries(contexts.map(({ name }) => [name, channelOf(name)])),
    operations: Object.fromEntries([
      ...contexts.map(({ name }) => [`${name}States`, statingOf(name)] as const),
      ...contexts.flatMap(({ name }) => hearingsOf(name)),
    ]),
    components: {
      messages: Object.fromEntries(messages.map((message) => [message.type, messageOf(message)])),
      schemas: { CloudEvent: EVENT },
    },
  });

const DESCRIPTION =
  "What BOJAGI_BUS carries: a stream for each context with the facts that it states and the commands " +
  "that it sends. A record on the broker is an array of CloudEvents 1.0 of one slot, in order; a message " +
  "here is one of them. Positions in a slot are dense, so a repetition is known by its sequence. Amounts " +
  "are integers in minor units, instants in data are milliseconds since 1970.";

const SERVERS: Json = {
  nats: { host: "127.0.0.1:4222", protocol: "nats", description: "NATS with JetStream." },
  rabbitmq: {
    host: "127.0.0.1:5552",
    protocol: "rabbitmq-stream",
    description: "RabbitMQ with its stream plugin.",
  },
  kafka: { host: "127.0.0.1:9092", protocol: "kafka", description: "Apache Kafka." },
};

/** One event of a record, whatever its data. */
const EVENT = record({
  specversion: oneOf("1.0"),
  source: text(200),
  slot: count(0, SLOTS - 1),
  sequence: matching("^\\d{16}$", 16),
  appliedby: optional(text(500)),
  datacontenttype: oneOf("application/json"),
  id: text(64),
  type: text(100),
  time: text(40),
  typeversion: count(1),
  partitionkey: text(200),
  correlationid: text(100),
  causationid: text(100),
  requestid: optional(text(200)),
  traceparent: optional(text(100)),
  actorrole: oneOf("guest", "member", "seller", "operator", "system"),
  actormemberid: optional(text(20)),
  actorpartnerid: optional(text(20)),
  data: anything(),
});

/** Whether what lies on a broker is such an event. */
export const isEvent = (parsed: unknown): boolean => codecOf(EVENT).fits(parsed);

const channelOf = (context: string): Json => ({
  address: `bojagi.${context}`,
  title: context,
  description: `On NATS the stream bojagi-${context}, with the subjects bojagi.${context}.0 to ${SLOTS - 1}.`,
  bindings: {
    kafka: { topic: `bojagi.${context}`, partitions: SLOTS, bindingVersion: "0.5.0" },
  },
  messages: Object.fromEntries(
    saidBy(context).map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
  ),
});

/** Its facts, and the commands that it sends to others. */
const saidBy = (context: string): readonly Declared[] => [
  ...messagesOf(context, "fact"),
  ...messages.filter(({ type }) =>
    contexts.some(
      ({ name, sends }) => name === context && sends.some((sent) => sent.type === type),
    ),
  ),
];

const statingOf = (context: string): Json => ({
  action: "send",
  title: `What ${context} says`,
  ...onChannel(context, saidBy(context)),
});

/** What a context hears from each of the others, facts and commands. */
function hearingsOf(hearer: string): (readonly [string, Json])[] {
  const heard = new Set(
    contexts
      .filter(({ name }) => name === hearer)
      .flatMap(({ reactions }) => reactions.map(({ definition }) => definition.type)),
  );
  return contexts
    .filter(({ name }) => name !== hearer)
    .flatMap(({ name }) => {
      const said = saidBy(name).filter(({ type }) => heard.has(type));
      if (said.length === 0) return [];
      const title = `What ${hearer} hears from ${name}`;
      const operation = { action: "receive", title, ...onChannel(name, said) };
      return [[`${hearer}Hears${name[0]?.toUpperCase()}${name.slice(1)}`, operation] as const];
    });
}

const onChannel = (context: string, said: readonly Declared[]): Json => ({
  channel: { $ref: `#/channels/${context}` },
  messages: said.map(({ type }) => ({ $ref: `#/channels/${context}/messages/${type}` })),
});

const messageOf = ({ type, kind, version, shape }: Declared): Json => ({
  name: type,
  title: `${type}, a ${kind}`,
  payload: {
    allOf: [
      { $ref: "#/components/schemas/CloudEvent" },
      {
        type: "object",
        properties: { type: { const: type }, typeversion: { const: version }, data: shape },
      },
    ],
  },
});
