import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { Passing } from "../../store.ts";
import { classified } from "./failure.ts";

function raised(code: string, more: Partial<DatabaseError> = {}): DatabaseError {
  return Object.assign(new DatabaseError("raised", 0, "error"), { code, ...more });
}

test.each([
  ["a serialization failure", raised("40001"), "conflict"],
  ["a deadlock", raised("40P01"), "conflict"],
  ["a lock not given in time", raised("55P03"), "conflict"],
  ["our key inserted by another", raised("23505", { constraint: "orders_pkey" }), "conflict"],
  ["a lost connection", raised("08006"), "unavailable"],
  ["a full disk", raised("53100"), "unavailable"],
  ["too many connections", raised("53300"), "unavailable"],
  ["a shutdown", raised("57P01"), "unavailable"],
  ["a server that is starting", raised("57P03"), "unavailable"],
  ["a statement that took too long", raised("57014"), "unavailable"],
  ["a server that became a replica", raised("25006"), "unavailable"],
  [
    "a table changed under us",
    raised("0A000", { routine: "RevalidateCachedQuery" }),
    "unavailable",
  ],
  ["what the server did not say", new Error("read ECONNRESET"), "unavailable"],
])("%s passes", (_, error, kind) => {
  const passing = classified(error);
  expect(passing).toBeInstanceOf(Passing);
  expect(passing).toMatchObject({ kind, cause: error });
});

test.each([
  ["a broken check", raised("23514")],
  ["a missing value", raised("23502")],
  ["a rule that something be unique", raised("23505", { constraint: "one_open_order" })],
  ["an overflow", raised("22003")],
  ["a mistake in our SQL", raised("42601")],
  ["something the server does not support", raised("0A000", { routine: "other" })],
])("%s does not pass", (_, error) => {
  expect(classified(error)).toBe(error);
});
