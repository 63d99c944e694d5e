/** Three nodes of a broker that keep each stream three times, of which one may be killed. */
import type { TestBroker } from "./broker.ts";
import { openNatsNodes } from "./nats.ts";
import { openRabbitMqNodes } from "./rabbitmq.ts";

export type TestCluster = {
  /** What BOJAGI_BUS is set to: all nodes, and how often each stream is kept. */
  readonly url: string;
  readonly nodes: readonly TestBroker[];
  readonly close: () => Promise<void>;
};

const clusterOf = (nodes: readonly TestBroker[], beside: readonly TestBroker[]): TestCluster => {
  const [first = ""] = nodes.map(({ url }) => url.replace(/:\d+$/, ""));
  const host = first.replace(/^.*[/@]/, "");
  const login = first.slice(0, first.length - host.length);
  return {
    url: `${login}${nodes.map(({ port }) => `${host}:${port}`).join(",")}?replicas=3`,
    nodes,
    close: async () => {
      for (const each of [...nodes, ...beside]) await each.close();
    },
  };
};

export async function openNatsCluster(): Promise<TestCluster> {
  return clusterOf(await openNatsNodes(3), []);
}

export async function openRabbitMqCluster(): Promise<TestCluster> {
  const { nodes, names } = await openRabbitMqNodes(3);
  return clusterOf(nodes, [names]);
}
