import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { HTML_TYPE, pagePolicyWith } from "./headers.ts";

/** The web pages: built files, and what they are told of this installation. */
export type WebPages = {
  /** The folder of the built pages, once it is there. */
  readonly folder: Promise<string>;
  /** Told to every page, as JSON: nothing secret. */
  readonly told: unknown;
};

/** Answers with a page; false when the request is not for one. */
export type AnswerPage = (request: FastifyRequest, reply: FastifyReply) => boolean;

/** Serves the files of the pages, whose names change with their content; `missing` answers for any other. */
export async function serveWeb(
  app: FastifyInstance,
  pages: WebPages,
  missing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): Promise<AnswerPage> {
  // Where the pages will be is not known before they are built: each file names its folder.
  await app.register(fastifyStatic, {
    root: import.meta.dirname,
    serve: false,
    preCompressed: true,
    index: false,
    maxAge: "1y",
    immutable: true,
  });
  const assets = pages.folder.then(async (folder) => {
    const path = join(folder, "assets");
    return { path, names: new Set(await readdir(path)) };
  });
  assets.catch(() => undefined);
  app.get("/assets/:name", async (request, reply) => {
    request.exchange.route = "/assets/:name";
    const { name } = request.params as { readonly name: string };
    const { path, names } = await assets;
    if (!names.has(name)) return missing(request, reply);
    return reply.header("vary", "Accept-Encoding").sendFile(name, path);
  });
  const page = pageOf(pages);
  return (request, reply) => {
    if (!isForPage(request)) return false;
    request.exchange.route = "page";
    void reply
      .header("content-type", HTML_TYPE)
      .header("cache-control", "no-cache")
      .header("vary", "Accept");
    const nonce = randomBytes(16).toString("base64");
    void reply.header("content-security-policy", pagePolicyWith(nonce)).send(page(nonce));
    return true;
  };
}

/** Until the pages are built there is one that asks for itself again. */
const WAITING = `<!doctype html><html lang="ko"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>보자기 Bojagi</title>
<p>보자기를 펴는 중입니다… / Unfolding the cloth…`;

function pageOf({ folder, told }: WebPages): (nonce: string) => string {
  let page = WAITING;
  const settings = escaped(JSON.stringify(told));
  void folder
    .then((path) => readFile(join(path, "index.html"), "utf8"))
    .then(
      (html) => (page = html.replace("__SETTINGS__", () => settings)),
      (error: unknown) => (page = broken(error)),
    );
  return (nonce) => page.replaceAll("__NONCE__", nonce);
}

const broken = (error: unknown): string =>
  `<!doctype html><meta charset="utf-8"><title>Bojagi</title><p>The pages could not be built.` +
  `<pre>${escaped(error instanceof Error ? error.message : String(error))}</pre>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** What belongs to programs; all else is an address of the pages. */
const OF_PROGRAMS =
  /^\/(api|ops|docs|problems|assets|metrics|livez|readyz|openapi\.json|\.well-known)(\/|\?|$)/;

const isForPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === "GET" || method === "HEAD") &&
  !OF_PROGRAMS.test(url) &&
  (headers.accept ?? "").includes("text/html");
