/** A vitest reporter: the last line of a run says how it went, in one form that a machine can find. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { Reporter, TestModule, TestRunEndReason } from "vitest/node";

/** Written at the end of each run, for `bin/check`. Ignored by git. */
export const RESULTS_FILE = resolve(
  import.meta.dirname,
  "../node_modules/.cache/test-results.json",
);

const WHY_CHARACTERS = 1_000;

export type TestResult = {
  readonly file: string;
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  /** What a failed test said, shortened; empty for the others. */
  readonly why: string;
};

export type TestCounts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** `12 passed, 0 failed`, and the skipped when there are any. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  const ending = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${passed} passed, ${failed} failed${ending}`;
}

/** A run that failed without a failed test (nothing found, a stray rejection) counts as one failure. */
export function countsOf(results: readonly TestResult[], reason: TestRunEndReason): TestCounts {
  const having = (state: TestResult["state"]) => results.filter((r) => r.state === state).length;
  const failed = having("failed");
  const atLeast = reason === "passed" ? 0 : 1;
  return {
    passed: having("passed"),
    failed: Math.max(failed, atLeast),
    skipped: having("skipped"),
  };
}

/** What was skipped for what is absent here, by the part of the name that says what it needs. */
export function skippedForNeed(results: readonly TestResult[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name, state } of results) {
    const [needing] = (state === "skipped" && /^.*?\(needs [^)]+\)/.exec(name)) || [];
    if (needing !== undefined) counts.set(needing, (counts.get(needing) ?? 0) + 1);
  }
  return [...counts].map(([needing, tests]) => `skipped: ${needing}: ${tests} tests`);
}

/** The failed tests, each with its file and what it said: for the end of a log of many runs. */
export function failures(results: readonly TestResult[]): readonly string[] {
  return results
    .filter(({ state }) => state === "failed")
    .map(({ file, name, why }) => `failed: ${file}: ${name}\n  ${why}`);
}

export const closingLineReporter: Reporter = {
  onTestRunEnd(modules, unhandled, reason) {
    const strays = unhandled.map(({ message }) => failure("", "unhandled", message));
    const results = [...modules.flatMap(resultsOf), ...strays];
    const counts = countsOf(results, reason);
    mkdirSync(dirname(RESULTS_FILE), { recursive: true });
    const written = { ...counts, failures: failures(results), results };
    writeFileSync(RESULTS_FILE, JSON.stringify(written, undefined, 1));
    // The other reporters and the global teardown may still print; nothing prints after "exit".
    const lines = [...skippedForNeed(results), closingLine(counts)];
    process.once("exit", () => process.stdout.write(`${lines.join("\n")}\n`));
  },
};

function resultsOf(module: TestModule): TestResult[] {
  const file = relative(process.cwd(), module.moduleId);
  const results: TestResult[] = [];
  // A file that does not load, or a hook that throws, leaves tests that never ran.
  for (const { message } of module.errors()) results.push(failure(file, "file", message));
  for (const suite of module.children.allSuites()) {
    for (const { message } of suite.errors()) {
      results.push(failure(file, suite.fullName, message));
    }
  }
  for (const test of module.children.allTests()) {
    const { state, errors = [] } = test.result();
    const why = errors.map(({ message, stacks }) => shortened(message, stacks?.[0])).join("\n  ");
    results.push({ file, name: test.fullName, state: state === "pending" ? "failed" : state, why });
  }
  return results;
}

function shortened(message: string, at?: { readonly file: string; readonly line: number }): string {
  const place = at === undefined ? "" : ` (${relative(process.cwd(), at.file)}:${at.line})`;
  return `${message.slice(0, WHY_CHARACTERS)}${place}`;
}

const failure = (file: string, name: string, message: string): TestResult => ({
  file,
  name,
  state: "failed",
  why: shortened(message),
});
