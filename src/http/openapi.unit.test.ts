import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { shopInMemory, shopRoutes } from "./server.fixture.ts";

type Json = Record<string, unknown>;

const document = openApiDocument(shopRoutes(shopInMemory()), { publicUrl: "", waitSeconds: 30 });
const paths = document["paths"] as Record<string, Record<string, Json>>;
const operations = Object.values(paths).flatMap((path) => Object.values(path));
type Parameter = { readonly name: string; readonly in: string; readonly required: boolean };
const components = document["components"] as Record<string, Record<string, Json>>;
/** What a reference leads to; anything else is itself. */
const resolved = (node: Json): Json => {
  const [, , kind = "", name = ""] = String(node["$ref"] ?? "").split("/");
  return components[kind]?.[name] ?? node;
};
const namesOf = (operation: Json = {}) =>
  (operation["parameters"] as readonly Json[])
    .map((parameter) => resolved(parameter) as Parameter)
    .map(({ name, in: place, required }) => `${place} ${name}${required ? " required" : ""}`);

test("every operation has a name of its own, a context, an access and problem answers", () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const operation of operations) {
    expect(operation).toMatchObject({ "x-context": "parcel", "x-access": expect.anything() });
    const answers = operation["responses"] as Record<string, Json>;
    for (const status of ["400", "401", "default"]) {
      expect(resolved(answers[status] ?? {})).toMatchObject({
        content: { "application/problem+json": expect.anything() },
      });
    }
  }
});

test("what any route may answer is listed once, with the answer of every operation", () => {
  expect(resolved({ $ref: "#/components/responses/Problem" })["x-codes"]).toEqual(
    expect.arrayContaining(["COMMON_BODY_TOO_LARGE", "SERVICE_OVERLOADED", "COMMON_SYSTEM_ERROR"]),
  );
});

test("a write names its path, its body, its key and what it may answer", () => {
  const place = paths["/api/parcels"]?.["post"];
  expect(place).toMatchObject({
    operationId: "postParcels",
    security: [{ bearer: [] }],
    "x-idempotency": "required",
    requestBody: {
      required: true,
      content: { "application/json": { schema: { additionalProperties: false } } },
    },
    responses: {
      201: { content: { "application/json": { schema: { type: "object" } } } },
      401: { description: "`AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID`" },
      409: { description: "`REQUEST_IN_PROGRESS`, `STOCK_INSUFFICIENT`" },
    },
  });
  expect(place?.["x-codes"]).toContain("STOCK_INSUFFICIENT");
  expect(namesOf(place)).toEqual(["header Idempotency-Key", "header Prefer"]);
  const confirm = paths["/api/parcels/{parcelId}/confirmation"]?.["post"];
  expect(confirm).toMatchObject({ operationId: "postParcelsByParcelIdConfirmation" });
  expect(namesOf(confirm)).toContain("path parcelId required");
});

test("a read names its query and takes a position; a stream is one of events", () => {
  const list = paths["/api/parcels"]?.["get"];
  expect(list).toMatchObject({ security: [] });
  expect(namesOf(list)).toEqual(
    expect.arrayContaining(["query page", "query names", "header Bojagi-Position"]),
  );
  const follow = paths["/api/parcels/{parcelId}/events"]?.["get"];
  expect(follow).toMatchObject({
    responses: { 200: { content: { "text/event-stream": expect.anything() } } },
  });
});

test("every text has a length, every list a size, every number bounds, every object its fields", () => {
  const loose: string[] = [];
  const look = (node: unknown, path: string): void => {
    if (Array.isArray(node)) return node.forEach((entry, index) => look(entry, `${path}/${index}`));
    if (typeof node !== "object" || node === null) return undefined;
    const { type, ...rest } = node as Json;
    if (type === "string" && !("maxLength" in rest || "enum" in rest)) loose.push(path);
    if (type === "array" && !("maxItems" in rest)) loose.push(path);
    if (type === "integer" && !("minimum" in rest && "maximum" in rest)) loose.push(path);
    if (type === "object" && !("additionalProperties" in rest)) loose.push(path);
    for (const [name, child] of Object.entries(node)) look(child, `${path}/${name}`);
    return undefined;
  };
  look(document, "");
  expect(loose).toEqual([]);
});
