import { startEmbeddedPostgres, ensureDatabase } from "#store/embedded.ts";
import { yardstick } from "./yardstick.ts";
import { familyOf, cpuSeconds } from "./measure.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
const pg = await startEmbeddedPostgres({ directory: "/tmp/qpg", settings: process.env["LOGALL"] ? {log_min_duration_statement: "0"} : {} });
await ensureDatabase(pg, "y"); 
if (process.env["Y"]) { console.log(await yardstick(pg.url("y"), 64, 4)); console.log(await yardstick(pg.url("y"), 16, 4)); }
await ensureDatabase(pg, "e"+process.pid);
const prof = process.env["PROF"] ? ["--cpu-prof","--cpu-prof-dir=/tmp/prof"] : [];
const child = spawn(process.execPath, [...prof, "--import","tsx","bench/engine.ts", pg.url("e"+process.pid), JSON.stringify({seconds:+(process.env["SECS"]??5),clients:128,items:200,shoppers:100,coupons:4000})], {stdio:["ignore","inherit","inherit"]});
const before = await cpuSeconds(await familyOf(pg.pid));
await once(child,"exit");
console.log("pg cpu", await cpuSeconds(await familyOf(pg.pid)) - before);
await pg.stop();
