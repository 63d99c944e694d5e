import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./schema.d.ts";

export type BojagiClient = Client<paths>;

export type ClientOptions = {
  /** Where a path is served: one address for all, or one for each context of a fleet. */
  readonly urlOf: (path: string) => string;
  /** The access token, where there is one. */
  readonly token?: string | undefined;
  readonly language?: "ko" | "en";
};

/** The typed client of the HTTP API: paths, bodies and answers are those of its OpenAPI document. */
export function bojagiClient({ urlOf, token, language }: ClientOptions): BojagiClient {
  return createClient<paths>({
    baseUrl: "http://bojagi.invalid",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(language === undefined ? {} : { "accept-language": language }),
    },
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const body = request.body === null ? null : await request.text();
      const { method, headers, signal } = request;
      return fetch(`${urlOf(pathname)}${pathname}${search}`, { method, headers, signal, body });
    },
  });
}
