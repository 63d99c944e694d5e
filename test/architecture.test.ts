import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

type Rules = {
  readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
  readonly options: ICruiseOptions;
};
const rules = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as Rules;
const ruleNames = rules.forbidden.map(({ name }) => name);

const LAYERS = [
  "kernel-layer",
  "store-layer",
  "runtime-layer",
  "bus-layer",
  "http-layer",
  "gateway-layer",
  "contexts-layer",
  "bus-takes-types-of-runtime",
];
const PURE = [
  "rules-import-their-contract",
  "rules-and-contracts-use-no-library",
  "contexts-hold-no-connection",
];
const FLOW = [
  "collections-import-their-rules",
  "reactions-import-no-web",
  "reactions-take-types-of-store",
  "routes-import-their-own",
  "routes-take-types-of-runtime",
  "contexts-meet-in-contracts",
];
const LOOSE = ["contract-imports-kernel-only", "gift-is-not-known", "listeners-are-not-known"];
const OUTSIDE = ["outside-calls-through-adapters", "heavy-sdks-come-when-used"];
const WHOLE = ["src-stands-alone", "no-cycles", "imports-resolve"];

/** Globals of Node.js that reach the outside without an import. */
const OUTSIDE_GLOBALS = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"];
const ADAPTER = /\/contexts\/[^/]+\/(providers|carriers|channels|feeds|simulators)\//;

describe("the sources", () => {
  let found: ICruiseResult;
  beforeAll(async () => {
    found = await cruised(ROOT);
  });

  test("are seen with their aliases and types resolved", () => {
    expect(found.modules.length).toBeGreaterThan(50);
    const kernelUsers = found.modules.flatMap(({ dependencies }) =>
      dependencies.filter((d) => d.module.startsWith("#kernel/")),
    );
    expect(kernelUsers.length).toBeGreaterThan(20);
    expect(kernelUsers.filter((d) => !d.resolved.startsWith("src/kernel/"))).toEqual([]);
  });

  test("S0.34 layer rules hold: kernel, store, runtime, bus, http, contexts import downwards", () => {
    expect(violationsOf(found, LAYERS)).toEqual([]);
  });

  test("S0.34 layer rules hold: rules import no web, database or queue code", () => {
    expect(violationsOf(found, PURE)).toEqual([]);
  });

  test("S2.25 the flow is readable above its implementation: each file of a context keeps its place", () => {
    expect(violationsOf(found, FLOW)).toEqual([]);
  });

  test("S2.8 outside calls only through adapters: contexts import no client and call no fetch", () => {
    expect(violationsOf(found, OUTSIDE)).toEqual([]);
    const contexts = join(ROOT, "src/contexts");
    const callers = readdirSync(contexts, { recursive: true, encoding: "utf8" })
      .map((path) => join(contexts, path))
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !ADAPTER.test(path))
      .filter((path) => outsideGlobalsOf(readFileSync(path, "utf8")).length > 0);
    expect(callers).toEqual([]);
  });

  test("S1.45 publisher code names no consumer: contracts stand alone, listeners stay unknown", () => {
    expect(violationsOf(found, LOOSE)).toEqual([]);
  });

  test("import nothing of tests and benches, in no cycle, and nothing that is missing", () => {
    expect(violationsOf(found, WHOLE)).toEqual([]);
  });

  test("are held by every rule there is", () => {
    const held = [...LAYERS, ...PURE, ...FLOW, ...LOOSE, ...OUTSIDE, ...WHOLE];
    expect(held.toSorted()).toEqual(ruleNames.toSorted());
  });
});

