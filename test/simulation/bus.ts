import type { Group } from "#runtime/group.ts";
import { type Lane, SLOTS, type StoredSegment } from "#store/store.ts";
import { segmentsOf } from "#store/stores/memory.ts";
import type { Cell, Process } from "./process.ts";
import type { Run } from "./run.ts";

/**
 * Carries the logs of each database to the groups that hear them: in order per lane and at least
 * once, but late, again, from the beginning, or not for a while; and now and then with a piece
 * missing, which a reader must refuse.
 */
export type SimulatedBus = {
  /** Something was committed there. */
  readonly wake: (cell: Cell, stream: string, slot: number) => void;
  readonly started: (process: Process) => void;
  readonly crashed: (process: Process) => void;
  /** The groups are others from now on. */
  readonly reset: () => void;
};

type Reader = {
  readonly cell: Cell;
  readonly lane: Lane;
  owner: Process | undefined;
  /** Read so far; undefined where it must be asked for. */
  position: number | undefined;
  isBusy: boolean;
  isCalled: boolean;
  stalledUntil: number;
};

type Wires = {
  readonly run: Run;
  readonly cells: () => readonly Cell[];
  readonly readers: Map<Cell, Map<string, Reader>>;
};

const AGAIN_MS = 40;
const STALL_LOOK_MS = 3_600_000;
const RELEASED_SHARE = 0.05;

export function busOf(run: Run, cells: () => readonly Cell[]): SimulatedBus {
  const wires: Wires = { run, cells, readers: new Map() };
  const outsideStreams = (cell: Cell) => run.parties.routingOf(cell.contexts).outsideStreams;
  return {
    wake: (from, stream, slot) => {
      for (const cell of cells()) {
        if (cell === from || !outsideStreams(cell).includes(stream)) continue;
        wakeReader(wires, cell, { stream, slot });
      }
    },
    started: ({ cell }) => {
      for (const stream of outsideStreams(cell)) {
        for (let slot = 0; slot < SLOTS; slot++) {
          const lane = { stream, slot };
          if (isBehind(wires, cell, lane)) wakeReader(wires, cell, lane);
        }
      }
    },
    crashed: (process) => {
      for (const reader of wires.readers.get(process.cell)?.values() ?? []) {
        if (reader.owner !== process) continue;
        reader.owner = undefined;
        reader.isBusy = false;
        callIn(wires, reader, AGAIN_MS);
      }
    },
    reset: () => wires.readers.clear(),
  };
}

function logOf({ cells }: Wires, lane: Lane): readonly StoredSegment[] {
  const owner = cells().find(({ contexts }) => contexts.includes(lane.stream));
  return owner === undefined ? [] : segmentsOf(owner.database, lane);
}
const headOf = (log: readonly StoredSegment[]): number => log.at(-1)?.position ?? 0;

/** Spares the reading of what is read; a rewind may hand it out all the same. */
function isBehind(wires: Wires, { contexts, database: { marks } }: Cell, lane: Lane): boolean {
  const { run } = wires;
  const head = headOf(logOf(wires, lane));
  if (head === 0) return false;
  const { stream, slot } = lane;
  const consumers = run.parties.routingOf(contexts).consumersOf(stream);
  const isRead = consumers.every((name) => (marks.get(`${name} ${stream} ${slot}`) ?? 0) >= head);
  return !isRead || run.faults.bus.rewindsToStart();
}

function wakeReader(wires: Wires, cell: Cell, lane: Lane): void {
  const { faults, timeline } = wires.run;
  const reader = readerOf(wires, cell, lane);
  const stallMs = faults.bus.stallMs();
  if (stallMs > 0) reader.stalledUntil = timeline.now() + stallMs;
  if (!reader.isBusy) callIn(wires, reader, faults.bus.delayMs());
}

function readerOf({ readers }: Wires, cell: Cell, lane: Lane): Reader {
  const ofCell = readers.get(cell) ?? new Map<string, Reader>();
  readers.set(cell, ofCell);
  const name = `${lane.stream}/${lane.slot}`;
  const known = ofCell.get(name);
  if (known !== undefined) return known;
  const idle = { owner: undefined, position: undefined, isBusy: false, isCalled: false };
  const made: Reader = { cell, lane, ...idle, stalledUntil: 0 };
  ofCell.set(name, made);
  return made;
}

function callIn(wires: Wires, reader: Reader, waitMs: number): void {
  if (reader.isCalled) return;
  reader.isCalled = true;
  wires.run.timeline.after(waitMs, () => {
    reader.isCalled = false;
    if (wires.readers.has(reader.cell) && !reader.isBusy) void read(wires, reader);
  });
}

