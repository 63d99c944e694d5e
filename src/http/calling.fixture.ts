/** Requests as clients make them, for tests. */
import { connect } from "node:net";

export type Called = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
};

/** One request over HTTP. A body that is no text is sent as JSON. */
export async function call(
  url: string,
  method: string,
  path: string,
  options: { token?: string; key?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Called> {
  const { token: bearer, key, body, headers = {} } = options;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    body: isJson && answer !== "" ? (JSON.parse(answer) as Record<string, unknown>) : {},
  };
}

/** Bytes as they are over a connection of their own; answers all that came until it was closed. */
export function overSocket(url: string, ...pieces: (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = "";
    socket.setEncoding("utf8").on("data", (text: string) => (received += text));
    socket.on("error", () => {});
    socket.on("close", () => resolve(received));
    for (const piece of pieces) socket.write(piece);
  });
}
