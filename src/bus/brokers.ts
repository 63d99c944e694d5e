import type { Broker, BrokerAddress } from "./broker.ts";

const KINDS = {
  "nats:": { kind: "nats", port: 4222 },
  "rabbitmq-stream:": { kind: "rabbitmq", port: 5552 },
  "kafka:": { kind: "kafka", port: 9092 },
} as const;

/**
 * Reads `kind://user:password@host:port,host:port?prefix=…&replicas=…`; undefined when it is none. A
 * list of hosts is no URL, so it is read in two parts.
 */
export function brokerAddress(given: string): BrokerAddress | undefined {
  const [, scheme = "", login = "", hosts = "", options = ""] =
    /^([a-z-]+:)\/\/(?:([^@/?]*)@)?([^@/?\s]+)\/?(?:\?(\S*))?$/.exec(given) ?? [];
  const known = Object.entries(KINDS).find(([name]) => name === scheme)?.[1];
  const places = hosts.split(",").map((place) => `http://${place}`);
  const {
    prefix = "bojagi",
    replicas = "1",
    ...others
  } = Object.fromEntries(new URLSearchParams(options));
  const fits =
    places.every((place) => URL.canParse(place)) &&
    /^[a-z][a-z0-9]{0,30}$/.test(prefix) &&
    /^[1-5]$/.test(replicas) &&
    Object.keys(others).length === 0;
  if (known === undefined || !fits) return undefined;
  const [user, password] = login.split(":").map(decodeURIComponent);
  return {
    kind: known.kind,
    servers: places.map((place) => {
      const { hostname, port } = new URL(place);
      return { host: hostname, port: Number(port) || known.port };
    }),
    user: user || undefined,
    password,
    prefix,
    replicas: Number(replicas),
  };
}

/** Nothing of a broker that is not used is loaded, and nothing is connected before it is asked for. */
export async function openBroker(address: BrokerAddress): Promise<Broker> {
  switch (address.kind) {
    case "nats":
      return (await import("./adapters/nats.ts")).natsBroker(address);
    case "rabbitmq":
      return (await import("./adapters/rabbitmq.ts")).rabbitmqBroker(address);
    case "kafka":
      return (await import("./adapters/kafka.ts")).kafkaBroker(address);
  }
}
