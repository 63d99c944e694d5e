import type { Socket } from "node:net";
import { STATUS_CODES } from "node:http";
import type { RefusalCode } from "#kernel/refusal.ts";
import type { World } from "#kernel/world.ts";
import { newRequestId } from "./exchange.ts";
import { PROBLEM_TYPE, SECURITY_HEADERS } from "./headers.ts";
import type { Metrics } from "./metrics.ts";
import { problemOf } from "./problem.ts";
import type { HttpSettings } from "./settings.ts";

type ClientError = Error & { readonly code?: string; readonly rawPacket?: Buffer };
/** What Node keeps on a socket: the answer under way, if there is one. */
type Answering = { readonly _httpMessage?: { readonly headersSent: boolean } | null };

/**
 * Answers what never became a request: broken framing, headers too large or too slow, a body that
 * does not come. The connection is closed (attacks R5, R12).
 */
export function clientErrors(world: World, metrics: Metrics, settings: HttpSettings) {
  return (error: Error, socket: Socket): void => {
    const isAnswered = (socket as Answering)._httpMessage?.headersSent === true;
    if ((error as ClientError).code === "ECONNRESET" || !socket.writable || isAnswered) {
      socket.destroy();
      return;
    }
    const code = codeOf(error, socket, settings);
    metrics.refused(code);
    socket.end(rawProblem(code, world, settings), () => socket.destroy());
  };
}

function codeOf(error: ClientError, socket: Socket, settings: HttpSettings): RefusalCode {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return isInFirstLine(error, socket, settings)
        ? "COMMON_URI_TOO_LONG"
        : "COMMON_HEADERS_TOO_LARGE";
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return "COMMON_REQUEST_TIMEOUT";
    default:
      return "COMMON_INVALID_PARAMETER";
  }
}

/** Whether the address alone filled the room for headers. Seen only where it is in the first packet. */
function isInFirstLine(
  { rawPacket }: ClientError,
  { bytesRead }: Socket,
  { urlBytes }: HttpSettings,
): boolean {
  if (rawPacket === undefined || bytesRead > rawPacket.length) return false;
  const end = rawPacket.indexOf("\r\n");
  return end === -1 || end > urlBytes;
}

function rawProblem(code: RefusalCode, world: World, { publicUrl }: HttpSettings): string {
  const requestId = newRequestId(world);
  const problem = problemOf(
    { refusal: code },
    { requestId, traceparent: undefined, language: "ko", publicUrl },
  );
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    "x-request-id": requestId,
    "content-type": PROBLEM_TYPE,
    "content-language": "ko",
    "cache-control": "no-store",
    "content-length": String(Buffer.byteLength(body)),
    date: new Date(world.now()).toUTCString(),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `${problem.status} ${STATUS_CODES[problem.status] ?? ""}`;
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`;
}
