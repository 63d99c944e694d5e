import type { TestBroker } from "./broker.ts";
import { hasKafka, openKafka } from "./kafka.ts";
import { hasNats, openNats } from "./nats.ts";
import { hasRabbitMq, openRabbitMq } from "./rabbitmq.ts";

/** Every broker that the platform can speak with, and what has to be installed to try it. */
export const BROKERS: readonly {
  readonly name: string;
  readonly needs: string;
  readonly isThere: boolean;
  /** It starts in no time: whatever takes many starts is tried on it. */
  readonly isQuick?: true;
  readonly open: () => Promise<TestBroker>;
}[] = [
  { name: "NATS", needs: "nats-server", isThere: hasNats, open: openNats, isQuick: true },
  { name: "RabbitMQ", needs: "rabbitmq-server", isThere: hasRabbitMq, open: openRabbitMq },
  { name: "Kafka", needs: "java and Kafka's jars", isThere: hasKafka, open: openKafka },
];

/** What every process of a split town is told: all it hears comes over the broker. */
export const over = ({ url }: TestBroker) => ({ BOJAGI_BUS: url, BOJAGI_STREAMS: "{}" });
