import { type MemoryDatabase, memoryDatabase } from "#store/stores/memory.ts";
import { busOf, type SimulatedBus } from "./bus.ts";
import type { Draw } from "./draw.ts";
import { CONTEXT_NAMES } from "./platform.ts";
import { type Cell, earliestDeadline, type Process, processOf } from "./process.ts";
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
  const { timeline, draw } = run;
  const bus = busOf(run, () => cells);
  const hooks = { started: bus.started, crashed: bus.crashed };
  const cellWith = (contexts: readonly string[], replicas: number, database: MemoryDatabase) => {
    const cell: Cell = {
      contexts,
      database,
      processes: [],
      deadlinesChanged: true,
      earliestDeadline: undefined,
    };
    for (let index = 0; index < replicas; index++) {
      const name = `${contexts.length === CONTEXT_NAMES.length ? "all" : contexts.join("+")}.${index}`;
      cell.processes.push(processOf(run, name, cell, hooks));
    }
    return cell;
  };
  const cellsOn = (
    partition: Partition,
    ownerOf: (context: string) => MemoryDatabase | undefined,
  ) =>
    partition.map(({ contexts, replicas }) => {
      const database = memoryDatabase();
      for (const context of contexts) {
        const owner = ownerOf(context);
        if (owner !== undefined) copyContext(context, owner, database);
      }
      return cellWith(contexts, replicas, database);
    });
  let cells = cellsOn(first, () => from);
  const processes = () => cells.flatMap((cell) => cell.processes);
  const cellOf = (context: string): Cell => {
    const cell = cells.find(({ contexts }) => contexts.includes(context));
    if (cell === undefined) throw new Error(`nobody runs ${context}`);
    return cell;
  };
  const begin = () => {
    for (const process of processes()) process.begin();
  };

  return {
    cells: () => cells,
    processes,
    cellOf,
    bus,
    begin,
    repartition: (partition) => {
      const before = cells;
      for (const process of processes()) process.crash("the partition changes", true);
      bus.reset();
      cells = cellsOn(
        partition,
        (context) => before.find(({ contexts }) => contexts.includes(context))?.database,
      );
      begin();
    },
    runDueChores: async (before) => {
      let earliest = Infinity;
      let of: Process | undefined;
      for (const process of processes()) {
        const at = choresAt(process);
        if (at < earliest) [earliest, of] = [at, process];
      }
      if (of === undefined || earliest > (before ?? Infinity)) return false;
      timeline.passTo(earliest);
      for (const chore of [...of.life().chores]) {
        if (chore.earliest > timeline.now()) continue;
        of.life().chores.delete(chore);
        chore.run();
      }
      await timeline.settle();
      return true;
    },
    runAnyChore: () => {
      const { chores } = draw.pick(processes()).life();
      const ripe = [...chores].filter(({ earliest }) => earliest <= timeline.now());
      if (ripe.length === 0) return;
      const chore = draw.pick(ripe);
      chores.delete(chore);
      chore.run();
    },
  };
}

/** When the process's chores have something to do: a deadline is due, and one of them may run. */
function choresAt(process: Process): number {
  const due = process.group() === undefined ? undefined : earliestDeadline(process.cell);
  if (due === undefined) return Infinity;
  let earliest = Infinity;
  for (const chore of process.life().chores) earliest = Math.min(earliest, chore.earliest);
  return Math.max(due - process.clockOffMs(), earliest);
}

/** Copies what belongs to a context from one database to another, as a dump and a restore would. */
export function copyContext(context: string, from: MemoryDatabase, to: MemoryDatabase): void {
  const isOwn = (name: string) => name.startsWith(`"${context}".`);
  for (const [name, table] of from.tables) if (isOwn(name)) to.tables.set(name, new Map(table));
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
