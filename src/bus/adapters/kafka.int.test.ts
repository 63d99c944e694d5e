import { hasKafka, openKafka } from "#test/brokers/kafka.ts";
import { brokerSuite } from "../broker.suite.ts";

brokerSuite("Kafka", { needs: "java and Kafka's jars", isThere: hasKafka, open: openKafka });
