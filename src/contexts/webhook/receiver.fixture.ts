/** A shop's own system: a real HTTP server that keeps what it is sent, and answers as it is told to. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { signatureRefusal } from "#http/standardWebhooks.ts";

export type Received = {
  readonly path: string;
  readonly at: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly event: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
};
export type Answering = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `hang`: no answer at all. `flood`: a body without end. */
  readonly body?: "hang" | "flood";
};

export type Receiver = {
  /** An address of its own for each name, so that webhooks are told apart. */
  readonly urlOf: (name: string) => string;
  readonly received: (name: string) => readonly Received[];
  /** Answers so from now on, at that address. */
  readonly answer: (name: string, answering: Answering) => void;
  readonly close: () => Promise<void>;
};

/** Whether it is signed with the secret, by the rules that receivers follow. */
export const isSignedWith = (secret: string, { headers, text }: Received, now: number): boolean =>
  signatureRefusal(secret, headers, Buffer.from(text), now) === undefined;

export async function startReceiver(now: () => number): Promise<Receiver> {
  const all: Received[] = [];
  const answers = new Map<string, Answering>();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = "", headers } = request;
    const text = await textOf(request);
    all.push({ path, at: now(), headers, text, event: JSON.parse(text) as Received["event"] });
    const { status = 204, headers: answered = {}, body } = answers.get(path) ?? {};
    if (body === "hang") return;
    response.writeHead(status, answered);
    if (body === "flood") return flood(response);
    response.end();
  };
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    urlOf: (name) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
    received: (name) => all.filter(({ path }) => path === `/${name}`),
    answer: (name, answering) => void answers.set(`/${name}`, answering),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function flood(response: ServerResponse): void {
  while (!response.destroyed && response.write("x".repeat(65_536)));
  if (!response.destroyed) response.once("drain", () => flood(response));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
