import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ChannelName, CHANNEL_NAMES } from "../contract.ts";

/** A letter as a message service got it. `times` counts how often it was given: it is delivered once. */
export type Delivered = {
  readonly channel: ChannelName;
  readonly key: string;
  readonly times: number;
  readonly to: { readonly name: string; readonly phone?: string; readonly email?: string };
  readonly title: string;
  readonly text: string;
  readonly link?: string;
};

/**
 * `down`: answers 503. `refuse`: says no for good. `silent`: takes the letter and hangs up without
 * an answer. `slow`: answers after the caller's patience only.
 */
export type Fault = "down" | "refuse" | "silent" | "slow";

/** Message services as a real HTTP server, that keeps what it delivered and fails when told to. */
export type ChannelSimulator = {
  readonly urlOf: (channel: ChannelName) => string;
  /** What was delivered, oldest first. */
  readonly delivered: () => readonly Delivered[];
  /** Requests that came, faulty ones included. */
  readonly requests: () => number;
  /** The next so many requests on a channel meet the fault. */
  readonly fail: (channel: ChannelName, fault: Fault, times: number) => void;
  readonly close: () => Promise<void>;
};

export async function openChannelSimulator(): Promise<ChannelSimulator> {
  const letters = new Map<string, Delivered>();
  const faults = new Map<ChannelName, { readonly fault: Fault; left: number }>();
  let requests = 0;

  const faultOn = (channel: ChannelName): Fault | undefined => {
    const planned = faults.get(channel);
    if (planned === undefined || planned.left === 0) return undefined;
    planned.left--;
    return planned.fault;
  };
  const take = (channel: ChannelName, key: string, letter: object): void => {
    const before = letters.get(key);
    const times = (before?.times ?? 0) + 1;
    letters.set(key, { ...(before ?? (letter as Delivered)), channel, key, times });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests++;
    const channel = CHANNEL_NAMES.find((name) => request.url === `/${name}`);
    const key = request.headers["idempotency-key"];
    const letter = await bodyOf(request);
    if (channel === undefined || typeof key !== "string") return end(response, 404);
    const fault = faultOn(channel);
    if (fault === "down") return end(response, 503);
    if (fault === "refuse") return end(response, 422);
    if (fault === "slow") return;
    take(channel, key, letter);
    if (fault === "silent") response.destroy();
    else end(response, 202);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => end(response, 400));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (channel) => `http://127.0.0.1:${port}/${channel}`,
    delivered: () => [...letters.values()],
    requests: () => requests,
    fail: (channel, fault, times) => void faults.set(channel, { fault, left: times }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return JSON.parse(text) as object;
}
