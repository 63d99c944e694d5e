import type { FastifyReply, FastifyRequest } from "fastify";
import { dress } from "./answering.ts";
import { beginExchange, type Exchange } from "./exchange.ts";
import type { Front } from "./front.ts";

/**
 * Follows every exchange from its first check to the end of its answer: counts, measures and logs it
 * (one record at its start, one at its end), and tells its route when the client has gone.
 */
export function watchExchanges(front: Front) {
  const { load, world } = front;
  const open = new Map<FastifyRequest, FastifyReply>();
  let lastBeganAt = 0;

  const end = (request: FastifyRequest, reply: FastifyReply): void => {
    const { exchange } = request;
    exchange.ended = true;
    open.delete(request);
    exchange.abort?.abort();
    // What still runs for a client that has gone takes its place until it ends.
    if (!exchange.running) load.inFlight--;
    report(front, request, reply);
  };

  return {
    begin: (request: FastifyRequest, reply: FastifyReply): void => {
      request.exchange = beginExchange(request, world);
      load.inFlight++;
      open.set(request, reply);
      lastBeganAt = request.exchange.beganAt;
      reply.raw.once("close", () => end(request, reply));
      dress(front, request, reply);
      if (front.log.isLevelEnabled("info")) {
        front.log.info({ requestId: request.id, method: request.method }, "request began");
      }
    },
    lastBeganAt: () => lastBeganAt,
    /** Ends live streams: what has not begun to answer yet is finished. */
    endStreams: (): void => {
      for (const [{ exchange }, { raw }] of open) {
        if (raw.headersSent) exchange.abort?.abort();
      }
    },
  };
}

/** What still runs when its client has gone keeps its place until it ends. */
export async function whileRunning<T>(
  { load }: Pick<Front, "load">,
  exchange: Exchange,
  act: () => Promise<T>,
): Promise<T> {
  exchange.running = true;
  try {
    return await act();
  } finally {
    exchange.running = false;
    if (exchange.ended) load.inFlight--;
  }
}

export type Exchanges = ReturnType<typeof watchExchanges>;

function report(
  { metrics, log, world }: Front,
  { exchange, method, params }: FastifyRequest,
  { raw }: FastifyReply,
): void {
  const tookMs = world.monotonic() - exchange.beganAt;
  const isGone = !raw.writableFinished;
  const statusClass = isGone ? "gone" : `${Math.floor(raw.statusCode / 100)}xx`;
  metrics.answered(method, exchange.route, statusClass, tookMs);
  if (!log.isLevelEnabled("info")) return;
  log.info(
    {
      requestId: exchange.requestId,
      method,
      route: exchange.route,
      status: isGone ? "gone" : raw.statusCode,
      durationMs: Math.round(tookMs * 10) / 10,
      orderId: (params as Readonly<Record<string, unknown>> | undefined)?.["orderId"],
    },
    "request ended",
  );
}
