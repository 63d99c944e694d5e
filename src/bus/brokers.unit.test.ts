import { describe, expect, test } from "vitest";
import { brokerAddress } from "./brokers.ts";

const PLAIN = {
  user: undefined,
  password: undefined,
  prefix: "bojagi",
  replicas: 1,
  tls: undefined,
};

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
    [
      "rabbitmq-stream+tls://mq",
      { kind: "rabbitmq", servers: [{ host: "mq", port: 5551 }], ...PLAIN, tls: {} },
    ],
    ["kafka+tls://a", { kind: "kafka", servers: [{ host: "a", port: 9093 }], ...PLAIN, tls: {} }],
    [
      "nats+tls://a?ca=/etc/ca.pem&cert=/etc/shop.pem&key=/etc/shop.key",
      {
        kind: "nats",
        servers: [{ host: "a", port: 4222 }],
        ...PLAIN,
        tls: { ca: "/etc/ca.pem", cert: "/etc/shop.pem", key: "/etc/shop.key" },
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
    "kafka://a?ca=/etc/ca.pem",
    "nats+tls://a?cert=/etc/shop.pem",
    "kafka+tls://a?key=/etc/shop.key",
    "https://a",
  ])("%j is none", (given) => {
    expect(brokerAddress(given)).toBeUndefined();
  });
});
