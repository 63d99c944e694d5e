import type { Reader } from "./addressValues.ts";
import type { Route } from "./route.ts";

/** A route with all that can be made of its shapes once. */
export type ServedRoute = {
  readonly route: Route;
  readonly writes: boolean;
  /** Nobody parses the body here. */
  readonly takesBytes: boolean;
  readonly readParams: Reader | undefined;
  readonly readQuery: Reader | undefined;
  readonly reviveQuery: (value: unknown) => unknown;
  readonly reviveBody: (value: unknown) => unknown;
  /** The encoder of each success; null for an answer without a body. */
  readonly encoders: ReadonlyMap<number, ((value: unknown) => string) | null>;
};
