import { type MemoryDatabase, memoryDatabase } from "#store/stores/memory.ts";
import { busOf, type SimulatedBus } from "./bus.ts";
import type { Draw } from "./draw.ts";
import { CONTEXT_NAMES } from "./platform.ts";
import {
  type Cell,
  earliestDeadline,
  type Process,
  type ProcessHooks,
  processOf,
} from "./process.ts";
import type { Run } from "./run.ts";

/** All processes of a run, on their databases. */
export type Fleet = {
  readonly cells: () => readonly Cell[];
  readonly processes: () => readonly Process[];
  readonly cellOf: (context: string) => Cell;
  readonly bus: SimulatedBus;
  readonly begin: () => void;
  /** Stops everything and starts it in another partition, each context with what it owns. */
  readonly repartition: (partition: Partition) => void;
  /** Runs the chores whose time has come before `before`; false when there are none. */
  readonly runDueChores: (before: number | undefined) => Promise<boolean>;
  readonly runAnyChore: () => void;
};

/** Groups of contexts; each has a database and one process or more. */
export type Partition = readonly {
  readonly contexts: readonly string[];
  readonly replicas: number;
}[];

/** A quarter all in one, some each alone, the others any partition. */
export function drawPartition(draw: Draw): Partition {
  const share = draw.below(100);
  const groups =
    share < 25
      ? [CONTEXT_NAMES]
      : share < 40
        ? CONTEXT_NAMES.map((name) => [name])
        : anyPartition(draw);
  return groups.map((contexts) => ({ contexts, replicas: draw.chance(0.25) ? 2 : 1 }));
}

function anyPartition(draw: Draw): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const most = draw.between(2, 4);
  for (const name of CONTEXT_NAMES) {
    const group = groups[draw.below(most)];
    if (group === undefined) groups.push([name]);
    else group.push(name);
  }
  return groups;
}

/** The processes of a partition, on what lies in `from`. */
export function fleetOf(run: Run, first: Partition, from: MemoryDatabase): Fleet {
  const bus = busOf(run, () => cells);
  const hooks = { started: bus.started, crashed: bus.crashed };
  let cells = cellsOn(run, hooks, first, () => from);
  const processes = () => cells.flatMap((cell) => cell.processes);
  const begin = () => {
    for (const process of processes()) process.begin();
  };
  const ownerOf = (of: readonly Cell[], context: string) =>
    of.find(({ contexts }) => contexts.includes(context));
  return {
    cells: () => cells,
    processes,
    cellOf: (context) => {
      const cell = ownerOf(cells, context);
      if (cell === undefined) throw new Error(`nobody runs ${context}`);
      return cell;
    },
    bus,
    begin,
    repartition: (partition) => {
      const before = cells;
      for (const process of processes()) process.crash("the partition changes", true);
      bus.reset();
      cells = cellsOn(run, hooks, partition, (context) => ownerOf(before, context)?.database);
      begin();
    },
    runDueChores: (before) => runDueChores(run, processes(), before),
    runAnyChore: () => runAnyChore(run, processes()),
  };
}

function cellsOn(
  run: Run,
  hooks: ProcessHooks,
  partition: Partition,
  ownerOf: (context: string) => MemoryDatabase | undefined,
): readonly Cell[] {
  return partition.map(({ contexts, replicas }) => {
    const database = memoryDatabase();
    for (const context of contexts) {
      const owner = ownerOf(context);
      if (owner !== undefined) copyContext(context, owner, database);
    }
    const deadlines = { deadlinesChanged: true, earliestDeadline: undefined };
    const cell: Cell = { contexts, database, processes: [], ...deadlines };
    const name = contexts.length === CONTEXT_NAMES.length ? "all" : contexts.join("+");
    for (let index = 0; index < replicas; index++) {
      cell.processes.push(processOf(run, `${name}.${index}`, cell, hooks));
    }
    return cell;
  });
}

async function runDueChores(
  { timeline }: Run,
  processes: readonly Process[],
  before: number | undefined,
): Promise<boolean> {
  let earliest = Infinity;
  let of: Process | undefined;
  for (const process of processes) {
    const at = choresAt(process);
    if (at < earliest) [earliest, of] = [at, process];
  }
  if (of === undefined || earliest > (before ?? Infinity)) return false;
  timeline.passTo(earliest);
  const { chores } = of.life();
  for (const chore of [...chores]) {
    if (chore.earliest > timeline.now()) continue;
    chores.delete(chore);
    chore.run();
  }
  await timeline.settle();
  return true;
}

/** When the process's chores have something to do: a deadline is due, and one of them may run. */
function choresAt(process: Process): number {
  const due = process.group() === undefined ? undefined : earliestDeadline(process.cell);
  if (due === undefined) return Infinity;
  let earliest = Infinity;
  for (const chore of process.life().chores) earliest = Math.min(earliest, chore.earliest);
  return Math.max(due - process.clockOffMs(), earliest);
}

/** A chore may find nothing to do. */
function runAnyChore({ timeline, draw }: Run, processes: readonly Process[]): void {
  const { chores } = draw.pick(processes).life();
  const ripe = [...chores].filter(({ earliest }) => earliest <= timeline.now());
  if (ripe.length === 0) return;
  const chore = draw.pick(ripe);
  chores.delete(chore);
  chore.run();
}

/**
 * Copies what belongs to a context from one database to another, as a dump and a restore would: a run
 * that spoils its rows spoils nobody else's.
 */
function copyContext(context: string, from: MemoryDatabase, to: MemoryDatabase): void {
  const isOwn = (name: string) => name.startsWith(`"${context}".`);
  for (const [name, table] of from.tables) {
    if (isOwn(name)) to.tables.set(name, structuredClone(table));
  }
  for (const [name, rows] of from.ledgers) if (isOwn(name)) to.ledgers.set(name, [...rows]);
  const log = from.logs.get(context);
  if (log !== undefined) {
    to.logs.set(
      context,
      log.map((segments) => [...segments]),
    );
  }
  for (const [name, position] of from.marks) {
    if (name.startsWith(`${context} `)) to.marks.set(name, position);
  }
}
