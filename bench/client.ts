import { Pool } from "undici";

/** A keep-alive client of one server; every answer that is not expected ends the run. */
export type BenchClient = {
  readonly call: <T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    options?: { readonly body?: unknown; readonly token?: string; readonly version?: number },
  ) => Promise<{ readonly status: number; readonly body: T }>;
  readonly close: () => Promise<void>;
};

export function benchClient(url: string, connections: number): BenchClient {
  const pool = new Pool(url, { connections, pipelining: 1 });
  let keys = 0;
  const run = Math.random().toString(36).slice(2);
  return {
    call: async (method, path, { body, token, version } = {}) => {
      const headers: Record<string, string> = {};
      if (body !== undefined) headers["content-type"] = "application/json";
      if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
      if (version !== undefined) headers["if-match"] = `"${version}"`;
      if (method !== "GET") headers["idempotency-key"] = `${run}-${++keys}`;
      const answer = await pool.request({
        method,
        path,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        body: text === "" ? (undefined as never) : JSON.parse(text),
      };
    },
    close: () => pool.close(),
  };
}
