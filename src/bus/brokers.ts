import type { Broker, BrokerAddress } from "./broker.ts";

const KINDS = {
  "nats:": { kind: "nats", port: 4222, isSecret: false },
  "nats+tls:": { kind: "nats", port: 4222, isSecret: true },
  "rabbitmq-stream:": { kind: "rabbitmq", port: 5552, isSecret: false },
  "rabbitmq-stream+tls:": { kind: "rabbitmq", port: 5551, isSecret: true },
  "kafka:": { kind: "kafka", port: 9092, isSecret: false },
  "kafka+tls:": { kind: "kafka", port: 9093, isSecret: true },
} as const;

const TLS_FILES = ["ca", "cert", "key"];

/**
 * Reads `kind+tls://user:password@host:port,host:port?prefix=…&replicas=…&ca=…&cert=…&key=…`; undefined
 * when it is none. A list of hosts is no URL, so it is read in two parts.
 */
export function brokerAddress(given: string): BrokerAddress | undefined {
  const [, scheme = "", login = "", hosts = "", options = ""] =
    /^([a-z+-]+:)\/\/(?:([^@/?]*)@)?([^@/?\s]+)\/?(?:\?(\S*))?$/.exec(given) ?? [];
  const known = Object.entries(KINDS).find(([name]) => name === scheme)?.[1];
  const places = hosts.split(",").map((place) => `http://${place}`);
  const {
    prefix = "bojagi",
    replicas = "1",
    ...files
  } = Object.fromEntries(new URLSearchParams(options));
  const fits =
    places.every((place) => URL.canParse(place)) &&
    /^[a-z][a-z0-9]{0,30}$/.test(prefix) &&
    /^[1-5]$/.test(replicas) &&
    Object.keys(files).every((name) => known?.isSecret === true && TLS_FILES.includes(name)) &&
    (files["cert"] === undefined) === (files["key"] === undefined);
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
    tls: known.isSecret ? files : undefined,
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
