/** Contexts leave the process and the database of their group, one after another, while orders flow. */
import type { Crew } from "./crew.ts";
import { carry, leave, letIn } from "./moving.ts";
import { carried, type Move, movingOut, type Plan, settled } from "./plan.ts";
import type { Unit } from "./unit.ts";

type Say = (text: string) => void;
type Moving = Plan & { readonly moving: Move };

const RETRY_MS = 500;

/** Moves a context out of its group, or all of them. Throws with the reason where there is nothing to move. */
export async function split(crew: Crew, name: string, say: Say): Promise<readonly Unit[]> {
  const contexts = name === "" ? everybodyElse(crew.plan()) : [name];
  if (contexts.length === 0) throw new Error("every context runs alone already");
  for (const context of contexts) await moveOut(crew, context, say);
  return crew.units.filter((unit) => contexts.some((context) => unit.contexts.includes(context)));
}

/** The last of a group stays where it is. */
const everybodyElse = ({ groups }: Plan): readonly string[] =>
  groups.flatMap(({ contexts }) => contexts.slice(0, -1));

/** Ends a move that was under way when the supervisor died; nobody runs yet. */
export async function endMove(crew: Crew): Promise<void> {
  const plan = crew.plan();
  if (!isMoving(plan)) return;
  const { context, to, isCarried } = plan.moving;
  crew.log(`${context} was on its way out, and is moved`);
  if (!isCarried) await crew.prepare([{ contexts: [context], database: to }]);
  await carryOver(crew, plan);
  await leaveBehind(crew);
}

const isMoving = (plan: Plan): plan is Moving => plan.moving !== undefined;

async function moveOut(crew: Crew, context: string, say: Say): Promise<void> {
  const plan = movingOut(crew.plan(), context);
  const { from, to } = plan.moving;
  const step = stepsOf(crew, context, say);
  const group = crew.members().find(({ database }) => database === from);
  const before = crew.units.filter(({ contexts }) => contexts.includes(context));
  await step("its database is made", () => crew.prepare([{ contexts: [context], database: to }]));
  const pausedAt = crew.world.monotonic();
  try {
    await crew.keep(plan);
    await crew.awaitBack(group?.contexts ?? []);
    await step(`${group?.name} has stopped`, () => Promise.all(before.map((unit) => unit.stop())));
    await step("its rows are carried", () => carryOver(crew, plan));
  } catch (error) {
    await giveUp(crew, from, before);
    throw error;
  }
  await step("what was left behind is dropped", () => leaveBehind(crew));
  await step("all of them serve again", () => startAnew(crew, { from, to, before }));
  await crew.awaitBack([]);
  const pauseMs = Math.round(crew.world.monotonic() - pausedAt);
  say(`${context}: requests waited for ${pauseMs} ms at most`);
}

/** The rows, and then whose they are: one write says so. */
async function carryOver(crew: Crew, plan: Moving): Promise<void> {
  if (plan.moving.isCarried) return;
  await carry(crew.admin, plan.moving);
  await crew.keep(carried(plan));
}

/** There is no way back any more: it is tried until it is done. */
async function leaveBehind(crew: Crew): Promise<void> {
  const { moving } = crew.plan();
  if (moving === undefined) return;
  for (;;) {
    try {
      await leave(crew.admin, moving);
      return await crew.keep(settled(crew.plan()));
    } catch (error) {
      crew.log(`${moving.context} is not dropped in ${moving.from} yet: ${String(error)}`);
      await new Promise<void>((resolve) => void crew.world.after(RETRY_MS, resolve));
    }
  }
}

/** Nothing was carried: those who stopped go on where they were. */
async function giveUp(crew: Crew, from: string, before: readonly Unit[]): Promise<void> {
  await letIn(crew.admin, from).catch((error: unknown) => crew.log(String(error)));
  await Promise.all(before.map((unit) => unit.start()));
  await crew.keep(settled(crew.plan()));
  await crew.awaitBack([]);
}

type Parted = { readonly from: string; readonly to: string; readonly before: readonly Unit[] };

/** As many processes for those who stay as there were, and those of the one who left. */
async function startAnew(crew: Crew, { from, to, before }: Parted): Promise<void> {
  const started = crew.members().flatMap((member) => {
    if (member.database !== from && member.database !== to) return [];
    const count = member.database === from ? before.length : member.instances;
    return Array.from({ length: count }, (_, index) => crew.unitFor(member, index + 1));
  });
  crew.units.splice(
    0,
    Infinity,
    ...crew.units.filter((unit) => !before.includes(unit)),
    ...started,
  );
  await Promise.all(started.map((unit) => unit.start()));
}

/** Does a step, and says what was done and how long it took. */
const stepsOf =
  ({ world, log }: Crew, context: string, say: Say) =>
  async (done: string, act: () => Promise<unknown>): Promise<void> => {
    const beganAt = world.monotonic();
    await act();
    const text = `${context}: ${done}, ${Math.round(world.monotonic() - beganAt)} ms`;
    log(text);
    say(text);
  };
