import type { Declared } from "#kernel/message.ts";
import type { Done } from "#runtime/committing.ts";
import type { Root } from "#runtime/root.ts";
import type { Party } from "#runtime/routing.ts";

/** Who speaks to whom, and how: facts are heard, commands are asked. */
export type Arrow = {
  readonly from: string;
  readonly to: string;
  readonly kind: Declared["kind"];
  readonly types: readonly string[];
};

/** What begins a story in a context: somebody asks, a time has come, an outside call was answered. */
export const ENTRIES = ["request", "deadline", "task"] as const;
export type Entry = (typeof ENTRIES)[number];

/** How much passed since the process began, and in each of the last whole seconds on average. */
export type Flow = { readonly total: number; readonly perSecond: number };

export type Traffic = {
  /** Counts what a commit brought. */
  readonly committed: (done: Done) => void;
  readonly along: (arrow: Pick<Arrow, "from" | "to" | "kind">) => Flow;
  readonly into: (context: string, entry: Entry) => Flow;
};

/** The arrows that end at `local` contexts: whoever hears or is asked knows what came of it. */
export function arrowsInto(local: readonly string[], parties: readonly Party[]): readonly Arrow[] {
  const told = parties.filter(({ name }) => local.includes(name));
  return told.flatMap((to) =>
    parties
      .filter(({ name }) => name !== to.name)
      .flatMap((from) => [...arrow(from, to, "fact"), ...arrow(from, to, "command")]),
  );
}

function arrow(from: Party, to: Party, kind: Declared["kind"]): readonly Arrow[] {
  const types = to.reactions.flatMap(({ definition: { type, context, kind: heard } }) => {
    if (heard !== kind) return [];
    const isSaid = kind === "fact" ? context === from.name : sends(from, type);
    return isSaid ? [type] : [];
  });
  return types.length === 0 ? [] : [{ from: from.name, to: to.name, kind, types }];
}

const sends = ({ sends: sent }: Party, type: string): boolean =>
  sent.some((declared) => declared.type === type);

/** Counts what passes along each arrow; `now` is in milliseconds. A commit costs a look per message. */
export function trafficOf(arrows: readonly Arrow[], now: () => number): Traffic {
  const meters = new Map<string, Meter>();
  const meterOf = (name: string): Meter => {
    const meter = meters.get(name) ?? newMeter();
    meters.set(name, meter);
    return meter;
  };
  const flow = (name: string): Flow => flowOf(meterOf(name), secondOf(now()));
  const receivers = receiversOf(arrows, meterOf);
  const count = (from: string, type: string, second: number, consumers?: ReadonlySet<string>) => {
    for (const receiver of receivers.get(type) ?? []) {
      const takes = receiver.from === from && (consumers?.has(receiver.to) ?? true);
      if (takes) add(receiver.meter, second);
    }
  };
  const countRoot = (root: Root, second: number): void => {
    const { definition, arrival } = root;
    const entry = entryOf(root);
    if (definition === undefined) return;
    if (entry !== undefined) add(meterOf(`${definition.context} ${entry}`), second);
    if (arrival === undefined) return;
    const consumers = root.consumers ?? new Set(arrival.consumers);
    count(arrival.lane.stream, definition.type, second, consumers);
  };
  return {
    committed: ({ stated, roots }) => {
      const second = secondOf(now());
      for (const { context, definition } of stated) count(context, definition.type, second);
      for (const root of roots) countRoot(root, second);
    },
    along: (of) => flow(nameOf(of)),
    into: (context, entry) => flow(`${context} ${entry}`),
  };
}

type Receiver = { readonly from: string; readonly to: string; readonly meter: Meter };

const nameOf = ({ kind, from, to }: Pick<Arrow, "from" | "to" | "kind">) => `${kind} ${from} ${to}`;

function receiversOf(
  arrows: readonly Arrow[],
  meterOf: (name: string) => Meter,
): ReadonlyMap<string, readonly Receiver[]> {
  const receivers = new Map<string, Receiver[]>();
  for (const { from, to, kind, types } of arrows) {
    const receiver = { from, to, meter: meterOf(nameOf({ from, to, kind })) };
    for (const type of types) receivers.set(type, [...(receivers.get(type) ?? []), receiver]);
  }
  return receivers;
}

function entryOf({ request, deadline, task }: Root): Entry | undefined {
  if (request !== undefined) return "request";
  if (deadline !== undefined) return "deadline";
  return task === undefined ? undefined : "task";
}

/** Whole seconds that a rate is taken over; one more is being filled. */
const SECONDS = 5;
type Meter = { total: number; readonly seconds: number[]; readonly counts: number[] };

const newMeter = (): Meter => ({
  total: 0,
  seconds: new Array<number>(SECONDS + 1).fill(0),
  counts: new Array<number>(SECONDS + 1).fill(0),
});
const secondOf = (at: number): number => Math.floor(at / 1_000);

function add(meter: Meter, second: number): void {
  const place = second % (SECONDS + 1);
  if (meter.seconds[place] !== second) {
    meter.seconds[place] = second;
    meter.counts[place] = 0;
  }
  meter.counts[place] = (meter.counts[place] ?? 0) + 1;
  meter.total++;
}

function flowOf({ total, seconds, counts }: Meter, second: number): Flow {
  const isWhole = (of: number) => of < second && of >= second - SECONDS;
  const recent = seconds.reduce((sum, of, at) => sum + (isWhole(of) ? (counts[at] ?? 0) : 0), 0);
  return { total, perSecond: recent / SECONDS };
}
