/** What the simulator does wrong on purpose, each so many times, and how it calls back. */
import {
  count,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
} from "#kernel/schema.ts";

export const OPERATIONS = ["take", "track"] as const;
export type Operation = (typeof OPERATIONS)[number];
/**
 * refuse: never takes it · slow: waits first · time-out: neither acts nor answers ·
 * act-then-time-out: acts and never says so · the same with a 500 · garbage: acts, and answers with
 * a web page.
 */
export const FAULTS = [
  "refuse",
  "slow",
  "time-out",
  "act-then-time-out",
  "server-error",
  "act-then-server-error",
  "garbage",
] as const;
export type Fault = (typeof FAULTS)[number];

export const switches = () =>
  record({
    /** Replaces what is left of the same fault of the same operation. */
    faults: optional(
      listOf(record({ on: oneOf(...OPERATIONS), fault: oneOf(...FAULTS), times: count() }), 50),
    ),
    slowMs: optional(count(0, 60_000)),
    /** Where callbacks go. How many copies of each, and whether before the answer. */
    callbackUrl: optional(text(500)),
    callbackCopies: optional(count(0, 100)),
    callbackFirst: optional(flag()),
  });
export type Switches = ValueOf<ReturnType<typeof switches>>;

export type FaultBox = {
  readonly set: (switches: Switches) => void;
  /** The fault of this call, used up by it. */
  readonly take: (operation: Operation) => Fault | undefined;
  readonly settings: () => Omit<Switches, "faults">;
  /** What it will still do wrong. */
  readonly left: () => Pick<Required<Switches>, "faults" | "slowMs">;
};

const SLOW_MS = 1_000;

export function faultBox(): FaultBox {
  const left = new Map<string, { on: Operation; fault: Fault; times: number }>();
  let settings: Omit<Switches, "faults"> = {};
  return {
    set: ({ faults = [], ...others }) => {
      for (const fault of faults) left.set(`${fault.on} ${fault.fault}`, { ...fault });
      settings = { ...settings, ...others };
    },
    take: (operation) => {
      const next = [...left.values()].find(({ on, times }) => on === operation && times > 0);
      if (next === undefined) return undefined;
      next.times--;
      return next.fault;
    },
    settings: () => settings,
    left: () => ({
      faults: [...left.values()].filter(({ times }) => times > 0).map((fault) => ({ ...fault })),
      slowMs: settings.slowMs ?? SLOW_MS,
    }),
  };
}
