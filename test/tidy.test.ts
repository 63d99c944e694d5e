import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  againstRatchet,
  anys,
  defaultExports,
  functionLengths,
  genericNames,
  hiddenInputs,
  isBarrel,
  switchedTests,
  wishes,
} from "./tidy/checks.ts";
import { reachable } from "./tidy/liveness.ts";
import {
  FILE_LINES_MAX,
  fileLengths,
  FUNCTION_LINES_MAX,
  functionLengthsIn,
  readRatchet,
  turned,
} from "./tidy/ratchet.ts";
import {
  CODE_FOLDERS,
  isGenerated,
  pathsBelow,
  ROOT,
  sourceOf,
  sourcesOf,
  TRIAL,
} from "./tidy/sources.ts";

const ratchet = readRatchet();

/** Where time and chance enter: the World itself, and what waits for a process or a socket. */
const MAY_READ_THE_WORLD = [
  "src/kernel/world.ts",
  "src/store/embedded.ts",
  "src/store/embedded/",
  "src/store/stores/postgres/",
];

/** What `main.ts` does not reach, and is no test, each with its reason. */
const ALIVE_ELSEWHERE = [
  // The command line, started by bin/bojagi.mjs.
  "src/bojagi.ts",
  // For programs that call the platform from outside.
  "src/client/client.ts",
  // Stands in for the message services, in tests.
  "src/contexts/notification/channels/simulator.ts",
  // The names that other systems give our states, proved by a table test.
  "src/contexts/order/rules/aliases.ts",
  // Compares the collections with the migrated schema, for tests of both.
  "src/store/conformity.ts",
];

const everything = sourcesOf(ROOT);
const sources = everything.filter((source) => !isGenerated(source));
const shipped = sources.filter(({ path }) => path.startsWith("src/"));

describe("the repository", () => {
  test("is seen by these checks", () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(sources.map(({ path }) => path)).toContain("test/tidy.test.ts");
  });

  test("has no file or folder with a name that collects what nobody named", () => {
    expect(pathsBelow(ROOT, CODE_FOLDERS).filter((path) => genericNames(path).length > 0)).toEqual(
      [],
    );
  });

  test("has no barrel", () => {
    expect(sources.filter(isBarrel).map(({ path }) => path)).toEqual([]);
  });

  test("exports nothing by default", () => {
    expect(sources.flatMap(defaultExports)).toEqual([]);
  });

  test("types nothing as any", () => {
    expect(sources.flatMap(anys)).toEqual([]);
  });

  test("leaves no wish without a condition", () => {
    const written = pathsBelow(ROOT, [...CODE_FOLDERS, "docs", "deploy", ".ci", ".github"])
      .filter((path) => /\.(tsx?|sql|md|ya?ml|json|css|html)$|\/[a-z]+$/.test(path))
      .map((path) => ({ path, text: read(path) }));
    expect(written.flatMap(wishes)).toEqual([]);
  });

  test("switches no test off", () => {
    expect(sources.flatMap(switchedTests)).toEqual([]);
  });

  test("takes time and chance from the World alone", () => {
    const judged = shipped
      .filter(({ path }) => /^src\/(contexts|runtime|store|kernel)\//.test(path))
      .filter(({ path }) => !TRIAL.test(path))
      .filter(({ path }) => !MAY_READ_THE_WORLD.some((allowed) => path.startsWith(allowed)));
    expect(judged.flatMap(hiddenInputs)).toEqual([]);
  });

  test(`keeps files within ${FILE_LINES_MAX} lines, and those over it shrink`, () => {
    expect(againstRatchet(fileLengths(sources), FILE_LINES_MAX, ratchet.files)).toEqual([]);
  });

  test(`keeps functions within ${FUNCTION_LINES_MAX} lines, and those over it shrink`, () => {
    const lengths = functionLengthsIn(sources);
    expect(againstRatchet(lengths, FUNCTION_LINES_MAX, ratchet.functions)).toEqual([]);
  });

  test.runIf(existsSync(join(ROOT, "src/main.ts")))("has no dead file", () => {
    const started = [...read("package.json").matchAll(/\b(?:src|bench|bin)\/[\w./-]+\.ts\b/g)];
    const programs = started.map(([path]) => path);
    const trials = sources.map(({ path }) => path).filter((path) => TRIAL.test(path));
    const alive = reachable(sources, ["src/main.ts", ...programs, ...ALIVE_ELSEWHERE]);
    const tried = reachable(
      sources,
      trials.filter((path) => /\.test\.tsx?$/.test(path)),
    );
    const dead = shipped
      .map(({ path }) => path)
      .filter((path) => !(TRIAL.test(path) ? tried : alive).has(path));
    expect(dead).toEqual([]);
  });

  test("has decision records with a context, a decision and its consequences", () => {
    const records = pathsBelow(ROOT, ["docs/decisions"]).filter((path) => path.endsWith(".md"));
    expect(records.length).toBeGreaterThan(1);
    const numbers = records.map((path) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]);
    expect(new Set(numbers).size).toBe(records.length);
    expect(numbers).not.toContain(undefined);
    const sections = ["Context", "Decision", "Consequences"];
    const incomplete = records.filter((path) => {
      const headings = read(path).split("\n");
      return !sections.every((section) => headings.includes(`## ${section}`));
    });
    expect(incomplete).toEqual([]);
  });
});

