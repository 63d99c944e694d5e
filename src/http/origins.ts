import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** Lets pages of those origins read what they ask for (CORS); without any, nothing is said of it. */
export async function serveOrigins(
  app: FastifyInstance,
  origins: readonly string[],
): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders: [
      "accept-language",
      "authorization",
      "bojagi-position",
      "content-type",
      "idempotency-key",
      "if-match",
      "last-event-id",
      "prefer",
      "x-request-id",
    ],
    exposedHeaders: [
      "bojagi-position",
      "bojagi-position-reached",
      "idempotent-replayed",
      "preference-applied",
      "retry-after",
      "x-request-id",
    ],
    maxAge: 600,
  });
}
