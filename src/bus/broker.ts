import type { Lane } from "#store/store.ts";
import type { Pack } from "./packs.ts";

/**
 * What a message broker does for `brokerBus.ts`: it keeps one stream per context, and in it the
 * packs of each slot in the order they were appended. NATS, RabbitMQ and Kafka are in `adapters/`.
 * Nothing here is tried again: whoever asks does that, and a lost connection is opened anew then.
 */
export type Broker = {
  /**
   * Makes the stream where it is missing, and gets ready to append to it. Answers with the last
   * position it holds in each slot, which may be less than it once held.
   */
  readonly resume: (stream: string) => Promise<readonly number[]>;
  /**
   * Appends to a stream that was resumed. Resolves when it is kept. Rejects as well when the lane
   * does not end any more where this process left it, so that nothing is appended to a wiped stream.
   */
  readonly append: (lane: Lane, packs: readonly Pack[]) => Promise<void>;
  /** The last position in each slot; zeros for a stream that is not there. */
  readonly heads: (stream: string) => Promise<readonly number[]>;
  /**
   * The packs of a stream for ever, each lane in its order, beginning at the latest with the one
   * after `from`; with no `from`, at the very beginning. Packs of other lanes may come along. Ends
   * by throwing when the connection or the stream is lost, and quietly when the signal says so.
   */
  readonly tail: (stream: string, from: From | undefined, signal: AbortSignal) => Tail;
  readonly health: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The last position read of each slot that is asked for. */
export type From = ReadonlyMap<number, number>;
/** The text of one pack after the other. The next is fetched only when the last was taken. */
export type Tail = AsyncIterable<string>;

/** Where a message broker is, and how this platform is called there. */
export type BrokerAddress = {
  readonly kind: "nats" | "rabbitmq" | "kafka";
  /** Any of them will do to begin with. */
  readonly servers: readonly { readonly host: string; readonly port: number }[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** What the names of all streams begin with, so that platforms can share a broker. */
  readonly prefix: string;
  /** How many servers keep each stream. */
  readonly replicas: number;
  /** Files of PEM, where the broker is spoken to over TLS; undefined is without. */
  readonly tls: BrokerTls | undefined;
};

/** By whom the broker's certificate must be signed, if not by one whom Node.js trusts; and our own. */
export type BrokerTls = Readonly<Partial<Record<"ca" | "cert" | "key", string>>>;
