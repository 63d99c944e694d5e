import { STATUS_CODES } from "node:http";
import { REFUSAL_CODES, type RefusalCode } from "#kernel/refusal.ts";
import type { Shape } from "#kernel/schema.ts";
import { answerTypeOf, type Route } from "./route.ts";
import type { HttpSettings } from "./settings.ts";
import { statusOf } from "./titles.ts";

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the routes, from the same shapes that validate, as JSON text. */
export const openApiText = (routes: readonly Route[], settings: HttpSettings): string =>
  JSON.stringify(openApiDocument(routes, settings));

export function openApiDocument(
  routes: readonly Route[],
  { publicUrl, waitSeconds }: Pick<HttpSettings, "publicUrl" | "waitSeconds">,
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const operations = (paths[templateOf(route.path)] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Bojagi",
      version: "1",
      description:
        "Amounts are integers in minor units of the currency. Times are RFC 3339 with offset. " +
        "Errors are application/problem+json (RFC 9457); `code` is the contract, `title` is for people.",
    },
    servers: [{ url: publicUrl === "" ? "/" : publicUrl }],
    tags: [...new Set(routes.map(({ context }) => context))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem: problemSchema(routes) },
      parameters: parametersOf(waitSeconds),
      headers: ANSWER_HEADERS,
      responses: PROBLEM_ANSWERS,
    },
  };
}

const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, "{$1}");

function operationOf(route: Route): Json {
  const writes = route.method !== "GET";
  const codes = codesOf(route, writes);
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    tags: [route.context],
    "x-context": route.context,
    "x-access": route.access,
    ...(route.offeredWith === undefined ? {} : { "x-offered-with": route.offeredWith }),
    ...(writes ? { "x-idempotency": route.idempotency ?? "optional" } : {}),
    "x-codes": codes,
    security: route.access === "guest" ? [] : [{ bearer: [] }],
    parameters: [
      ...valuesOf(route.params, "path"),
      ...valuesOf(route.query, "query"),
      ...headersOf(route, writes).map((name) => refTo("parameters", name)),
    ],
    ...requestBodyOf(route),
    responses: { ...successesOf(route), ...refusalsOf(codes) },
  };
}

function requestBodyOf({ body, rawBody }: Route): Json {
  if (rawBody === true) {
    const description =
      "As its sender defines it, at most 256 KiB: the signature is over its bytes.";
    return { requestBody: { required: true, description, content: { "application/json": {} } } };
  }
  if (body === undefined) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: body } } } };
}

/** `POST /api/orders/:orderId/cancellation` is `postOrdersByOrderIdCancellation`. */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .replace(/^\/api\//, "/")
    .split("/")
    .filter((part) => part !== "")
    .map((part) => (part.startsWith(":") ? `By-${part.slice(1)}` : part));
  const name = words
    .join("-")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return method.toLowerCase() + name;
}

type Properties = {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
};

function valuesOf(shape: Shape | undefined, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = (shape ?? {}) as unknown as Properties;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema,
  }));
}

const refTo = (kind: "headers" | "parameters" | "responses", name: string): Json => ({
  $ref: `#/components/${kind}/${name}`,
});

/** The headers a route reads, by their names among the components. */
const headersOf = ({ idempotency, refusals, streams }: Route, writes: boolean): string[] => [
  ...(writes ? [idempotency === "required" ? "RequiredIdempotencyKey" : "IdempotencyKey"] : []),
  ...(writes ? ["Prefer"] : ["Position"]),
  ...(refusals.includes("VERSION_REQUIRED") ? ["IfMatch"] : []),
  ...(streams === true ? ["LastEventId"] : []),
];

const POSITION = { type: "string", maxLength: 100, pattern: "^[A-Za-z0-9_-]+$" };
const KEY = { type: "string", minLength: 1, maxLength: 257, pattern: "^[\\x21-\\x7e]+$" };
const VERSION = { type: "string", maxLength: 12, pattern: '^"?[1-9]\\d{0,8}"?$' };

const parametersOf = (waitSeconds: number): Json => ({
  IdempotencyKey: header(
    "Idempotency-Key",
    "The same key and body give the first answer again.",
    KEY,
  ),
  RequiredIdempotencyKey: header(
    "Idempotency-Key",
    "Required, unless an x-request-id is sent: the same key and body give the first answer again.",
    KEY,
  ),
  Prefer: header(
    "Prefer",
    `wait=N waits up to N seconds (at most ${waitSeconds}) for the outcome.`,
    shortText(200),
  ),
  Position: header(
    "Bojagi-Position",
    "The value an earlier answer gave: this answer is then at least as new.",
    POSITION,
  ),
  IfMatch: header("If-Match", "Required: the version that the edit saw, as ETag gave it.", VERSION),
  LastEventId: header("Last-Event-ID", "The last event seen: goes on after it.", shortText(200)),
});

const header = (name: string, description: string, schema: Json): Json => ({
  name,
  in: "header",
  required: false,
  description,
  schema,
});

const ANSWER_HEADERS: Json = {
  Position: { schema: POSITION },
  RequestId: { schema: { type: "string", maxLength: 200 } },
};

