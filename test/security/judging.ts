/** What every answer must be, whatever was asked (attacks R2, §4). */
import type { ApiDocument, Operation } from "./document.ts";
import type { Heard } from "./wire.ts";

export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly instance: string;
  readonly errors?: readonly { readonly field?: string; readonly code: string }[];
};

const PROBLEM_TYPE = "application/problem+json; charset=utf-8";
const MEMBERS = [
  "type",
  "title",
  "status",
  "detail",
  "instance",
  "code",
  "requestId",
  "traceId",
  "errors",
];
/** What an answer tells only when it tells too much: stacks, files, statements, our libraries. */
const INNARDS = /node_modules|\.ts:\d|\bat \S+ \(|\bselect\b.+\bfrom\b|postgres|fastify|ECONN/i;

/** What is wrong with an answer; an operation adds its own codes and statuses to what is allowed. */
export function faultsOf(
  heard: Heard,
  document: ApiDocument,
  operation?: Operation,
): readonly string[] {
  const { status } = heard;
  if (status >= 500 && status !== 503) return [`status ${status}: ${heard.text.slice(0, 300)}`];
  const faults: string[] = [];
  if (operation !== undefined && !operation.statuses.has(status)) {
    faults.push(`status ${status} is not documented`);
  }
  if (status >= 400) faults.push(...problemFaults(heard, (operation ?? document).codes));
  return faults;
}

function problemFaults({ status, headers, body, text }: Heard, codes: ReadonlySet<string>) {
  const problem = (body ?? {}) as Partial<ProblemBody>;
  const faults: string[] = [];
  if (headers["content-type"] !== PROBLEM_TYPE) faults.push(`is ${headers["content-type"]}`);
  if (problem.status !== status) faults.push(`says status ${problem.status} with ${status}`);
  if (!codes.has(problem.code ?? "")) faults.push(`code ${problem.code} is not documented`);
  if (problem.type?.endsWith(`/problems/${problem.code}`) !== true) faults.push("type has no page");
  const unknown = Object.keys(problem).filter((name) => !MEMBERS.includes(name));
  if (unknown.length > 0) faults.push(`has ${unknown.join()}`);
  if (INNARDS.test(text)) faults.push(`tells too much: ${text.slice(0, 300)}`);
  return faults;
}

/** A problem without what differs between any two requests. */
export function likeAnyOther({ status, body }: Heard): unknown {
  const { requestId: _, traceId: __, instance: ___, ...rest } = (body ?? {}) as ProblemBody;
  return { ...rest, status };
}

/** The fields that a problem names. */
export const fieldsNamed = ({ body }: Heard): readonly string[] =>
  ((body ?? {}) as Partial<ProblemBody>).errors?.flatMap(({ field }) => field ?? []) ?? [];

export const codeOf = ({ body }: Heard): string | undefined =>
  ((body ?? {}) as Partial<ProblemBody>).code;
