/** A data platform to try things with: a real HTTP server that keeps what it is told, with faults on request. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { eventOf } from "./cloudEvents.ts";

/** `down` refuses, `hang-up` breaks the connection, `take-and-hang-up` takes the news and does not say so. */
export type SinkFault = "down" | "hang-up" | "take-and-hang-up";
export type SinkEvent = ReturnType<typeof eventOf>;

export type Sink = {
  readonly url: string;
  /** Everything that arrived and was taken, in the order of arrival, repetitions included. */
  readonly arrived: () => readonly SinkEvent[];
  /** What is in effect of an order: each event once, by its id. */
  readonly inEffect: (orderId: string) => readonly SinkEvent[];
  /** Requests that came, those refused too. */
  readonly asked: () => number;
  /** Does so to every request until told otherwise. */
  readonly set: (fault: SinkFault | undefined) => void;
  readonly close: () => Promise<void>;
};

export async function startSink(token?: string): Promise<Sink> {
  const arrived: SinkEvent[] = [];
  let fault: SinkFault | undefined;
  let asked = 0;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked++;
    const text = await textOf(request);
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return void response.writeHead(401).end();
    if (fault === "down") return void response.writeHead(503).end();
    if (fault === "hang-up") return void response.destroy();
    const type = request.headers["content-type"] ?? "";
    if (!type.startsWith("application/cloudevents+json")) return void response.writeHead(415).end();
    arrived.push(JSON.parse(text) as SinkEvent);
    if (fault === "take-and-hang-up") return void response.destroy();
    response.writeHead(202).end();
  };
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    arrived: () => arrived,
    inEffect: (orderId) => {
      const own = arrived.filter(({ subject }) => subject === orderId);
      return [...new Map(own.map((event) => [event.id, event])).values()];
    },
    asked: () => asked,
    set: (next) => {
      fault = next;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