function successesOf(route: Route): Json {
  const { answers } = route;
  const type = answerTypeOf(route);
  return Object.fromEntries(
    Object.entries(answers).map(([status, shape]) => [
      status,
      {
        description: shape === null ? "Done; there is no body." : "Done.",
        headers: {
          "Bojagi-Position": refTo("headers", "Position"),
          "x-request-id": refTo("headers", "RequestId"),
        },
        ...(shape === null ? {} : { content: { [type]: { schema: shape } } }),
      },
    ]),
  );
}

/** One answer by status, described by the codes of the operation that may come with it. */
function refusalsOf(codes: readonly RefusalCode[]): Json {
  const statuses = [...new Set(codes.map(statusOf))];
  return {
    ...Object.fromEntries(
      statuses.map((status) => {
        const listed = codes.filter((code) => statusOf(code) === status);
        const description = listed.map((code) => `\`${code}\``).join(", ");
        return [status, { ...refTo("responses", problemNameOf(status)), description }];
      }),
    ),
    default: refTo("responses", "Problem"),
  };
}

const problemNameOf = (status: number): string => `Problem${status}`;

/** Those the route names, and those that every route of its kind may give. */
const codesOf = (route: Route, writes: boolean): RefusalCode[] => [
  ...new Set<RefusalCode>([
    "COMMON_INVALID_PARAMETER",
    ...(route.access === "guest" ? [] : (["AUTH_TOKEN_MISSING", "AUTH_FORBIDDEN"] as const)),
    "AUTH_TOKEN_INVALID",
    "ORIGIN_REFUSED",
    ...(route.params === undefined && route.offeredWith === undefined
      ? []
      : (["COMMON_ENTITY_NOT_FOUND"] as const)),
    ...(writes ? WRITE_CODES : []),
    ...(route.idempotency === "required" ? (["IDEMPOTENCY_KEY_REQUIRED"] as const) : []),
    ...route.refusals,
  ]),
];

const WRITE_CODES: readonly RefusalCode[] = [
  "REQUEST_IN_PROGRESS",
  "IDEMPOTENCY_KEY_REUSED",
  "DUPLICATE_REQUEST",
];

/** What the front may answer to any request, whatever its route. */
const FRONT_CODES: readonly RefusalCode[] = [
  "COMMON_NOT_ACCEPTABLE",
  "COMMON_REQUEST_TIMEOUT",
  "COMMON_BODY_TOO_LARGE",
  "COMMON_URI_TOO_LONG",
  "COMMON_UNSUPPORTED_MEDIA_TYPE",
  "COMMON_EXPECTATION_FAILED",
  "RATE_LIMITED",
  "COMMON_HEADERS_TOO_LARGE",
  "COMMON_SYSTEM_ERROR",
  "SERVICE_OVERLOADED",
  "DEPENDENCY_UNAVAILABLE",
];

const PROBLEM_CONTENT = {
  "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
};

const PROBLEM_ANSWERS: Json = {
  Problem: {
    description: `Any route may answer ${FRONT_CODES.map((code) => `\`${code}\``).join(", ")}.`,
    "x-codes": FRONT_CODES,
    content: PROBLEM_CONTENT,
  },
  ...Object.fromEntries(
    [...new Set(REFUSAL_CODES.map(statusOf))].map((status) => [
      problemNameOf(status),
      { description: STATUS_CODES[status], content: PROBLEM_CONTENT },
    ]),
  ),
};

const shortText = (maxLength: number): Json => ({ type: "string", maxLength });

/** With what some routes offer in place of what they refuse. */
function problemSchema(routes: readonly Route[]): Json {
  const offers = routes.flatMap(({ instead }) => instead ?? []);
  if (offers.length === 0) return PROBLEM;
  const instead = { description: "May be confirmed in place of what was refused.", anyOf: offers };
  return { ...PROBLEM, properties: { ...PROBLEM_PROPERTIES, instead } };
}

const PROBLEM_PROPERTIES: Json = {
  type: shortText(300),
  title: shortText(100),
  status: { type: "integer", minimum: 400, maximum: 599 },
  detail: shortText(300),
  instance: shortText(700),
  code: { type: "string", enum: REFUSAL_CODES },
  requestId: shortText(200),
  traceId: { type: "string", pattern: "^[0-9a-f]{32}$", maxLength: 32 },
  errors: {
    type: "array",
    maxItems: 50,
    items: {
      type: "object",
      required: ["code", "message"],
      additionalProperties: false,
      properties: {
        field: shortText(300),
        line: { type: "integer", minimum: 0, maximum: 1000 },
        code: shortText(64),
        message: shortText(300),
        values: {
          type: "object",
          maxProperties: 20,
          additionalProperties: { type: ["string", "number"], maxLength: 200 },
        },
      },
    },
  },
};

const PROBLEM: Json = {
  type: "object",
  required: ["type", "title", "status", "detail", "instance", "code", "requestId", "traceId"],
  additionalProperties: false,
  properties: PROBLEM_PROPERTIES,
};
