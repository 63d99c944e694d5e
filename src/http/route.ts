import type { TokenKind } from "#kernel/ids.ts";
import type { Actor, Draft } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import type { Refusal, RefusalCode } from "#kernel/refusal.ts";
import type { Shape, ValueOf } from "#kernel/schema.ts";
import type { Answer } from "#runtime/reaction.ts";
import type { Position, Sent } from "#runtime/sending.ts";
import type { ReadCache } from "./readCache.ts";

export type Role = "member" | "seller" | "operator";

/** Who calls, known from the token only. An operator or a seller is a member too. */
export type Identity = {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The partner a seller works for. */
  readonly partnerId?: string | undefined;
  /** True for the 10-minute token given after the password was checked again. */
  readonly verified: boolean;
};

/**
 * Who may call: anyone, or the listed roles. `member` admits sellers and operators too, since they
 * are members. What is somebody else's is decided by the route itself, and answers 404.
 */
export type Access = "guest" | readonly Role[];

/** A switch of the policies that is off or on. */
export type OfferedWith = {
  [Name in keyof Policies]: boolean extends Policies[Name] ? Name : never;
}[keyof Policies];

/** One route: what validates, what documents and what answers. */
export type Route = {
  readonly context: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters as `:orderId`. Business routes begin with `/api/`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** The switch it is served with; while that is off it is not found. */
  readonly offeredWith?: OfferedWith;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  /** The body is handed on as it came, for a signature over its bytes; it may have 256 KiB. */
  readonly rawBody?: true;
  /** What the answer is where it is no JSON: its shape is text, and goes out as it is. */
  readonly answersAs?: "text/csv";
  /** Success bodies by status; null for one without a body. */
  readonly answers: Readonly<Record<number, Shape | null>>;
  readonly refusals: readonly RefusalCode[];
  /** What a refusal of it may offer to be confirmed in place of what was refused. */
  readonly instead?: Shape;
  /** `required` where money or stock moves; writes without the word take a key when one is sent. */
  readonly idempotency?: "required";
  /** A stream of server-sent events: `handle` answers with `events`. */
  readonly streams?: true;
  readonly handle: (request: never, tools: Tools) => Promise<RouteAnswer>;
};

export type RouteRequest<P, Q, B> = {
  readonly params: P;
  readonly query: Q;
  /** Amounts are bigint. */
  readonly body: B;
  /** The bytes of the body where the route takes it raw, and none otherwise. */
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly language: "ko" | "en";
};

export type RouteAnswer =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly position?: Position | undefined;
    }
  | { readonly events: AsyncIterable<ServerEvent> }
  | Refusal;

export type ServerEvent = {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
};

/** What a route may use: its command goes to the group, its reads are SQL on its own schema. */
export type Tools = {
  /** The caller; throws when the route admits guests and nobody is logged in: then use `caller`. */
  readonly identity: Identity;
  readonly caller: Identity | undefined;
  readonly actor: Actor;
  /** Gives the command of this request, with its idempotency key, request id and actor. */
  readonly send: (draft: Draft, options?: RouteSending) => Promise<Sent>;
  /**
   * Asks the group something that changes nothing: not named for repetition, since nothing can happen
   * twice. Waits for the settled answer, which may come from other processes; undefined when it did
   * not come in time.
   */
  readonly ask: (draft: Draft) => Promise<Answer | undefined>;
  /** Rows of a read. `$1`-style parameters; amounts come as bigint, instants as milliseconds. */
  readonly read: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  /**
   * The answer of an equal read of the last second, unless one of those rows was changed here since,
   * or the caller has seen something newer. For what everybody sees alike.
   */
  readonly cached: ReadCache;
  /** Calls back whenever this process committed a change to a row of that table and key, until the answer is called. */
  readonly watch: (table: string, key: string, changed: () => void) => () => void;
  /** Now, in milliseconds since 1970. */
  readonly now: () => number;
  readonly token: (kind: TokenKind) => string;
  readonly secret: (length: number) => string;
  readonly policies: Policies;
  /** Aborted when the client has gone or the server is closing. */
  readonly signal: AbortSignal;
};

/** `waitMs`: waits at least that long for the outcome, though the caller did not prefer to wait. */
export type RouteSending = { readonly fresh?: string; readonly waitMs?: number };

type ParamsOf<S> = S extends Shape ? ValueOf<S> : Record<never, never>;

/** Declares the routes of a context: `const route = routesOf("order")`. */
export function routesOf(context: string) {
  return function route<
    P extends Shape | undefined = undefined,
    Q extends Shape | undefined = undefined,
    B extends Shape | undefined = undefined,
  >(definition: {
    readonly method: Route["method"];
    readonly path: string;
    readonly summary: string;
    readonly access: Access;
    readonly offeredWith?: OfferedWith;
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly rawBody?: true;
    readonly answersAs?: "text/csv";
    readonly answers: Route["answers"];
    readonly refusals: readonly RefusalCode[];
    readonly instead?: Shape;
    readonly idempotency?: "required";
    readonly streams?: true;
    readonly handle: (
      request: RouteRequest<ParamsOf<P>, ParamsOf<Q>, ParamsOf<B>>,
      tools: Tools,
    ) => Promise<RouteAnswer>;
  }): Route {
    return { context, ...definition } as unknown as Route;
  };
}

/** The media type of what a route answers with. */
export const answerTypeOf = ({
  streams,
  answersAs,
}: Pick<Route, "streams" | "answersAs">): string =>
  streams === true ? "text/event-stream" : (answersAs ?? "application/json");

/** Turns what the command answered into the HTTP answer: a refusal as it is, a value with `status`. */
export function answered(
  sent: Sent,
  status: number,
  headers?: Record<string, string>,
): RouteAnswer {
  if ("refusal" in sent.answer) return sent.answer.refusal;
  const body = status === 204 ? {} : { body: sent.answer.value };
  return {
    status,
    ...body,
    ...(headers === undefined ? {} : { headers }),
    position: sent.position,
  };
}
