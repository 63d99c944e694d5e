import { Pool } from "undici";

/** A keep-alive client of the platform, in one process or in many. */
export type BenchClient = {
  /** Asks the process that serves the path. */
  readonly call: <T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    options?: { readonly body?: unknown; readonly token?: string; readonly version?: number },
  ) => Promise<Answer<T>>;
  /** Reads the same path of every process. */
  readonly everywhere: <T>(path: string, token: string) => Promise<readonly Answer<T>[]>;
};
export type Answer<T> = { readonly status: number; readonly body: T };

const ANSWER_WITHIN_MS = 30_000;

/** At most `connections` to each process. */
export async function benchClient(
  urls: readonly string[],
  connections: number,
): Promise<BenchClient> {
  const pools = urls.map(
    (url) =>
      new Pool(url, {
        connections,
        pipelining: 1,
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
      }),
  );
  const poolOf = await servingOf(pools);
  const run = Math.random().toString(36).slice(2);
  let keys = 0;
  return {
    call: async (method, path, { body, token, version } = {}) => {
      const headers: Record<string, string> = {};
      if (body !== undefined) headers["content-type"] = "application/json";
      if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
      if (version !== undefined) headers["if-match"] = `"${version}"`;
      if (method !== "GET") headers["idempotency-key"] = `${run}-${++keys}`;
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      return answerOf(poolOf(path), { method, path, headers, ...sent });
    },
    everywhere: <T>(path: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const ask = (pool: Pool) => answerOf<T>(pool, { method: "GET", path, headers });
      return Promise.all(pools.map(ask));
    },
  };
}

async function answerOf<T>(
  pool: Pool,
  request: Parameters<Pool["request"]>[0],
): Promise<Answer<T>> {
  const answer = await pool.request(request);
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    body: text === "" ? (undefined as never) : (JSON.parse(text) as T),
  };
}

type Document = { readonly paths: Readonly<Record<string, unknown>> };

/** Which process serves which path: said by the documents that the processes themselves serve. */
async function servingOf(pools: readonly Pool[]): Promise<(path: string) => Pool> {
  const [only] = pools;
  if (only !== undefined && pools.length === 1) return () => only;
  const served = await Promise.all(
    pools.map(async (pool) => {
      const document = { method: "GET", path: "/openapi.json" } as const;
      const { body } = await answerOf<Document>(pool, document);
      return Object.keys(body.paths).map((path) => ({ path, pattern: patternOf(path), pool }));
    }),
  );
  // A literal path before a template that would take it too.
  const routes = served.flat().toSorted((a, b) => parameters(a.path) - parameters(b.path));
  const known = new Map<string, Pool>();
  return (path) => {
    const pool = known.get(path) ?? routes.find(({ pattern }) => pattern.test(path))?.pool;
    if (pool === undefined) throw new Error(`no process serves ${path}`);
    known.set(path, pool);
    return pool;
  };
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
const parameters = (path: string): number => path.split("{").length;
