import { expect, test } from "vitest";
import {
  closingLine,
  countsOf,
  failures,
  skippedForNeed,
  type TestResult,
} from "./closing-line.ts";

const results = (...states: readonly TestResult["state"][]): TestResult[] =>
  states.map((state) => ({ file: "a.test.ts", name: state, state, why: "" }));

test.each([
  [{ passed: 12, failed: 0, skipped: 0 }, "12 passed, 0 failed"],
  [{ passed: 1, failed: 2, skipped: 3 }, "1 passed, 2 failed, 3 skipped"],
])("the closing line of %o is %s", (counts, line) => {
  expect(closingLine(counts)).toBe(line);
});

test("every test is counted by its state", () => {
  const counts = countsOf(results("passed", "failed", "passed", "skipped", "failed"), "failed");
  expect(counts).toEqual({ passed: 2, failed: 2, skipped: 1 });
});

test("a run that failed without a failed test counts one failure, and a good one none", () => {
  expect(countsOf(results("passed"), "failed")).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countsOf(results("passed"), "interrupted").failed).toBe(1);
  expect(countsOf(results("passed"), "passed").failed).toBe(0);
});

test("what is skipped for an absent program is named with what it needs, and other skips are not", () => {
  const of = (name: string, state: TestResult["state"]) => ({
    file: "a.test.ts",
    name,
    state,
    why: "",
  });
  const lines = skippedForNeed([
    of("a ranking in Redis (needs redis-server) > counts", "skipped"),
    of("a ranking in Redis (needs redis-server) > comes back", "skipped"),
    of("a town on disk (needs a disk) > starts", "passed"),
    of("another thing > starts", "skipped"),
  ]);
  expect(lines).toEqual(["skipped: a ranking in Redis (needs redis-server): 2 tests"]);
});

test("a failed test is named with its file and what it said, and no other is", () => {
  const failed = { file: "b.test.ts", name: "holds", state: "failed", why: "1 is not 2" } as const;
  expect(failures([...results("passed", "skipped"), failed])).toEqual([
    "failed: b.test.ts: holds\n  1 is not 2",
  ]);
});
