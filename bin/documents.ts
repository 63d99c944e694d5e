/**
 * Writes every generated document; `npm run docs`. With `--check` writes nothing and exits with 1
 * when one is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { asyncApiDocument } from "./asyncapi.ts";
import { clientTypes, openApiDocument } from "./client.ts";
import { contractsDocument } from "./contracts.ts";
import { consumersDocument } from "./contracts/consumers.ts";
import { kubernetesManifests } from "./documents/kubernetes.ts";
import { policiesDocument } from "./documents/policies.ts";
import { requirementsStatus } from "./documents/requirementsStatus.ts";
import { journeysDocument } from "./journeys.ts";
import { schemaDocument } from "./schema.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** A file of the repository that a program writes. The same sources give the same text. */
export type Document = {
  readonly file: string;
  readonly render: () => string | Promise<string>;
};

export const documents: readonly Document[] = [
  { file: "docs/requirements-status.md", render: requirementsStatus },
  { file: "docs/openapi.json", render: openApiDocument },
  { file: "src/client/schema.d.ts", render: clientTypes },
  { file: "docs/journeys.md", render: journeysDocument },
  { file: "docs/contracts.json", render: contractsDocument },
  { file: "docs/asyncapi.json", render: asyncApiDocument },
  { file: "docs/consumers.json", render: consumersDocument },
  { file: "docs/policies.md", render: policiesDocument },
  ...kubernetesManifests,
];

/** Those that need a PostgreSQL: they start one. */
const documentsOfDatabase: readonly Document[] = [
  { file: "docs/schema.sql", render: schemaDocument },
];

/** True when the file is what its sources say now. A file that is missing is stale. */
export async function isCurrent({ file, render }: Document, root: string = ROOT): Promise<boolean> {
  return (await render()) === textOf(join(root, file));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function check(): Promise<void> {
  for (const document of [...documents, ...documentsOfDatabase]) {
    if (await isCurrent(document)) continue;
    console.error(`${document.file} is stale: npm run docs`);
    process.exitCode = 1;
  }
}

async function write(): Promise<void> {
  for (const document of [...documents, ...documentsOfDatabase]) {
    if (await isCurrent(document)) continue;
    const path = join(ROOT, document.file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await document.render());
    console.log(`wrote ${document.file}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  await (process.argv.includes("--check") ? check() : write());
}
