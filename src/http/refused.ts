import { type Refusal, refuse, type RefusalDetail } from "#kernel/refusal.ts";
import type { ProblemCode } from "./titles.ts";

/** A refusal, also with the codes that only the HTTP front gives. */
export type FrontRefusal = {
  readonly refusal: ProblemCode;
  readonly details?: readonly RefusalDetail[];
};

/** Carries an expected no through those parts of the HTTP library that only take errors. */
export class Refused extends Error {
  readonly reason: FrontRefusal;
  constructor(reason: FrontRefusal) {
    super(reason.refusal);
    this.name = "Refused";
    this.reason = reason;
  }
}

/** A request that cannot be read, naming what is wrong. */
export const invalid = (field: string, code: string): Refusal =>
  refuse("COMMON_INVALID_PARAMETER", [{ field, code }]);
