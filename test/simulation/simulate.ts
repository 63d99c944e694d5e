import { DEFAULT_POLICIES, type Policies } from "#kernel/policies.ts";
import type { Outcome } from "#store/store.ts";
import { type Broken, brokenAlways, brokenAtRest } from "./checker.ts";
import { evidenceOf } from "./checker/evidence.ts";
import { clientOf, type History } from "./client.ts";
import { type Draw, drawOf } from "./draw.ts";
import { faultsOf } from "./faults.ts";
import { foundation } from "./founding.ts";
import { drawPartition, type Fleet, fleetOf } from "./fleet.ts";
import { partiesWith } from "./platform.ts";
import type { Process } from "./process.ts";
import { readsOf } from "./reads.ts";
import { forgetWatermarks, noticeable } from "./replay.ts";
import type { Plant, Run } from "./run.ts";
import { operate, redriveSome, sell } from "./seller.ts";
import { shop } from "./shopper.ts";
import { countEnds } from "./sometimes.ts";
import { stockTown, type Town } from "./town.ts";
import { timelineOf } from "./world.ts";

export type SimulationOptions = {
  /** Keeps a trace of everything, for a person. */
  readonly traced?: boolean;
  readonly plant?: Plant;
  /** Once everything has come to rest, all readers forget their place and read everything again. */
  readonly replayed?: boolean;
};

export type Simulated = {
  readonly seed: number;
  /** Equal for equal runs. */
  readonly hash: string;
  /** States that were reached, and how often. */
  readonly counts: ReadonlyMap<string, number>;
  readonly broken: Broken | undefined;
  readonly trace: readonly string[];
};

const STEPS_MAX = 60_000;
const CHECK_EVERY_COMMITS = 6;
const DAY_MS = 86_400_000;

/** Runs one seed: a town of people on a platform where things go wrong, then rest, then judgement. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Simulated> {
  const { town, database, applied } = await foundation();
  const findings: Findings = { counts: new Map(), trace: [], broken: undefined, commits: 0 };
  const history: History = [];
  const run = runOf(seed, options, new Map(applied), findings, () => fleet);
  const fleet = fleetOf(run, drawPartition(run.draw), database);
  const story = tellStory(run, fleet, town, history);
  tellCircumstances(run, fleet);

  findings.broken = (await comeToRest(run, fleet, story, findings)) ?? findings.broken;
  const evidence = evidenceOf(fleet.cells(), run.timeline.now());
  const hearing = { hearersOf: run.parties.hearersOf, applied: run.applied };
  findings.broken ??= brokenAtRest(evidence, hearing, history);
  countEnds(evidence, run.sometimes);
  if (options.replayed === true) findings.broken ??= await brokenByReplay(run, fleet, story);
  run.timeline.mixText(JSON.stringify([...findings.counts]));
  const { counts, broken, trace } = findings;
  return { seed, hash: run.timeline.hash(), counts, broken, trace };
}

/** What comes to light while a run goes on. */
type Findings = {
  readonly counts: Map<string, number>;
  readonly trace: string[];
  broken: Broken | undefined;
  commits: number;
};

function runOf(
  seed: number,
  { plant = {}, traced = false }: SimulationOptions,
  applied: Run["applied"],
  findings: Findings,
  fleet: () => Fleet,
): Run {
  const { counts, trace } = findings;
  const draw = drawOf(seed);
  const timeline = timelineOf(draw);
  let ids = 0;
  const run: Run = {
    draw,
    timeline,
    faults: faultsOf(draw, { none: 0.1, one: 0.2 }),
    policies: drawPolicies(draw),
    parties: partiesWith(plant.reaction),
    plant,
    applied,
    newId: () => `m${++ids}`,
    lastId: () => ids,
    sometimes: (state) => void counts.set(state, (counts.get(state) ?? 0) + 1),
    tell: (line) => {
      if (!traced) return;
      const seconds = (timeline.now() - timeline.beganAt) / 1_000;
      trace.push(`${seconds.toFixed(3)} ${line()}`);
    },
    overtook: ({ consumer, key, id }) => {
      const place = `${consumer} ${id} of ${key}`;
      findings.broken ??= { promise: "I27 a parked key blocks wholly", place };
    },
    committed: (process, outcome) => {
      noteCommit(run, fleet(), process, outcome);
      if (++findings.commits % CHECK_EVERY_COMMITS !== 0) return;
      findings.broken ??= brokenAlways(evidenceOf(fleet().cells(), timeline.now()));
    },
  };
  return run;
}

function tellCircumstances({ tell, faults }: Run, fleet: Fleet): void {
  const names = () => fleet.processes().map(({ name }) => name);
  tell(() => `faults: ${faults.kinds.join(" ") || "none"}`);
  tell(() => `processes: ${names().join(" | ")}`);
}

function drawPolicies(draw: Draw): Policies {
  return {
    ...DEFAULT_POLICIES,
    "order.autoPay": draw.chance(0.1),
    "payment.onFailure": draw.pick(["CANCEL", "RETRYABLE"]),
    "cancel.prepaid.until": draw.pick(["SHIPPING", "SHIPPING", "PAID"]),
    "delivery.deliveredStep": draw.pick(["CARRIER_REPORTED", "CARRIER_REPORTED", "NONE"]),
    "delivery.start.prepaid": draw.chance(0.15) ? "AUTO" : "SELLER",
    "order.verificationLimitHours": draw.pick([1, 24]),
  };
}

