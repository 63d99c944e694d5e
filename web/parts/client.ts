import createClient from "openapi-fetch";
import type { components, operations, paths } from "../../src/client/schema.d.ts";
import { languageNow } from "./language.ts";
import { Refused, type Problem, Unanswered } from "./problem.ts";
import { renewed, tokenNow } from "./session.ts";

export type { components, operations, paths };

/** After a write, reads for this long say what they must have seen: a fleet may lag behind itself. */
const SEEN_LASTS_MS = 10_000;
let seen: { readonly position: string; readonly at: number } | undefined;

/** The typed client of the API. Calls go through `answerOf`, which throws a no. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

async function send(request: Request): Promise<Response> {
  const token = tokenNow();
  const first = await sendWith(request.clone(), token);
  if (first.status !== 401 || token === undefined) return first;
  const next = await renewed(token);
  return next === undefined ? first : sendWith(request, next);
}

async function sendWith(request: Request, token: string | undefined): Promise<Response> {
  const { headers, method } = request;
  headers.set("accept-language", languageNow());
  // Two presses in a second are two wishes here: what must happen once has a key of its own.
  if (method !== "GET" && !headers.has("idempotency-key")) {
    headers.set("idempotency-key", crypto.randomUUID());
  }
  // A call may bring a better token of its own: that of a password just checked.
  if (token !== undefined && !headers.has("authorization"))
    headers.set("authorization", `Bearer ${token}`);
  if (method === "GET" && seen !== undefined && Date.now() - seen.at < SEEN_LASTS_MS) {
    headers.set("bojagi-position", seen.position);
  }
  const response = await fetch(request).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Unanswered("no answer", { cause });
  });
  const position = response.headers.get("bojagi-position");
  if (method !== "GET" && position !== null) seen = { position, at: Date.now() };
  return response;
}

type Answered<T> = { readonly data?: T; readonly error?: unknown; readonly response: Response };

/** The body of a good answer; throws `Refused` for a no, `Unanswered` without an answer. */
export async function answerOf<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  const problem = error as Problem | undefined;
  if (problem?.code === undefined) throw new Unanswered(`status ${response.status}`);
  const after = response.headers.get("retry-after");
  throw new Refused(problem, after === null ? undefined : Number(after));
}
