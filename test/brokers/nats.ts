/** A NATS server with JetStream of a test's own, where there is one to start. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { freePort } from "#test/town/processes.ts";
import { brokerFolder, openBroker, type TestBroker } from "./broker.ts";

/** Whether `nats-server` can be run here. Tests that need it name it where they are skipped. */
export const hasNats = spawnSync("nats-server", ["--version"]).status === 0;

export async function openNats(): Promise<TestBroker> {
  const directory = await brokerFolder("nats");
  const port = await freePort();
  const store = join(directory, "store");
  return openBroker({
    url: `nats://127.0.0.1:${port}`,
    port,
    directory,
    command: "nats-server",
    arguments: ["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", store],
    data: ["store"],
  });
}
