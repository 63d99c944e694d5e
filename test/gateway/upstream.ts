/** What stands behind a gateway under test: answers with what came, and may be told to behave badly. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a context sees it. */
export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};
type Behave = (seen: Seen, response: ServerResponse) => void;

export type Upstream = {
  readonly url: string;
  readonly seen: Seen[];
  /** From now on; without a behaviour it answers with what came. */
  readonly behave: (behaviour?: Behave) => void;
  readonly ready: (isReady: boolean) => void;
  readonly close: () => Promise<void>;
};

export async function startUpstream(keySet: unknown): Promise<Upstream> {
  const seen: Seen[] = [];
  let behaviour: Behave = echo;
  let isReady = true;
  const server = createServer((request, response) => {
    if (request.url === "/readyz") return void response.writeHead(isReady ? 200 : 503).end();
    if (request.url === "/.well-known/jwks.json") return void response.end(JSON.stringify(keySet));
    void bodyOf(request).then((body) => {
      const { method = "", url = "", headers } = request;
      const came = { method, url, headers, body };
      seen.push(came);
      behaviour(came, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    behave: (given = echo) => {
      behaviour = given;
    },
    ready: (ready) => {
      isReady = ready;
    },
    close: () => closed(server),
  };
}

const echo: Behave = (seen, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen));
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
