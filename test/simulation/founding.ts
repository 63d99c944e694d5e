import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { type MemoryDatabase, memoryDatabase } from "#store/stores/memory.ts";
import { clientOf } from "./client.ts";
import { drawOf } from "./draw.ts";
import { faultsOf } from "./faults.ts";
import { fleetOf } from "./fleet.ts";
import { CONTEXT_NAMES, partiesWith } from "./platform.ts";
import type { Applied, Run } from "./run.ts";
import { foundTown, type Town } from "./town.ts";
import { BEGINNING, timelineOf } from "./world.ts";

/** A town as every run finds it: people with money, goods for sale, coupons handed out. */
export type Founded = {
  readonly town: Town;
  readonly database: MemoryDatabase;
  readonly applied: Applied;
};

let founded: Promise<Founded> | undefined;

/** Founded once, by the platform itself in a run without faults; every run begins on a copy. */
export const foundation = (): Promise<Founded> => (founded ??= found());

const AN_HOUR_MS = 3_600_000;

async function found(): Promise<Founded> {
  const draw = drawOf(0);
  const applied: Applied = new Map();
  let ids = 0;
  const run: Run = {
    draw,
    timeline: timelineOf(draw, BEGINNING - AN_HOUR_MS),
    faults: faultsOf(draw, { none: 1, one: 0 }),
    policies: DEFAULT_POLICIES,
    parties: partiesWith(),
    plant: {},
    sometimes: () => {},
    tell: () => {},
    overtook: () => {},
    committed: () => {},
    applied,
    newId: () => `t${++ids}`,
    lastId: () => ids,
  };
  const fleet = fleetOf(run, [{ contexts: CONTEXT_NAMES, replicas: 1 }], memoryDatabase());
  fleet.begin();
  await run.timeline.settle();
  const founding = foundTown(clientOf(run, fleet, []));
  let isOver = false;
  const over = () => void (isOver = true);
  founding.then(over, over);
  while (!isOver) if (!(await run.timeline.step())) await run.timeline.settle();
  const town = await founding;
  const { database } = fleet.cellOf("order");
  for (const stream of CONTEXT_NAMES) markRead(database, stream);
  return { town, database, applied };
}

/** Everything was applied where it was stated: whoever hears a stream has read it. */
function markRead(database: MemoryDatabase, stream: string): void {
  const { consumersOf } = partiesWith().routingOf(CONTEXT_NAMES);
  for (const [slot, segments] of (database.logs.get(stream) ?? []).entries()) {
    const head = segments.at(-1)?.position ?? 0;
    if (head === 0) continue;
    for (const consumer of consumersOf(stream)) {
      database.marks.set(`${consumer} ${stream} ${slot}`, head);
    }
  }
}
