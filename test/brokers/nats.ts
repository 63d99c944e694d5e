/** A NATS server with JetStream of a test's own, where there is one to start. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { freePort } from "#test/town/processes.ts";
import { brokerFolder, openBroker, type TestBroker } from "./broker.ts";
import type { Certificates } from "./certificates.ts";

/** Whether `nats-server` can be run here. Tests that need it name it where they are skipped. */
export const hasNats = spawnSync("nats-server", ["--version"]).status === 0;

/** With certificates it speaks TLS alone, and only with clients that show one. */
export async function openNats(certificates?: Certificates): Promise<TestBroker> {
  const { ca = "", server } = certificates ?? {};
  if (server === undefined) return openNode("nats://127.0.0.1", []);
  const shown = ["--tlscert", server.cert, "--tlskey", server.key];
  return openNode("nats+tls://localhost", ["--tls", "--tlsverify", "--tlscacert", ca, ...shown]);
}

/** So many nodes that know each other. */
export async function openNatsNodes(count: number): Promise<readonly TestBroker[]> {
  const routes: string[] = [];
  while (routes.length < count) routes.push(`nats://127.0.0.1:${await freePort()}`);
  const nodes = routes.map((route, index) =>
    openNode("nats://127.0.0.1", [
      ...["--name", `node${index}`, "--cluster_name", "bojagi", "--cluster", route],
      ...["--routes", routes.join(",")],
    ]),
  );
  return Promise.all(nodes);
}

async function openNode(place: string, more: readonly string[]): Promise<TestBroker> {
  const directory = await brokerFolder("nats");
  const port = await freePort();
  const store = join(directory, "store");
  return openBroker({
    url: `${place}:${port}`,
    port,
    directory,
    command: "nats-server",
    arguments: ["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", store, ...more],
    data: ["store"],
  });
}
