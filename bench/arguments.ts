import { parseArgs } from "node:util";

export const BUSES = ["postgres", "nats", "rabbitmq", "kafka"] as const;
export type Bus = (typeof BUSES)[number];
/** What a quick run measures, too. */
const QUICK_PHASES = ["yardstick", "engine", "fused", "split", "scenario"] as const;
const FLEETS = BUSES.map((bus) => `fleet-${bus}` as const);
export const PHASES = [...QUICK_PHASES, ...FLEETS];
export type Phase = (typeof PHASES)[number];

export type Arguments = {
  readonly quick: boolean;
  /** Where the figures are written as JSON, too. */
  readonly json: string | undefined;
  readonly phases: readonly Phase[];
};

export const USAGE = `npm run bench -- [--quick] [--json FILE] [--only ${PHASES.join(",")}]`;

/** Reads the command line; answers with one line about what makes no sense in it. */
export function readArguments(line: readonly string[]): Arguments | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...line],
      options: {
        quick: { type: "boolean", default: false },
        json: { type: "string" },
        only: { type: "string" },
      },
    });
    const whole: readonly string[] = values.quick ? QUICK_PHASES : PHASES;
    const only = values.only?.split(",").map((name) => name.trim()) ?? whole;
    const unknown = only.find((name) => !PHASES.some((phase) => phase === name));
    if (unknown !== undefined) return { problem: `--only: ${unknown || "nothing"} is not a phase` };
    const phases = PHASES.filter((phase) => only.includes(phase));
    return { quick: values.quick, json: values.json, phases };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
