import { hasRabbitMq, openRabbitMq } from "#test/brokers/rabbitmq.ts";
import { brokerSuite } from "../broker.suite.ts";

brokerSuite("RabbitMQ", {
  needs: "rabbitmq-server",
  isThere: hasRabbitMq,
  open: openRabbitMq,
});
