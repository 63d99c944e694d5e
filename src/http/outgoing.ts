/** Calls to the outside over HTTP: bounded in time and size, and no redirect is followed. */
import {
  type Agent as HttpAgent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as http,
} from "node:http";
import { request as https } from "node:https";
import type { LookupFunction } from "node:net";
import type { World } from "#kernel/world.ts";

export type OutgoingCall = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type OutgoingLimits = {
  readonly connectWithinMs?: number;
  readonly answerWithinMs?: number;
  /** A longer answer is cut off there, and none of it is known. 0 reads no more than the status. */
  readonly answerBytesMax?: number;
  /** Finds the address; whoever refuses one here is sure that no other is connected to. */
  readonly lookup?: LookupFunction;
  /** Keeps connections; without one each call makes its own. */
  readonly agent?: HttpAgent;
};
export type Incoming = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};
/** Durations that a jump of the clock does not change. */
export type Timers = Pick<World, "after">;

const ANSWER_BYTES_MAX = 1_048_576;

/** Rejects when no whole answer came in time; any status is an answer. */
export function callOut(
  call: OutgoingCall,
  limits: OutgoingLimits,
  timers: Timers,
  signal: AbortSignal,
): Promise<Incoming> {
  const { agent = false, lookup } = limits;
  const send = call.url.startsWith("https:") ? https : http;
  const request = send(call.url, {
    agent,
    method: call.method,
    headers: headersOf(call),
    ...(lookup === undefined ? {} : { lookup }),
  });
  return answered(request, call, limits, timers, signal);
}

const headersOf = ({ headers = {}, body }: OutgoingCall): Record<string, string> => ({
  accept: "application/json",
  ...(body === undefined
    ? {}
    : {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      }),
  ...headers,
});

function answered(
  request: ClientRequest,
  { body }: OutgoingCall,
  { connectWithinMs = 3_000, answerWithinMs = 10_000, answerBytesMax }: OutgoingLimits,
  { after }: Timers,
  signal: AbortSignal,
): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    const end = (reason: Error): void => void request.destroy(reason);
    const answerCame = after(answerWithinMs, () => end(new Error("no answer in time")));
    const connected = after(connectWithinMs, () => end(new Error("no connection in time")));
    const given = () => end(new Error("given up"));
    signal.addEventListener("abort", given, { once: true });
    request.once("socket", (socket) => {
      if (socket.connecting) socket.once("connect", connected);
      else connected();
    });
    request.once("error", reject);
    request.once("response", (response) => read(response, answerBytesMax, resolve, reject));
    request.once("close", () => {
      answerCame();
      connected();
      signal.removeEventListener("abort", given);
      reject(new Error("the connection was closed"));
    });
    request.end(body);
  });
}

function read(
  response: IncomingMessage,
  bytesMax: number = ANSWER_BYTES_MAX,
  resolve: (incoming: Incoming) => void,
  reject: (error: Error) => void,
): void {
  const { statusCode: status = 0, headers } = response;
  if (bytesMax === 0) {
    resolve({ status, headers, text: "" });
    response.destroy();
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) response.destroy(new Error("the answer is too large"));
    else chunks.push(chunk);
  });
  response.once("error", reject);
  response.once("end", () =>
    resolve({ status, headers, text: Buffer.concat(chunks).toString("utf8") }),
  );
}
