import { describe, expect, test } from "vitest";
import { brokerAddress } from "./brokers.ts";

const PLAIN = { user: undefined, password: undefined, prefix: "bojagi", replicas: 1 };

describe("the address of a broker", () => {
  test.each([
    ["nats://10.0.0.1", { kind: "nats", servers: [{ host: "10.0.0.1", port: 4222 }], ...PLAIN }],
    [
      "rabbitmq-stream://shop:s%40fe@mq:5000",
      {
        kind: "rabbitmq",
        servers: [{ host: "mq", port: 5000 }],
        ...PLAIN,
        user: "shop",
        password: "s@fe",
      },
    ],
    [
      "kafka://a,b:1/?replicas=3&prefix=shop",
      {
        kind: "kafka",
        servers: [
          { host: "a", port: 9092 },
          { host: "b", port: 1 },
        ],
        ...PLAIN,
        replicas: 3,
        prefix: "shop",
      },
    ],
  ])("%s is understood", (given, address) => {
    expect(brokerAddress(given)).toEqual(address);
  });

  test.each([
    "",
    "nats",
    "nats://",
    "amqp://mq",
    "nats://a b",
    "nats://a:no",
    "kafka://a?replicas=9",
    "kafka://a?prefix=Shop",
    "kafka://a?tls=true",
    "https://a",
  ])("%j is none", (given) => {
    expect(brokerAddress(given)).toBeUndefined();
  });
});
