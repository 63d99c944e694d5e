/** An Apache Kafka of a test's own, one process that is broker and controller, where its jars are. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { freePort } from "#test/town/processes.ts";
import { brokerFolder, openBroker, type TestBroker } from "./broker.ts";
import type { Certificates } from "./certificates.ts";

/** Where `.ci/run` puts the jars. */
const JARS = process.env["BOJAGI_KAFKA_JARS"] ?? join(homedir(), ".cache/bojagi/kafka");

/** Whether Kafka can be run here. Tests that need it name it where they are skipped. */
export const hasKafka =
  spawnSync("java", ["-version"]).status === 0 &&
  namesIn(JARS).some((jar) => jar.startsWith("kafka_"));

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** With certificates it speaks TLS alone, and only with clients that show one. */
export async function openKafka(secret?: Certificates): Promise<TestBroker> {
  const directory = await brokerFolder("kafka");
  const [port, controller] = [await freePort(), await freePort()];
  const wire = { target: await freePort(), port: await freePort() };
  const at = (of: number) => `127.0.0.1:${of}`;
  const data = join(directory, "data");
  const ofCluster = randomBytes(16).toString("base64url");
  await writeFile(
    join(directory, "server.properties"),
    Object.entries({
      "process.roles": "broker,controller",
      "node.id": 1,
      "controller.quorum.voters": `1@${at(controller)}`,
      listeners: `PLAINTEXT://${at(port)},WIRE://${at(wire.target)},CONTROLLER://${at(controller)}`,
      "advertised.listeners": `PLAINTEXT://${at(port)},WIRE://${at(wire.port)}`,
      "listener.security.protocol.map": `PLAINTEXT:${secret ? "SSL" : "PLAINTEXT"},WIRE:PLAINTEXT,CONTROLLER:PLAINTEXT`,
      "controller.listener.names": "CONTROLLER",
      "log.dirs": data,
      "auto.create.topics.enable": false,
      "offsets.topic.replication.factor": 1,
      "transaction.state.log.replication.factor": 1,
      "transaction.state.log.min.isr": 1,
      "num.network.threads": 2,
      "num.io.threads": 2,
      "log.cleaner.enable": false,
      ...(secret && (await keystoreOf(secret, directory))),
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  return openBroker({
    url: `${secret ? "kafka+tls" : "kafka"}://127.0.0.1:${port}`,
    port,
    wire,
    directory,
    command: "java",
    arguments: [
      ...["-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"],
      ...["-cp", `${JARS}/*`, "kafka.Kafka", join(directory, "server.properties")],
    ],
    data: ["data"],
    // What its own tool for formatting would write, in a second process like this one.
    prepare: async () => {
      await mkdir(data, { recursive: true });
      const about = ["version=1", `cluster.id=${ofCluster}`, "node.id=1"];
      const id = `directory.id=${randomBytes(16).toString("base64url")}`;
      const options = { flag: "wx" };
      await writeFile(
        join(data, "meta.properties"),
        `${[...about, id].join("\n")}\n`,
        options,
      ).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
    },
  });
}

/** What the server shows, and asks of its clients. Key and certificate are one file there. */
async function keystoreOf({ ca, server }: Certificates, directory: string) {
  const keystore = join(directory, "server.pem");
  const parts = await Promise.all([server.key, server.cert].map((file) => readFile(file, "utf8")));
  await writeFile(keystore, parts.join(""), { mode: 0o600 });
  return {
    "ssl.keystore.type": "PEM",
    "ssl.keystore.location": keystore,
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": ca,
    "ssl.client.auth": "required",
  };
}
