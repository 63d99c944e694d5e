import type { FastifyRequest } from "fastify";
import { type Refusal, refuse, type RefusalDetail } from "#kernel/refusal.ts";

/** What the schema validator says of one broken rule. */
type Fault = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
};
type Validator = ((value: unknown) => boolean) & { readonly errors?: readonly Fault[] | null };

const DETAILS_MAX = 50;
/** An unknown name is told only when it looks like a name: a client's text is never echoed. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Every field of the path, the query and the body that does not fit, not only those of the first part. */
export function misfits(request: FastifyRequest): Refusal {
  const details = PARTS.flatMap((part) => {
    const validator = request.getValidationFunction(part) as unknown as Validator | undefined;
    if (validator === undefined || validator(request[part])) return [];
    return (validator.errors ?? []).map((fault) => detailOf(fault, part));
  });
  return refuse("COMMON_INVALID_PARAMETER", distinct(details));
}

const PARTS = ["params", "query", "body"] as const;

function detailOf({ keyword, instancePath, params }: Fault, part: string): RefusalDetail {
  const path = instancePath.slice(1).replaceAll("/", ".");
  switch (keyword) {
    case "required":
      return { field: join(path, params["missingProperty"], part), code: "REQUIRED" };
    case "additionalProperties":
      return { field: join(path, params["additionalProperty"], part), code: "UNKNOWN_FIELD" };
    case "type":
      return at(path, part, "WRONG_TYPE", { expected: String(params["type"]) });
    case "minimum":
    case "exclusiveMinimum":
      return at(path, part, "TOO_SMALL", { minimum: Number(params["limit"]) });
    case "maximum":
    case "exclusiveMaximum":
      return at(path, part, "TOO_LARGE", { maximum: Number(params["limit"]) });
    case "minLength":
      return at(path, part, "TOO_SHORT", { minimum: Number(params["limit"]) });
    case "maxLength":
      return at(path, part, "TOO_LONG", { maximum: Number(params["limit"]) });
    case "minItems":
      return at(path, part, "TOO_FEW", { minimum: Number(params["limit"]) });
    case "maxItems":
      return at(path, part, "TOO_MANY", { maximum: Number(params["limit"]) });
    case "enum":
    case "const":
      return at(path, part, "NOT_ALLOWED");
    default:
      return at(path, part, "WRONG_FORM");
  }
}

const at = (
  path: string,
  part: string,
  code: string,
  values?: Record<string, string | number>,
): RefusalDetail => ({
  field: path === "" ? part : path,
  code,
  ...(values === undefined ? {} : { values }),
});

function join(path: string, name: unknown, part: string): string {
  const known = typeof name === "string" && NAME.test(name);
  if (!known) return path === "" ? part : path;
  return path === "" ? name : `${path}.${name}`;
}

function distinct(details: readonly RefusalDetail[]): RefusalDetail[] {
  const seen = new Map<string, RefusalDetail>();
  for (const detail of details) {
    if (seen.size === DETAILS_MAX) break;
    const key = `${detail.field} ${detail.code}`;
    if (!seen.has(key)) seen.set(key, detail);
  }
  return [...seen.values()];
}
