import { Compile } from "typebox/schema";

/** One answer of the platform to a test. */
export type Answer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
  readonly code: string | undefined;
};

/** Everything that the platform answered to the tests of a town, and what was wrong with it. */
export type Witness = {
  readonly answers: () => readonly Answer[];
  /** Internal ids that were seen outside, with the answer that held them (S0.30). */
  readonly leaks: () => readonly string[];
  /** Answers that the served OpenAPI document does not describe (S3.31). */
  readonly undocumented: () => readonly string[];
};

type Json = Readonly<Record<string, unknown>>;
/** An OpenAPI document: path, method, and what it says of each status. */
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: { readonly Problem: Json };
    readonly responses: {
      readonly Problem: Described & { readonly "x-codes": readonly string[] };
    };
  };
};
type Operation = { readonly responses: Readonly<Record<string, Described>> };
type Described = { readonly content?: Readonly<Record<string, { readonly schema: Json }>> };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** Public tokens, and the two ids that name a request to whoever made it. */
const PUBLIC_ID =
  /^(?:gt_[0-9A-Za-z]{17}|(?:mem|ptn|itm|opt|crl|cpn|mcp|ord|pay|rfd|shp|wtx|ntf|stc|whk|whd|ctg|rvw)_[0-9A-Za-z]{16})$/;
const OF_THE_REQUEST = new Set(["requestId", "traceId"]);
const INTERNAL_NAMES = new Set(["id", "eventId", "correlation", "position", "slot", "story"]);

/** What a body shows that should stay inside, each thing as `name: value`. */
export function internalIds(body: unknown): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(internalIds);
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => [
    ...(isInternal(name, value) ? [`${name}: ${JSON.stringify(value)}`] : []),
    ...internalIds(value),
  ]);
}

function isInternal(name: string, value: unknown): boolean {
  if (INTERNAL_NAMES.has(name)) return true;
  if (typeof value !== "string") return name.endsWith("Id");
  if (UUID.test(value)) return true;
  return name.endsWith("Id") && !OF_THE_REQUEST.has(name) && !PUBLIC_ID.test(value);
}

/** Checks each answer against the document of the process that gave it, and remembers it. */
export function witnessOf(documentAt: (url: string) => Document | undefined) {
  const answers: Answer[] = [];
  const leaks: string[] = [];
  const undocumented: string[] = [];
  const checks = new Map<unknown, (body: unknown) => boolean>();
  const fits = (schema: Json, body: unknown): boolean => {
    const known = checks.get(schema);
    if (known !== undefined) return known(body);
    const compiled = Compile(schema as never);
    const check = (value: unknown) => compiled.Check(value);
    checks.set(schema, check);
    return check(body);
  };

  const saw = (url: string, answer: Answer, body: unknown, type: string): void => {
    answers.push(answer);
    const name = `${answer.method} ${answer.path} ${answer.status}`;
    for (const leak of internalIds(body)) leaks.push(`${name} ${leak}`);
    const document = documentAt(url);
    const operation = document === undefined ? undefined : operationOf(document, answer);
    if (document === undefined || operation === undefined) return;
    const described = operation.responses[answer.status] ?? fromFront(document, answer);
    const schema =
      answer.status >= 400
        ? document.components.schemas.Problem
        : described?.content?.[type]?.schema;
    const isAsSaid =
      described !== undefined && (schema === undefined ? body === undefined : fits(schema, body));
    if (!isAsSaid) undocumented.push(`${name} ${JSON.stringify(body)?.slice(0, 300)}`);
  };
  const witness: Witness = {
    answers: () => answers,
    leaks: () => leaks,
    undocumented: () => undocumented,
  };
  return { ...witness, saw };
}

/** What any route may answer is listed once for all (`x-codes` of the default answer). */
const fromFront = ({ components }: Document, { code = "" }: Answer): Described | undefined =>
  components.responses.Problem["x-codes"].includes(code) ? components.responses.Problem : undefined;

function operationOf({ paths }: Document, { method, path }: Answer): Operation | undefined {
  const templates = Object.keys(paths).filter((template) => patternOf(template).test(path));
  const [template = ""] = templates.toSorted((a, b) => a.split("{").length - b.split("{").length);
  return paths[template]?.[method.toLowerCase()];
}

/** What a path of the document matches. */
export const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
