/** Requests byte for byte as they are given: no address is normalised, no header is merged. */
import { Agent, type IncomingHttpHeaders, request as begin } from "node:http";
import { connect } from "node:net";

export type Outgoing = {
  readonly method: string;
  /** As it goes on the wire, query included. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | undefined;
};

export type Heard = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The JSON of the answer; undefined where there is none. */
  readonly body: unknown;
};

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends one request and reads its whole answer; of a stream only the beginning. */
export async function send(url: string, outgoing: Outgoing): Promise<Heard> {
  try {
    return await sendOnce(url, outgoing);
  } catch (error) {
    // A connection that was kept may be closed by the server in the moment it is used again.
    if ((error as { readonly reused?: boolean }).reused !== true) throw error;
    return sendOnce(url, outgoing);
  }
}

const sendOnce = (url: string, { method, path, headers = {}, body }: Outgoing): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = begin(
      { agent, hostname, port, method, path, headers: { ...length, ...mutable(headers) } },
      (response) => {
        const chunks: Buffer[] = [];
        const end = () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const { statusCode: status = 0, headers: heard } = response;
          resolve({ status, headers: heard, text, body: jsonIn(text) });
        };
        const isStream = response.headers["content-type"]?.startsWith("text/event-stream") === true;
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          if (isStream) request.destroy();
        });
        response.on("end", end);
        response.on("close", end);
      },
    );
    request.on("error", (error) =>
      reject(Object.assign(error, { reused: request.reusedSocket, method, path })),
    );
    request.end(body);
  });

const mutable = (headers: NonNullable<Outgoing["headers"]>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === "string" ? value : [...value],
    ]),
  );

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ANSWER_WITHIN_MS = 15_000;

/**
 * Writes bytes to a connection of its own and reads until the server closes it, or until `enough`
 * says that the answer is there. An empty text: closed without an answer.
 */
export function sendBytes(
  url: string,
  bytes: string | Buffer,
  enough: (text: string) => boolean = (text) => text.includes("\r\n\r\n"),
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = "";
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => {
      socket.destroy();
      reject(new Error(`no answer and no end to ${bytes.toString("latin1").slice(0, 80)}`));
    });
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (enough(text)) end();
    });
    socket.on("close", end);
    // A reset after the answer was read ends it as a close does.
    socket.on("error", end);
  });
}

/** The status of an answer as text; 0 for none. */
export const statusIn = (text: string): number =>
  Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
