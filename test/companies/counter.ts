/** A server that stands where a payment company is: it answers, or goes wrong when told to. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
};
/** A text is a page for people. */
export type Reply = { readonly status: number; readonly body: unknown };
/** Silent without acting, silent after acting, a failure without acting. */
export type Mishap = "silent" | "acts-and-is-silent" | "fails";

export type Counter = {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What goes wrong with the next call whose method and path match. */
  readonly next: (place: RegExp, mishap: Mishap) => void;
  readonly close: () => Promise<void>;
};

export async function openCounter(answer: (asked: Asked) => Reply): Promise<Counter> {
  const asked: Asked[] = [];
  const mishaps: { readonly place: RegExp; readonly mishap: Mishap }[] = [];
  const take = ({ method, path }: Asked): Mishap | undefined => {
    const index = mishaps.findIndex(({ place }) => place.test(`${method} ${path}`));
    return index < 0 ? undefined : mishaps.splice(index, 1)[0]?.mishap;
  };
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://here");
      const call: Asked = {
        method: request.method ?? "",
        host: request.headers.host ?? "",
        path,
        query,
        headers: request.headers,
        text,
      };
      asked.push(call);
      const mishap = take(call);
      if (mishap === "silent") return;
      const { status, body } = mishap === "fails" ? { status: 500, body: {} } : answer(call);
      if (mishap === "acts-and-is-silent") return;
      const isPage = typeof body === "string";
      response.writeHead(status, { "content-type": isPage ? "text/html" : "application/json" });
      response.end(isPage ? body : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    next: (place, mishap) => void mishaps.push({ place, mishap }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A window of the company: a link for each way in which its payer may go back. */
export const windowOf = (ways: Readonly<Record<string, string>>): Reply => ({
  status: 200,
  body: Object.entries(ways)
    .map(([name, url]) => `<p><a href="${url.replaceAll("&", "&amp;")}">${name}</a>`)
    .join(""),
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
