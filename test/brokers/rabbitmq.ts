/** A RabbitMQ with streams of a test's own, where there is one to start. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#test/town/processes.ts";
import { brokerFolder, openBroker, type TestBroker } from "./broker.ts";
import type { Certificates } from "./certificates.ts";

/** Debian's own start script insists on a system user; this is what it starts. */
const SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/** Whether RabbitMQ can be run here. Tests that need it name it where they are skipped. */
export const hasRabbitMq = existsSync(SERVER);

/** With certificates its streams speak TLS alone. */
export async function openRabbitMq(certificates?: Certificates): Promise<TestBroker> {
  const names = await openNames();
  const [node] = await nodesAt(1, certificates);
  if (node === undefined) throw new Error("no node");
  const broker = await openNode(node, [node], names);
  const close = async (): Promise<void> => {
    await broker.close();
    await names.close();
  };
  return { ...broker, close };
}

/** So many nodes that are one cluster, and Erlang's book of their names. */
export async function openRabbitMqNodes(count: number) {
  const names = await openNames();
  const [first, ...others] = await nodesAt(count);
  if (first === undefined) throw new Error("no node");
  const all = [first, ...others];
  // The others join the first, and have to find it there.
  const begun = await openNode(first, all, names);
  const nodes = [begun, ...(await Promise.all(others.map((one) => openNode(one, all, names))))];
  return { names, nodes };
}

type Node = {
  readonly port: number;
  readonly name: string;
  readonly certificates: Certificates | undefined;
};

async function nodesAt(count: number, certificates?: Certificates): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  while (nodes.length < count) {
    const port = await freePort();
    nodes.push({ port, name: `bojagi${port}@localhost`, certificates });
  }
  return nodes;
}

/** A node would start it as a daemon, which would outlive the test. */
async function openNames(): Promise<TestBroker> {
  const port = await freePort();
  return openBroker({
    url: "",
    port,
    directory: await brokerFolder("epmd"),
    command: "epmd",
    arguments: ["-port", String(port), "-address", "127.0.0.1"],
    data: [],
  });
}

async function openNode(
  { port, name, certificates }: Node,
  all: readonly Node[],
  names: TestBroker,
): Promise<TestBroker> {
  const directory = await brokerFolder("rabbitmq");
  const [amqp, distribution] = [await freePort(), await freePort()];
  const at = (file: string) => join(directory, file);
  await mkdir(at("log"));
  await writeFile(at("plugins"), "[rabbitmq_stream].\n");
  await writeFile(
    at("rabbitmq.conf"),
    [
      `listeners.tcp.1 = 127.0.0.1:${amqp}`,
      ...(certificates === undefined
        ? [`stream.listeners.tcp.1 = 127.0.0.1:${port}`]
        : secretly(port, certificates)),
      "stream.advertised_host = 127.0.0.1",
      `stream.advertised_port = ${port}`,
      "cluster_formation.peer_discovery_backend = classic_config",
      "cluster_formation.randomized_startup_delay_range.min = 0",
      "cluster_formation.randomized_startup_delay_range.max = 1",
      ...all.map(
        (node, index) => `cluster_formation.classic_config.nodes.${index + 1} = ${node.name}`,
      ),
      "log.console = false",
      "log.file.level = error",
      "",
    ].join("\n"),
  );
  const scheme = `rabbitmq-stream${certificates === undefined ? "" : "+tls"}`;
  return openBroker({
    url: `${scheme}://guest:guest@127.0.0.1:${port}`,
    port,
    directory,
    command: "bash",
    arguments: ["-c", `exec ${SERVER}`],
    environment: {
      ERL_EPMD_PORT: String(names.port),
      ERL_EPMD_ADDRESS: "127.0.0.1",
      RABBITMQ_NODENAME: name,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: at("data"),
      RABBITMQ_LOG_BASE: at("log"),
      RABBITMQ_ENABLED_PLUGINS_FILE: at("plugins"),
      RABBITMQ_CONFIG_FILE: at("rabbitmq.conf"),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
        "+S 2:2 -setcookie bojagi -kernel inet_dist_use_interface {127,0,0,1}",
    },
    data: ["data"],
  });
}

const secretly = (port: number, { ca, server }: Certificates): readonly string[] => [
  "stream.listeners.tcp = none",
  `stream.listeners.ssl.1 = 127.0.0.1:${port}`,
  `ssl_options.cacertfile = ${ca}`,
  `ssl_options.certfile = ${server.cert}`,
  `ssl_options.keyfile = ${server.key}`,
];
