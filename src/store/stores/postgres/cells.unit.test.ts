import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "./cells.ts";

test.each([
  ["2026-11-21 05:48:46.123+00", "2026-11-21T05:48:46.123Z"],
  ["2026-11-21 05:48:46+00", "2026-11-21T05:48:46.000Z"],
  ["2026-11-21 05:48:46.1+00", "2026-11-21T05:48:46.100Z"],
  ["2026-11-21 05:48:46.123999+00", "2026-11-21T05:48:46.123Z"],
  ["2026-11-21 05:48:46.000999+00", "2026-11-21T05:48:46.000Z"],
  ["2026-11-21 14:48:46.123+09", "2026-11-21T05:48:46.123Z"],
  ["2026-11-21 14:48:46.123456+09", "2026-11-21T05:48:46.123Z"],
  ["2026-11-21 11:18:46+05:30", "2026-11-21T05:48:46.000Z"],
  ["1899-12-31 23:59:59.999+00", "1899-12-31T23:59:59.999Z"],
  ["275760-09-13 00:00:00+00", "+275760-09-13T00:00:00.000Z"],
])("the instant %s is read as %s", (text, expected) => {
  expect(new Date(instantOf(text)).toISOString()).toBe(expected);
});

test("every millisecond is read back as it is written", () => {
  const first = Date.UTC(1000, 0, 1);
  const last = Date.UTC(9999, 11, 31);
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (at) => {
      const text = new Date(at).toISOString().replace("T", " ").replace("Z", "+00");
      expect(instantOf(text)).toBe(at);
    }),
  );
});

test.each(["infinity", "0044-03-15 00:00:00+00 BC", "yesterday"])("%s is no instant", (text) => {
  expect(() => instantOf(text)).toThrow("impossible");
});