async function read(wires: Wires, reader: Reader): Promise<void> {
  const { timeline, faults } = wires.run;
  const owner = ownerOf(wires, reader);
  const group = owner?.group();
  if (owner === undefined || group === undefined) return callIn(wires, reader, AGAIN_MS);
  const stallMs = faults.isCalm() ? 0 : reader.stalledUntil - timeline.now();
  if (stallMs > 0) return callIn(wires, reader, Math.min(stallMs, STALL_LOOK_MS));

  reader.isBusy = true;
  try {
    await handOn(wires, reader, owner, group);
    if (reader.owner !== owner) return;
    reader.isBusy = false;
    if ((reader.position ?? 0) < headOf(logOf(wires, reader.lane))) {
      callIn(wires, reader, faults.bus.delayMs());
    }
  } catch (error) {
    if (reader.owner !== owner) return;
    noteRefused(wires, reader, owner, error as Error);
    callIn(wires, reader, AGAIN_MS);
  }
  release(wires, reader);
}

/** Hands on what follows the last position, with whatever goes wrong on the way. */
async function handOn(wires: Wires, reader: Reader, owner: Process, group: Group): Promise<void> {
  const { run } = wires;
  const { lane } = reader;
  reader.position ??= (await group.readFrom(lane.stream))[lane.slot] ?? 0;
  const segments = taken(run, reader.position, logOf(wires, lane));
  if (segments.length === 0) return;
  run.tell(() => `bus: ${lane.stream}/${lane.slot} to ${owner.name}: up to ${headOf(segments)}`);
  if (run.faults.bus.hasTwoOwners()) handToAnother(run, reader, owner, segments);
  await group.deliver(lane, run.plant.segments?.(segments, run.draw) ?? segments);
  if (reader.owner !== owner) return;
  reader.position = headOf(segments);
  if (run.faults.bus.handsOutAgain()) {
    run.sometimes("handed_out_again");
    reader.position = run.faults.bus.rewindsToStart() ? 0 : run.draw.below(reader.position);
  }
}

function taken(
  { faults }: Run,
  position: number,
  log: readonly StoredSegment[],
): readonly StoredSegment[] {
  const first = log.findIndex((segment) => segment.position > position);
  if (first === -1) return [];
  const segments = log.slice(first, first + faults.bus.segmentsMax());
  return segments.length > 1 && faults.bus.skipsOne() ? segments.slice(1) : segments;
}

/** Two processes of the group take the lane for theirs; the watermark must stop one of them. */
function handToAnother(
  run: Run,
  { cell, lane }: Reader,
  owner: Process,
  segments: readonly StoredSegment[],
): void {
  const { timeline, draw } = run;
  const other = cell.processes.find((process) => process !== owner)?.group();
  if (other === undefined) return;
  run.sometimes("two_replicas_one_lane");
  const asked = other.readFrom(lane.stream);
  timeline.after(draw.below(30), () => {
    void asked.then(() => other.deliver(lane, segments)).catch(() => undefined);
  });
  // It finds out that the lane is not its own while the batch is under way.
  timeline.after(draw.below(120), () => void other.readFrom(lane.stream).catch(() => undefined));
}

function noteRefused(
  { run }: Wires,
  reader: Reader,
  owner: Process,
  { name, message }: Error,
): void {
  const { stream, slot } = reader.lane;
  run.tell(() => `bus: ${owner.name} refuses ${stream}/${slot}: ${message}`);
  if (name === "Gap") run.sometimes("gap_refused");
  reader.isBusy = false;
  reader.position = undefined;
}

function ownerOf({ run }: Wires, reader: Reader): Process | undefined {
  if (reader.owner?.group() !== undefined) return reader.owner;
  const ready = reader.cell.processes.filter((process) => process.group() !== undefined);
  if (ready.length === 0) return undefined;
  reader.position = undefined;
  const before = reader.owner;
  reader.owner = run.draw.pick(ready);
  if (before !== undefined && before !== reader.owner) run.sometimes("lane_moved");
  return reader.owner;
}

/** A lane may move to another process of the group between two batches. */
function release({ run }: Wires, reader: Reader): void {
  const { faults, draw } = run;
  const others = reader.cell.processes.filter((process) => process !== reader.owner);
  if (others.length === 0 || faults.isCalm() || !draw.chance(RELEASED_SHARE)) return;
  if (reader.isBusy) return;
  reader.owner = draw.pick(others);
  reader.position = undefined;
  run.sometimes("lane_moved");
}
