import fastJsonStringify from "fast-json-stringify";
import { Compile } from "typebox/compile";
import { moneyReviver, type Shape, type ValueOf } from "./schema.ts";

/**
 * A shape compiled once. `encode` writes bigint as JSON integers; `fits` judges a parsed JSON value
 * (money still as integers); `revive` turns a fitting one into the value with bigint, in place.
 */
export type Codec<T> = {
  readonly encode: (value: T) => string;
  readonly fits: (parsed: unknown) => boolean;
  readonly revive: (parsed: unknown) => T;
};

/** Compiles on first use: a context that never meets a message type pays nothing for it. */
export function codecOf<S extends Shape>(shape: S): Codec<ValueOf<S>> {
  let encode: ((value: unknown) => string) | undefined;
  let validator: { Check(value: unknown): boolean } | undefined;
  const revive = moneyReviver(shape);
  return {
    encode: (value) => (encode ??= fastJsonStringify(shape as never))(value),
    fits: (parsed) => (validator ??= Compile(shape)).Check(parsed),
    revive: (parsed) => revive(parsed) as ValueOf<S>,
  };
}
