import { randomUUID } from "node:crypto";
import { DEMO_PASSWORD } from "../seed/people.ts";
import type { Teller } from "./telling.ts";
import { Unexpected } from "./words.ts";

export type Answered<Body> = { readonly requestId: string; readonly body: Body };

/** Somebody who uses the shop over HTTP. */
export type Visitor = {
  /** The answer to a request; what is refused is not part of the story and throws. */
  readonly ask: <Body>(
    method: "GET" | "POST",
    path: string,
    request?: { readonly body?: unknown; readonly language?: "ko" | "en" },
  ) => Promise<Answered<Body>>;
};

/** Logs a person of the demo shop in. */
export async function visitor(
  address: string,
  teller: Teller,
  who: string,
  email: string,
): Promise<Visitor> {
  const body = { email, password: DEMO_PASSWORD };
  const session = await guest(address, teller, who).ask<{ accessToken: string }>(
    "POST",
    "/api/sessions",
    { body },
  );
  return visitorWith(address, teller, who, {
    authorization: `Bearer ${session.body.accessToken}`,
  });
}

/** Somebody who has no account, and perhaps a link. */
export const guest = (address: string, teller: Teller, who: string): Visitor =>
  visitorWith(address, teller, who, {});

function visitorWith(
  address: string,
  teller: Teller,
  who: string,
  identity: Readonly<Record<string, string>>,
): Visitor {
  return {
    ask: async (method, path, { body, language = "ko" } = {}) => {
      const requestId = randomUUID();
      const began = performance.now();
      const answer = await fetch(`${address}${path}`, {
        method,
        headers: {
          ...identity,
          "accept-language": language,
          "x-request-id": requestId,
          ...(method === "GET" ? {} : { "idempotency-key": requestId }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const ms = performance.now() - began;
      const { status } = answer;
      teller.exchange({ who, method, path: decodeURI(path), status, ms });
      if (!answer.ok) throw new Unexpected(`${method} ${path}: ${status} ${text}`);
      return { requestId, body: JSON.parse(text) as never };
    },
  };
}
