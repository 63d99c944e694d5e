/** A RabbitMQ with streams of a test's own, where there is one to start. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#test/town/processes.ts";
import { brokerFolder, openBroker, type TestBroker } from "./broker.ts";

/** Debian's own start script insists on a system user; this is what it starts. */
const SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/** Whether RabbitMQ can be run here. Tests that need it name it where they are skipped. */
export const hasRabbitMq = existsSync(SERVER);

export async function openRabbitMq(): Promise<TestBroker> {
  const directory = await brokerFolder("rabbitmq");
  const port = await freePort();
  const [amqp, distribution, names] = [await freePort(), await freePort(), await freePort()];
  const at = (name: string) => join(directory, name);
  await mkdir(at("log"));
  await writeFile(at("plugins"), "[rabbitmq_stream].\n");
  await writeFile(
    at("rabbitmq.conf"),
    [
      `listeners.tcp.1 = 127.0.0.1:${amqp}`,
      `stream.listeners.tcp.1 = 127.0.0.1:${port}`,
      "stream.advertised_host = 127.0.0.1",
      `stream.advertised_port = ${port}`,
      "log.console = false",
      "log.file.level = error",
      "",
    ].join("\n"),
  );
  return openBroker({
    url: `rabbitmq-stream://guest:guest@127.0.0.1:${port}`,
    port,
    directory,
    command: "bash",
    // Erlang's book of names would otherwise be started as a daemon, and outlive the test.
    arguments: ["-c", `epmd -port ${names} -address 127.0.0.1 & exec ${SERVER}`],
    environment: {
      ERL_EPMD_PORT: String(names),
      ERL_EPMD_ADDRESS: "127.0.0.1",
      RABBITMQ_NODENAME: `bojagi${port}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: at("data"),
      RABBITMQ_LOG_BASE: at("log"),
      RABBITMQ_ENABLED_PLUGINS_FILE: at("plugins"),
      RABBITMQ_CONFIG_FILE: at("rabbitmq.conf"),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}",
    },
    data: ["data"],
  });
}
