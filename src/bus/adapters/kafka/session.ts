/** The connections to a Kafka cluster: what was learnt of it holds as long as they do. */
import { Connection, metadataV12 } from "@platformatic/kafka";
import type { BrokerAddress } from "../../broker.ts";
import { tlsTo } from "../tls.ts";

export const ANSWER_WITHIN_MS = 5_000;

export type Topic = {
  readonly name: string;
  readonly id: string;
  readonly leaders: readonly number[];
};
export type Session = {
  readonly seed: Connection;
  /** The connection for requests to a node; `fetching` opens one of the caller's own, to give back. */
  readonly node: (id: number) => Promise<Connection>;
  readonly fetching: (id: number) => Promise<Connection>;
  readonly release: (link: Connection) => void;
  readonly topics: Map<string, Topic>;
  /** Where the next message of each lane will stand. */
  readonly ends: Map<string, bigint>;
  readonly close: () => void;
};

/** When one connection is lost, all are: what was known of the cluster is asked for again. */
export async function openSession(
  { servers, tls }: BrokerAddress,
  lost: () => void,
): Promise<Session> {
  const links = new Set<Connection>();
  const nodes = new Map<number, Promise<Connection>>();
  const places = new Map<number, { readonly host: string; readonly port: number }>();
  /** At once: asked politely, it waits for the answers that are under way. */
  const release = (link: Connection): void => {
    links.delete(link);
    link.socket.destroy();
  };
  const close = (): void => {
    lost();
    for (const link of links) release(link);
  };
  const connectTo = async (host: string, port: number): Promise<Connection> => {
    const timeouts = { connectTimeout: ANSWER_WITHIN_MS, requestTimeout: 2 * ANSWER_WITHIN_MS };
    const secret = tls === undefined ? {} : { tls: await tlsTo(host, tls) };
    const link = new Connection("bojagi", { ...timeouts, ...secret });
    links.add(link);
    link.on("error", () => {
      if (links.has(link)) close();
    });
    link.on("close", () => {
      if (links.has(link)) close();
    });
    await link.connect(host, port);
    return link;
  };
  const fetching = async (id: number): Promise<Connection> => {
    const place = places.get(id);
    if (place === undefined) throw new Error(`Kafka: node ${id} is not there`);
    const link = await connectTo(place.host, place.port);
    return link;
  };
  let failure: unknown = new Error("Kafka: no server is named");
  for (const { host, port } of servers) {
    try {
      const seed = await connectTo(host, port);
      const { brokers } = await metadataV12.api.async(seed, [], false, false);
      for (const broker of brokers) places.set(broker.nodeId, broker);
      const node = (id: number): Promise<Connection> => {
        const known = nodes.get(id) ?? fetching(id);
        nodes.set(id, known);
        return known;
      };
      return { seed, node, fetching, release, topics: new Map(), ends: new Map(), close };
    } catch (error) {
      failure = error;
    }
  }
  close();
  throw failure;
}
