/** An answer that is a no, as RFC 9457 says it; its words are already in the reader's language. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId?: string;
  readonly errors?: readonly ProblemError[];
  /** What may be confirmed in place of what was refused. */
  readonly instead?: unknown;
};
export type ProblemError = {
  readonly field?: string;
  readonly line?: number;
  readonly code: string;
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

/** Thrown by every call that was answered with a no. */
export class Refused extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;
  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.title);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Thrown by every call that had no answer: whether it was heard is not known. */
export class Unanswered extends Error {}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Refused ? error.problem.code : undefined;

const PASSING: ReadonlySet<string> = new Set([
  "REQUEST_IN_PROGRESS",
  "SERVICE_OVERLOADED",
  "DEPENDENCY_UNAVAILABLE",
  "COMMON_SYSTEM_ERROR",
]);

/** Whether the same request may well be answered when it is sent again: a write with the same key. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unanswered || (error instanceof Refused && PASSING.has(error.problem.code));

/** What is wrong with each field, by the last part of its name, for a form to show at its fields. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Refused)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).flatMap(({ field, message }) =>
      field === undefined ? [] : [[field.split(/[./]/).at(-1) ?? field, message]],
    ),
  );
}
