import { writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Arguments, type Phase, readArguments, USAGE } from "./arguments.ts";
import { type Closing, closingInReverse } from "./closing.ts";
import type { Figures } from "./figures.ts";
import { FULL, QUICK } from "./lengths.ts";
import { enginePhase } from "./phases/engine.ts";
import { fleetPhase } from "./phases/fleet.ts";
import type { Found } from "./phases/found.ts";
import { fusedPhase } from "./phases/fused.ts";
import { scenarioPhase } from "./phases/scenario.ts";
import { splitPhase } from "./phases/split.ts";
import { yardstickPhase } from "./phases/yardstick.ts";
import { jsonOf, type Report, tableOf } from "./report.ts";
import { openStand, type Stand } from "./stand.ts";

/**
 * Measures the platform and its yardstick in one run on one fresh PostgreSQL, and prints a table. Ends
 * with code 1 when a figure does not count, and always without what it started.
 */
const RUN: Readonly<Record<Phase, (stand: Stand) => Promise<Found>>> = {
  yardstick: yardstickPhase,
  engine: enginePhase,
  fused: fusedPhase,
  split: splitPhase,
  scenario: scenarioPhase,
  "fleet-postgres": fleetPhase("postgres"),
  "fleet-nats": fleetPhase("nats"),
  "fleet-rabbitmq": fleetPhase("rabbitmq"),
  "fleet-kafka": fleetPhase("kafka"),
};
const CLOSE_WITHIN_MS = 20_000;

const asked = readArguments(process.argv.slice(2));
if ("problem" in asked) {
  console.error(`${asked.problem}\n${USAGE}`);
  process.exitCode = 2;
} else {
  await main(asked);
}

async function main(asked: Arguments): Promise<void> {
  const json = asked.json === undefined ? undefined : resolve(asked.json);
  // Programs are started by paths from here, wherever the command was given.
  process.chdir(fileURLToPath(new URL("..", import.meta.url)));
  const ofRun = closingInReverse();
  const ofPhase = closingInReverse();
  const lengths = asked.quick ? QUICK : FULL;
  const patience = giveUpWhenAsked(ofPhase, lengths.runSecondsMax);
  try {
    const report = await measured(asked, ofRun, ofPhase);
    console.log(`\n${tableOf(report)}`);
    if (json !== undefined) await writeFile(json, jsonOf(report));
    if (report.remarks.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!ofPhase.isGivenUp()) throw error;
  } finally {
    await ofPhase.all();
    await ofRun.all();
    clearTimeout(patience);
  }
}

/** On Ctrl-C, and after too long a time: what runs is ended, and the rest fails by itself. */
function giveUpWhenAsked(ofPhase: Closing, secondsMax: number): NodeJS.Timeout {
  const giveUp = (why: string): void => {
    if (ofPhase.isGivenUp()) return;
    console.error(`\n${why}: ending what was started`);
    process.exitCode = 130;
    void ofPhase.giveUp();
    // PostgreSQL ends with this process in any case.
    setTimeout(() => process.exit(130), CLOSE_WITHIN_MS).unref();
  };
  process.on("SIGINT", () => giveUp("Interrupted"));
  process.on("SIGTERM", () => giveUp("Terminated"));
  return setTimeout(() => giveUp(`Not done in ${secondsMax} s`), secondsMax * 1000);
}

async function measured(
  { quick, phases }: Arguments,
  ofRun: Closing,
  ofPhase: Closing,
): Promise<Report> {
  const loadAverage = loadavg()[0] ?? 0;
  const began = performance.now();
  const say = (what: string): void => {
    console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  };
  say("PostgreSQL starts");
  const lengths = quick ? QUICK : FULL;
  const stand = await openStand(ofRun, { closing: ofPhase, lengths, say });
  const machine = {
    processor: cpus()[0]?.model ?? "an unknown processor",
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1024 ** 2),
    loadAverage,
    node: process.versions.node,
    postgres: await stand.ask("show server_version"),
  };
  let figures: Figures = {};
  const remarks: string[] = [];
  for (const phase of phases) {
    const found = await phaseOf(phase, stand);
    figures = { ...figures, ...found.figures };
    remarks.push(...found.remarks);
  }
  say("done");
  return { machine, quick, figures, remarks };
}

/** One phase that fails does not take the figures of the others with it. */
async function phaseOf(phase: Phase, stand: Stand): Promise<Found> {
  try {
    return await RUN[phase](stand);
  } catch (error) {
    if (stand.closing.isGivenUp()) throw error;
    return { figures: {}, remarks: [`${phase}: ${(error as Error).message}`] };
  } finally {
    await stand.closing.all();
  }
}
