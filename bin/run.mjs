/** Runs a program of this repository as one that is bundled first: `node bin/run.mjs src/main.ts`. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bundled } from "./bundle.mjs";

process.argv.splice(1, 1);
const program = resolve(process.argv[1] ?? "");
process.setSourceMapsEnabled(true);
await import(pathToFileURL(await bundled(program)).href);