describe("the checks", () => {
  const planted = (text: string, path = "src/planted.ts") => sourceOf(path, text);

  test.each([
    ["src/utils/money.ts", true],
    ["src/http/helpers.ts", true],
    ["src/contexts/order/orderService.ts", true],
    ["src/contexts/order/retry-handler.test.ts", true],
    ["src/contexts/order/serviceType.ts", false],
    ["src/http/serving.ts", false],
  ])("generic name in %s: %s", (path, generic) => {
    expect(genericNames(path).length > 0).toBe(generic);
  });

  test("find a barrel by its name and by what it does", () => {
    expect(isBarrel(planted("", "src/http/index.ts"))).toBe(true);
    expect(isBarrel(planted(`export * from "./a.ts";`))).toBe(true);
    expect(isBarrel(planted("export const a = 1;"))).toBe(false);
  });

  test.each([
    "export default 1;",
    "export default function a() {}",
    "const a = 1; export { a as default };",
  ])("find a default export in %s", (text) => {
    expect(defaultExports(planted(text))).toEqual(["src/planted.ts:1"]);
  });

  test("find any as a type, not as a word", () => {
    expect(anys(planted("const a = 1 as any;\nfunction f(b: any[]) {}"))).toHaveLength(2);
    expect(anys(planted(`const any = "any"; // any`))).toEqual([]);
  });

  test("find a wish", () => {
    const wish = ["TO", "DO"].join("");
    expect(wishes({ path: "a.md", text: `one\n${wish}: later` })).toEqual(["a.md:2"]);
    expect(wishes({ path: "a.md", text: "what to do, a mastodon" })).toEqual([]);
  });

  test("find a test that is switched off", () => {
    for (const text of ["test.skip()", "describe.only()", "it.concurrent.todo()"]) {
      expect(switchedTests(planted(text)), text).toHaveLength(1);
    }
    expect(switchedTests(planted("test.skipIf(a)(); list.skip(1); test.each([])()"))).toEqual([]);
  });

  test("find time and chance that did not come from the World", () => {
    const hidden = "Date.now(); Math.random(); new Date(); setTimeout(f, 1); performance.now();";
    expect(hiddenInputs(planted(hidden))).toHaveLength(5);
    expect(hiddenInputs(planted("new Date(ms); world.now(); Date.parse(a); now()"))).toEqual([]);
  });

  test("measure functions, and of a describe only its tests", () => {
    const text = [
      "function long() {\n\n\n}",
      'describe("a", () => {\n\n\n  test("b", () => {\n  });\n});',
      'const suite = () => {\n  let a;\n\n  test.each([])("c", () => {});\n};',
    ].join("\n");
    expect(functionLengths(planted(text))).toEqual([
      { name: "src/planted.ts#long", lines: 4 },
      { name: "src/planted.ts#callback", lines: 2 },
      { name: "src/planted.ts#suite > callback", lines: 1 },
    ]);
  });

  test("let a number shrink, and never grow", () => {
    const lengths = [
      { name: "new", lines: 61 },
      { name: "grown", lines: 71 },
      { name: "same", lines: 70 },
      { name: "less", lines: 65 },
      { name: "short", lines: 10 },
    ];
    const allowed = { grown: 70, same: 70, less: 70, gone: 70 };
    expect(againstRatchet(lengths, 60, allowed).map((text) => text.split(" ")[0])).toEqual([
      "new",
      "grown",
      "less",
      "gone",
    ]);
  });

  test("turn the ratchet one way, unless told to adopt", () => {
    const lengths = [
      { name: "new", lines: 61 },
      { name: "grown", lines: 71 },
      { name: "less", lines: 65 },
    ];
    const allowed = { grown: 70, less: 70, gone: 70 };
    expect(turned(lengths, 60, allowed, false)).toEqual({ grown: 70, less: 65 });
    expect(turned(lengths, 60, allowed, true)).toEqual({ grown: 71, less: 65, new: 61 });
  });

  test("follow imports, aliases and paths of child programs", () => {
    const tree = [
      planted(`import "./a.ts"; import("#kernel/b.ts"); fork("../bin/c.ts");`, "src/main.ts"),
      ...["src/a.ts", "src/kernel/b.ts", "bin/c.ts", "src/dead.ts"].map((p) => planted("", p)),
    ];
    expect([...reachable(tree, ["src/main.ts"])].toSorted()).toEqual([
      "bin/c.ts",
      "src/a.ts",
      "src/kernel/b.ts",
      "src/main.ts",
    ]);
  });
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
