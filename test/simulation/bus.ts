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

const AGAIN_MS = 40;

export function busOf(run: Run, cells: () => readonly Cell[]): SimulatedBus {
  const { timeline, faults, draw } = run;
  const readers = new Map<Cell, Map<string, Reader>>();

  const readersOf = (cell: Cell): Map<string, Reader> => {
    const known = readers.get(cell);
    if (known !== undefined) return known;
    const made = new Map<string, Reader>();
    readers.set(cell, made);
    return made;
  };
  const readerOf = (cell: Cell, lane: Lane): Reader => {
    const name = `${lane.stream}/${lane.slot}`;
    const known = readersOf(cell).get(name);
    if (known !== undefined) return known;
    const fresh = { owner: undefined, position: undefined, isBusy: false, isCalled: false };
    const made: Reader = { cell, lane, ...fresh, stalledUntil: 0 };
    readersOf(cell).set(name, made);
    return made;
  };
  const databaseOf = (stream: string) =>
    cells().find(({ contexts }) => contexts.includes(stream))?.database;

  const callIn = (reader: Reader, waitMs: number): void => {
    if (reader.isCalled) return;
    reader.isCalled = true;
    timeline.after(waitMs, () => {
      reader.isCalled = false;
      if (readers.get(reader.cell) !== undefined && !reader.isBusy) void read(reader);
    });
  };

  const read = async (reader: Reader): Promise<void> => {
    const { cell, lane } = reader;
    const database = databaseOf(lane.stream);
    const owner = ownerOf(reader);
    const group = owner?.group();
    if (database === undefined || owner === undefined || group === undefined) {
      return callIn(reader, AGAIN_MS);
    }
    if (timeline.now() < reader.stalledUntil && !faults.isCalm()) {
      return callIn(reader, Math.min(reader.stalledUntil - timeline.now(), 3_600_000));
    }
    reader.isBusy = true;
    try {
      reader.position ??= (await group.readFrom(lane.stream))[lane.slot] ?? 0;
      const segments = taken(reader, segmentsOf(database, lane));
      if (segments.length > 0) {
        const name = `${lane.stream}/${lane.slot}`;
        run.tell(() => `bus: ${name} to ${owner.name}: up to ${segments.at(-1)?.position ?? 0}`);
        if (faults.bus.hasTwoOwners()) handToAnother(reader, owner, segments);
        await group.deliver(lane, run.plant.segments?.(segments, draw) ?? segments);
        if (reader.owner !== owner) return;
        reader.position = segments.at(-1)?.position ?? reader.position;
        if (faults.bus.handsOutAgain()) goBack(reader);
      }
      reader.isBusy = false;
      const head = segmentsOf(database, lane).at(-1)?.position ?? 0;
      if (reader.position < head) callIn(reader, faults.bus.delayMs());
    } catch (error) {
      if (reader.owner !== owner) return;
      const { name, message } = error as Error;
      run.tell(() => `bus: ${owner.name} refuses ${lane.stream}/${lane.slot}: ${message}`);
      if (name === "Gap") run.sometimes("gap_refused");
      reader.isBusy = false;
      reader.position = undefined;
      callIn(reader, AGAIN_MS);
    }
    // A lane may move to another process of the group between two batches.
    if (cell.processes.length > 1 && !faults.isCalm() && draw.chance(0.05)) release(reader);
  };

  const ownerOf = (reader: Reader): Process | undefined => {
    if (reader.owner?.group() !== undefined) return reader.owner;
    const ready = reader.cell.processes.filter((process) => process.group() !== undefined);
    if (ready.length === 0) return undefined;
    reader.position = undefined;
    const before = reader.owner;
    reader.owner = draw.pick(ready);
    if (before !== undefined && before !== reader.owner) run.sometimes("lane_moved");
    return reader.owner;
  };
  const release = (reader: Reader): void => {
    if (reader.isBusy) return;
    const others = reader.cell.processes.filter((process) => process !== reader.owner);
    reader.owner = others.length > 0 ? draw.pick(others) : undefined;
    reader.position = undefined;
    run.sometimes("lane_moved");
  };

  const taken = (reader: Reader, log: readonly StoredSegment[]): readonly StoredSegment[] => {
    const first = log.findIndex(({ position }) => position > (reader.position ?? 0));
    if (first === -1) return [];
    const segments = log.slice(first, first + faults.bus.segmentsMax());
    if (segments.length > 1 && faults.bus.skipsOne()) return segments.slice(1);
    return segments;
  };

  const goBack = (reader: Reader): void => {
    run.sometimes("handed_out_again");
    const to = faults.bus.rewindsToStart() ? 0 : draw.below(reader.position ?? 1);
    // A position inside a segment is none to read from: segments are handed out whole.
    reader.position = to;
  };

  const handToAnother = (
    { cell, lane }: Reader,
    owner: Process,
    segments: readonly StoredSegment[],
  ): void => {
    const other = cell.processes.find((process) => process !== owner)?.group();
    if (other === undefined) return;
    run.sometimes("two_replicas_one_lane");
    const asked = other.readFrom(lane.stream);
    timeline.after(draw.below(30), () => {
      void asked.then(() => other.deliver(lane, segments)).catch(() => undefined);
    });
    // It finds out that the lane is not its own while the batch is under way.
    timeline.after(draw.below(120), () => void other.readFrom(lane.stream).catch(() => undefined));
  };

  /** Spares the reading of what is read; a rewind may hand it out all the same. */
  const isBehind = (
    { contexts, database: { marks } }: Cell,
    { stream, slot }: Lane,
    log: readonly StoredSegment[],
  ): boolean => {
    const head = log.at(-1)?.position ?? 0;
    if (head === 0) return false;
    const readers = run.parties.routingOf(contexts).consumersOf(stream);
    const isRead = readers.every((name) => (marks.get(`${name} ${stream} ${slot}`) ?? 0) >= head);
    return !isRead || faults.bus.rewindsToStart();
  };

  const outsideStreams = (cell: Cell) => run.parties.routingOf(cell.contexts).outsideStreams;
  const wakeReader = (cell: Cell, lane: Lane): void => {
    const reader = readerOf(cell, lane);
    const stallMs = faults.bus.stallMs();
    if (stallMs > 0) reader.stalledUntil = timeline.now() + stallMs;
    if (!reader.isBusy) callIn(reader, faults.bus.delayMs());
  };
  return {
    wake: (from, stream, slot) => {
      for (const cell of cells()) {
        if (cell === from || !outsideStreams(cell).includes(stream)) continue;
        wakeReader(cell, { stream, slot });
      }
    },
    started: ({ cell }) => {
      for (const stream of outsideStreams(cell)) {
        const database = databaseOf(stream);
        if (database === undefined) continue;
        for (let slot = 0; slot < SLOTS; slot++) {
          const lane = { stream, slot };
          if (isBehind(cell, lane, segmentsOf(database, lane))) wakeReader(cell, lane);
        }
      }
    },
    crashed: (process) => {
      for (const reader of readersOf(process.cell).values()) {
        if (reader.owner !== process) continue;
        reader.owner = undefined;
        reader.isBusy = false;
        callIn(reader, AGAIN_MS);
      }
    },
    reset: () => readers.clear(),
  };
}
