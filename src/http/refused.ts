import { type Refusal, refuse } from "#kernel/refusal.ts";

/** Carries an expected no through those parts of the HTTP library that only take errors. */
export class Refused extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    super(reason.refusal);
    this.name = "Refused";
    this.reason = reason;
  }
}

/** A request that cannot be read, naming what is wrong. */
export const invalid = (field: string, code: string): Refusal =>
  refuse("COMMON_INVALID_PARAMETER", [{ field, code }]);