const LAWFUL = {
  "src/kernel/money.ts": "export type Money = bigint;",
  "src/store/store.ts": `import "#kernel/money.ts"; export type Store = 1; export const store = 1;`,
  "src/runtime/group.ts": `import "#store/store.ts"; export type Group = 1; export const group = 1;`,
  "src/bus/bus.ts": `import type { Group } from "#runtime/group.ts"; export type Bus = Group;`,
  "src/http/server.ts": `import "fastify"; import "#bus/bus.ts"; export const server = 1;`,
  "src/gateway/front.ts": `import "#http/server.ts"; export const front = 1;`,
  "src/contexts/order/contract.ts": `import "#kernel/money.ts"; export const placed = 1;`,
  "src/contexts/order/rules.ts": `import "./contract.ts"; import "./rules/placing.ts";`,
  "src/contexts/order/rules/placing.ts": `import "../contract.ts"; import "#kernel/money.ts";`,
  "src/contexts/order/collections.ts": `import "#store/store.ts"; import "./rules.ts";`,
  "src/contexts/order/reactions.ts": `import "./rules.ts"; import "#contexts/catalog/contract.ts";`,
  "src/contexts/order/routes.ts": `import "#http/server.ts"; import "./reactions.ts";`,
  "src/contexts/order/rules.unit.test.ts": `import "../../../test/stage.ts";`,
  "src/contexts/payment/providers/card.ts": `import "undici"; import "node:http";`,
  "src/contexts/payment/providers/late.ts": `import type S from "stripe"; import("stripe");`,
  "src/contexts/catalog/contract.ts": "export const reserved = 1;",
  "src/contexts/gift/contract.ts": "export const accepted = 1;",
  "src/contexts/gift/reactions.ts": `import "#contexts/order/contract.ts";`,
  "src/contexts/query/contract.ts": "export const rebuild = 1;",
  "src/contexts/query/reactions.ts": `import "#contexts/gift/contract.ts";`,
  "src/store/ring.ts": "export type Ring = 1;",
  "src/store/ringing.ts": `import type { Ring } from "./ring.ts"; export type Ringing = Ring;`,
  "test/stage.ts": `import "#kernel/money.ts";`,
} as const;

/** Per rule, files that break it, and the one that it must name. */
const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
  ["kernel-layer", "src/kernel/ids.ts", `import type { Store } from "#store/store.ts";`],
  ["store-layer", "src/store/memory.ts", `import "#runtime/group.ts";`],
  ["runtime-layer", "src/runtime/wave.ts", `import type { Bus } from "#bus/bus.ts";`],
  ["bus-layer", "src/bus/adapters/nats.ts", `import "../../http/server.ts";`],
  ["bus-takes-types-of-runtime", "src/bus/claims.ts", `import { group } from "#runtime/group.ts";`],
  ["http-layer", "src/http/live.ts", `import "#contexts/order/contract.ts";`],
  ["gateway-layer", "src/gateway/limits.ts", `import "#contexts/order/contract.ts";`],
  ["contexts-layer", "src/contexts/order/context.ts", `import "../../gateway/front.ts";`],
  [
    "contract-imports-kernel-only",
    "src/contexts/coupon/contract.ts",
    `import "../order/contract.ts";`,
  ],
  ["rules-import-their-contract", "src/contexts/coupon/rules.ts", `import "#store/store.ts";`],
  [
    "rules-import-their-contract",
    "src/contexts/wallet/rules/a.ts",
    `import "../../order/contract.ts";`,
  ],
  ["rules-and-contracts-use-no-library", "src/contexts/gift/rules.ts", `import "pg";`],
  ["rules-and-contracts-use-no-library", "src/contexts/wallet/rules.ts", `import "node:fs";`],
  [
    "collections-import-their-rules",
    "src/contexts/gift/collections.ts",
    `import "#runtime/group.ts";`,
  ],
  ["reactions-import-no-web", "src/contexts/coupon/reactions.ts", `import "#http/server.ts";`],
  [
    "reactions-take-types-of-store",
    "src/contexts/wallet/reactions.ts",
    `import { store } from "#store/store.ts";`,
  ],
  ["routes-import-their-own", "src/contexts/gift/routes.ts", `import "#store/store.ts";`],
  [
    "routes-take-types-of-runtime",
    "src/contexts/wallet/routes.ts",
    `import { group } from "#runtime/group.ts";`,
  ],
  ["contexts-meet-in-contracts", "src/contexts/wallet/context.ts", `import "../order/rules.ts";`],
  [
    "gift-is-not-known",
    "src/contexts/delivery/reactions.ts",
    `import "#contexts/gift/contract.ts";`,
  ],
  [
    "listeners-are-not-known",
    "src/contexts/delivery/context.ts",
    `import "#contexts/query/contract.ts";`,
  ],
  ["outside-calls-through-adapters", "src/contexts/delivery/carrier.ts", `import "undici";`],
  ["outside-calls-through-adapters", "src/contexts/delivery/track.ts", `import "node:https";`],
  [
    "heavy-sdks-come-when-used",
    "src/contexts/payment/providers/stripe.ts",
    `import { Stripe } from "stripe";`,
  ],
  ["contexts-hold-no-connection", "src/contexts/delivery/sql.ts", `import "pg";`],
  ["src-stands-alone", "src/http/front.ts", `import "../../test/stage.ts";`],
  ["src-stands-alone", "src/http/draining.ts", `import "../contexts/order/rules.unit.test.ts";`],
  ["no-cycles", "src/store/ring.ts", `import "./ringing.ts"; export type Ring = 1;`],
  ["imports-resolve", "src/store/lost.ts", `import "./nowhere.ts";`],
];

