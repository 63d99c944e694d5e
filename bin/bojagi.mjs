#!/usr/bin/env node
/** The command `bojagi`: see src/bojagi.ts. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bundled } from "./bundle.mjs";

const file = await bundled(resolve(import.meta.dirname, "../src/bojagi.ts"));
// A fleet starts its processes from the same bundle.
process.argv[1] = file;
await import(pathToFileURL(file).href);
