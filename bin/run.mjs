/** Runs a program of this repository as one that is bundled first: `node bin/run.mjs src/main.ts`. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { bundled } from "./bundle.mjs";

// Under load the heap would grow to four times what is alive in it before it is cleared; three times
// is 60 to 80 MB less, for a few percent of CPU (bench/RESULTS.md).
setFlagsFromString("--heap-growing-percent=200");

process.argv.splice(1, 1);
const program = resolve(process.argv[1] ?? "");
process.setSourceMapsEnabled(true);
await import(pathToFileURL(await bundled(program)).href);