describe("the rules themselves", () => {
  const tree = mkdtempSync(join(tmpdir(), "bojagi-architecture-"));
  let lawful: ICruiseResult;
  let broken: ICruiseResult;
  beforeAll(async () => {
    plant(tree, { "package.json": readFileSync(join(ROOT, "package.json"), "utf8") });
    for (const library of ["fastify", "pg", "stripe", "undici"]) {
      plant(tree, {
        [`node_modules/${library}/package.json`]: JSON.stringify({
          name: library,
          main: "main.js",
        }),
        [`node_modules/${library}/main.js`]: "",
      });
    }
    plant(tree, LAWFUL);
    lawful = await cruised(tree);
    plant(tree, Object.fromEntries(PLANTED.map(([, file, text]) => [file, text])));
    broken = await cruised(tree);
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test("find nothing wrong with a lawful tree", () => {
    expect(lawful.modules.length).toBeGreaterThanOrEqual(Object.keys(LAWFUL).length);
    expect(violationsOf(lawful, ruleNames)).toEqual([]);
  });

  test.each(PLANTED)("%s catches %s", (rule, file) => {
    expect(violationsOf(broken, [rule]).map((text) => text.split(" ")[1])).toContain(file);
  });

  test("are each tried by a planted violation", () => {
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(ruleNames));
  });

  test("see a fetch that needs no import, and no word in a comment", () => {
    expect(outsideGlobalsOf(`const a = () => fetch("http://a");`)).toEqual(["fetch"]);
    expect(outsideGlobalsOf(`globalThis.fetch("http://a"); new WebSocket("ws://a");`)).toEqual([
      "fetch",
      "WebSocket",
    ]);
    expect(outsideGlobalsOf(`/** may fetch( */ store.fetch(1); const x = { fetch: 1 };`)).toEqual(
      [],
    );
  });
});

/** Sources below `baseDir`/src, judged by the rules. */
async function cruised(baseDir: string): Promise<ICruiseResult> {
  const ruleSet = { forbidden: rules.forbidden } as NonNullable<ICruiseOptions["ruleSet"]>;
  const options = { ...rules.options, baseDir, validate: true, ruleSet };
  const { output } = await cruise(["src"], options, resolving());
  if (typeof output === "string") throw new Error("expected a result, not a report");
  return output;
}

/** The command line hands these options to the resolver; the API takes them apart. */
const resolving = () => ({ ...rules.options.enhancedResolveOptions, bustTheCache: true });

const violationsOf = ({ summary }: ICruiseResult, names: readonly string[]): string[] =>
  summary.violations
    .filter(({ rule }) => names.includes(rule.name))
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

function outsideGlobalsOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = node.expression.getText().replace(/^globalThis\./, "");
      if (OUTSIDE_GLOBALS.includes(name)) found.push(name);
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile("scanned.ts", text, ts.ScriptTarget.ES2023, true));
  return found;
}

function plant(tree: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}