/** Everybody's doings, one after the other, from the first stone of the town to the last goodbye. */
type Story = { ended: boolean; error: unknown };

function tellStory(run: Run, fleet: Fleet, town: Town, history: History): Story {
  const story: Story = { ended: false, error: undefined };
  const { draw, timeline, faults } = run;
  const tell = async (): Promise<void> => {
    fleet.begin();
    const client = clientOf(run, fleet, history);
    const reads = readsOf(fleet);
    await timeline.sleep(10);
    await stockTown(client, town);
    history.length = 0;
    faults.storm();
    const people = [
      ...town.members.map((memberId) => shop(client, town, reads, memberId)),
      ...town.partners.map((partnerId) => sell(run, client, town, reads, partnerId)),
      operate(run, client, reads, fleet),
    ];
    if (faults.repartitions) people.push(repartitionLater(run, fleet));
    await Promise.all(people);
    if (draw.chance(0.5)) await timeline.sleep(draw.between(1, 60_000));
  };
  tell().then(
    () => void (story.ended = true),
    (error: unknown) => {
      story.ended = true;
      story.error = error;
    },
  );
  return story;
}

async function repartitionLater(run: Run, fleet: Fleet) {
  const { timeline, draw } = run;
  await timeline.sleep(draw.between(100, 4_000));
  run.sometimes("topology_changed_in_saga");
  fleet.repartition(drawPartition(draw));
  tellCircumstances(run, fleet);
}

const STORY_GOES_ON = "the story goes on";

/** Runs the story to its end, then without faults until nothing is left to happen. */
async function comeToRest(
  run: Run,
  fleet: Fleet,
  story: Story,
  findings: Pick<Findings, "broken">,
): Promise<Broken | undefined> {
  const { timeline, faults, draw } = run;
  const reads = readsOf(fleet);
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    if (findings.broken !== undefined) return undefined;
    if (story.error !== undefined) return { promise: STORY_GOES_ON, place: String(story.error) };
    if (story.ended && !faults.isCalm()) {
      faults.calm();
      run.tell(() => "the faults stop");
    }
    misbehave(run, fleet);
    if (draw.chance(0.01)) fleet.runAnyChore();
    if (story.ended && timeline.next() === undefined && reads.parked().length > 0) {
      void redriveSome(run, reads, fleet);
      await timeline.settle();
    }
    if (await fleet.runDueChores(timeline.next())) continue;
    if (await timeline.step()) continue;
    if (!story.ended) return { promise: STORY_GOES_ON, place: "nothing happens any more" };
    timeline.passTo(timeline.now() + DAY_MS);
    return undefined;
  }
  return { promise: "I17 every story ends", place: "the platform does not come to rest" };
}

/** What people notice must be the same after every message was applied again. */
async function brokenByReplay(run: Run, fleet: Fleet, story: Story): Promise<Broken | undefined> {
  const evidence = () => evidenceOf(fleet.cells(), run.timeline.now());
  const before = new Set(noticeable(evidence()));
  run.tell(() => "everything is read again");
  forgetWatermarks(fleet);
  const broken = await comeToRest(run, fleet, story, { broken: undefined });
  if (broken !== undefined) return broken;
  const after = new Set(noticeable(evidence()));
  const changed = [...before].find((line) => !after.has(line));
  const now = [...after].find((line) => !before.has(line));
  if (changed === undefined && now === undefined) return brokenAlways(evidence());
  return { promise: "S1.38 a repeated message changes nothing", place: `${changed} → ${now}` };
}

function misbehave({ faults, draw, sometimes }: Run, fleet: Fleet): void {
  if (faults.dies()) {
    const process = draw.pick(fleet.processes());
    if (process.group() === undefined) sometimes("double_crash");
    process.crash("between two events");
  }
  const byMs = faults.clockJumps();
  if (byMs === 0) return;
  sometimes(byMs > 0 ? "clock_forward" : "clock_back");
  draw.pick(fleet.processes()).jumpClock(byMs);
}

function noteCommit(run: Run, fleet: Fleet, process: Process, outcome: Outcome): void {
  const { cell } = process;
  const { timeline } = run;
  for (const { lane, messages, count } of outcome.segments) {
    timeline.mixText(messages);
    run.tell(() => `${process.name}: ${lane.stream}/${lane.slot}: ${typesIn(messages)}`);
    if (count >= 5) run.sometimes("segment_of_five");
    fleet.bus.wake(cell, lane.stream, lane.slot);
  }
  for (const { collection, inserted } of outcome.changes) {
    if (collection.table === "deadlines") cell.deadlinesChanged = true;
    if (collection.table === "parked" && inserted.length > 0) {
      run.sometimes("key_parked");
      run.tell(() => `${process.name}: parks ${JSON.stringify(inserted)}`);
    }
  }
}

const typesIn = (messages: string): string =>
  (JSON.parse(messages) as { readonly type: string; readonly key: string }[])
    .map(({ type, key }) => `${type} ${key.slice(-4)}`)
    .join(", ");
