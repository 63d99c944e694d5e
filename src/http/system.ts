import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerProblem } from "./answering.ts";
import type { Front } from "./front.ts";
import { JSON_TYPE, PAGE_POLICY } from "./headers.ts";
import { readiness } from "./health.ts";
import { openApiText } from "./openapi.ts";
import { documentFile, documentPage, type Page, problemList, problemPage } from "./pages.ts";
import type { Route } from "./route.ts";

type Serve = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

/** What every server has, whatever contexts it runs: health, metrics, the API document, problem pages. */
export function serveSystem(front: Front, app: FastifyInstance, routes: readonly Route[]): void {
  const get = (path: string, answer: Serve): void => {
    app.get(path, async (request, reply) => {
      request.exchange.route = path;
      return answer(request, reply);
    });
  };
  const isReady = readiness(front.group, front.reads, front.world, front.load);
  const document = once(() => openApiText(routes, front.settings));

  get("/livez", (_request, reply) => sendJson(reply, '{"status":"alive"}'));
  get("/readyz", async (request, reply) =>
    (await isReady())
      ? sendJson(reply, '{"status":"ready"}')
      : answerProblem(front, request, reply, { refusal: "DEPENDENCY_UNAVAILABLE" }),
  );
  get("/metrics", async (request, reply) => {
    if (!mayReadMetrics(front, request)) return answerMissing(front, request, reply);
    const { registry } = front.metrics;
    return reply.header("content-type", registry.contentType).send(await registry.metrics());
  });
  get("/openapi.json", (_request, reply) => sendJson(reply, document()));
  get("/docs", (_request, reply) => sendPage(reply, documentPage));
  get("/docs/:name", (request, reply) => sendFound(front, request, reply, documentFile));
  get("/problems", (_request, reply) => sendPage(reply, problemList()));
  get("/problems/:name", (request, reply) => sendFound(front, request, reply, problemPage));
}

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

const sendJson = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header("content-type", JSON_TYPE).header("cache-control", "no-cache").send(text);

const sendPage = (reply: FastifyReply, { type, content }: Page): FastifyReply =>
  reply
    .header("content-type", type)
    .header("content-security-policy", PAGE_POLICY)
    .header("cache-control", "public, max-age=3600")
    .send(content);

function sendFound(
  front: Front,
  request: FastifyRequest,
  reply: FastifyReply,
  find: (name: string) => Page | undefined,
): FastifyReply {
  const page = find((request.params as { readonly name: string }).name);
  return page === undefined ? answerMissing(front, request, reply) : sendPage(reply, page);
}

const answerMissing = (front: Front, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  answerProblem(front, request, reply, { refusal: "COMMON_ENTITY_NOT_FOUND" });

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** A proxy on this machine speaks for somebody outside: its requests are not our own. */
function mayReadMetrics({ settings }: Front, { headers, raw }: FastifyRequest): boolean {
  if (settings.metrics !== "loopback") return settings.metrics === "anyone";
  const isForwarded =
    headers["x-forwarded-for"] !== undefined || headers["forwarded"] !== undefined;
  return !isForwarded && LOOPBACK.has(raw.socket.remoteAddress ?? "");
}
