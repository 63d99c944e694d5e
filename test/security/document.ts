/** The OpenAPI document of a running process, as the tests read it. */

/** A schema of the document, as far as it uses the words of JSON Schema. */
export type Schema = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
};

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
};

export type Operation = {
  /** Method and path, as `GET /api/items/{itemId}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: "guest" | readonly string[];
  readonly needsKey: boolean;
  readonly needsVersion: boolean;
  /** Every code that it may answer, those of any route included. */
  readonly codes: ReadonlySet<string>;
  /** Every status that it may answer. */
  readonly statuses: ReadonlySet<number>;
  readonly query: readonly Parameter[];
  readonly body: Schema | undefined;
  /** Its body has no schema of ours: it is taken as its sender signed it. */
  readonly isSigned: boolean;
};

type Named = { readonly $ref?: string };
type Raw = {
  readonly parameters: readonly (Parameter & Named)[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly "x-codes": readonly string[];
  readonly "x-access": Operation["access"];
  readonly "x-idempotency"?: string;
};
type RawDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Raw>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: { readonly Problem: { readonly "x-codes": readonly string[] } };
    readonly schemas: {
      readonly Problem: { readonly properties: { readonly code: { readonly enum: string[] } } };
    };
  };
};

export type ApiDocument = {
  readonly operations: readonly Operation[];
  readonly operation: (name: string) => Operation;
  /** Every code there is. */
  readonly codes: ReadonlySet<string>;
};

export async function documentAt(url: string): Promise<ApiDocument> {
  const answer = await fetch(`${url}/openapi.json`);
  const document = (await answer.json()) as RawDocument;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operationOf(document, method, path, raw)),
  );
  return {
    operations,
    operation: (name) => {
      const found = operations.find((operation) => operation.name === name);
      if (found === undefined) throw new Error(`the document has no ${name}`);
      return found;
    },
    codes: new Set(document.components.schemas.Problem.properties.code.enum),
  };
}

/** What the front answers whatever the route, by the statuses of its codes. */
const FRONT_STATUSES = [406, 408, 413, 414, 415, 417, 429, 431, 503];

function operationOf(
  { components }: RawDocument,
  lowerMethod: string,
  path: string,
  raw: Raw,
): Operation {
  const method = lowerMethod.toUpperCase();
  const parameters = raw.parameters.map((parameter) => {
    const name = parameter.$ref?.split("/").at(-1);
    return name === undefined ? parameter : (components.parameters[name] ?? parameter);
  });
  return {
    name: `${method} ${path}`,
    method,
    path,
    access: raw["x-access"],
    needsKey: raw["x-idempotency"] === "required",
    needsVersion: parameters.some(({ name }) => name === "If-Match"),
    codes: new Set([...raw["x-codes"], ...components.responses.Problem["x-codes"]]),
    statuses: new Set(
      [...Object.keys(raw.responses).map(Number), ...FRONT_STATUSES].filter(Number.isInteger),
    ),
    query: parameters.filter((parameter) => parameter.in === "query"),
    body: raw.requestBody?.content["application/json"]?.schema,
    isSigned:
      raw.requestBody !== undefined &&
      raw.requestBody.content["application/json"]?.schema === undefined,
  };
}
