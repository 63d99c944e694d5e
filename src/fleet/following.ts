/** What an operator may order of a fleet that runs. */
import type { Order } from "./control.ts";
import type { Crew } from "./crew.ts";
import { split } from "./splitting.ts";
import type { Unit } from "./unit.ts";

export type UnitStatus = {
  readonly name: string;
  readonly contexts: readonly string[];
  readonly state: string;
  readonly pid?: number | undefined;
  readonly address?: string | undefined;
  readonly revivals: number;
};

type Say = (text: string) => void;

/**
 * Follows orders, and answers how those are whom one was about. Throws with the reason where it cannot;
 * while contexts are moved nobody is started or ended by any other order.
 */
export function followingOf(
  crew: Crew,
): (order: Order, say: Say) => Promise<readonly UnitStatus[]> {
  let splitting = false;
  return async (order, say) => {
    const { command } = order;
    if (splitting && command !== "status" && command !== "refresh") {
      throw new Error("contexts are being moved: again when that is over");
    }
    const followed = follow(order, crew, say);
    if (command !== "split") return followed;
    splitting = true;
    return followed.finally(() => (splitting = false));
  };
}

async function follow(
  { command, name }: Order,
  crew: Crew,
  say: Say,
): Promise<readonly UnitStatus[]> {
  const all = () => [crew.gateway, ...crew.units];
  const meant = (of = name) => all().filter((unit) => isMeant(unit, of));
  switch (command) {
    case "status":
      return all().map(statusOf);
    case "refresh":
      await crew.refresh();
      return all().map(statusOf);
    case "scale": {
      const [, context = "", count = ""] = /^(\w+)=([1-9]\d?)$/.exec(name) ?? [];
      await scale(crew, context, Number(count));
      return meant(context).map(statusOf);
    }
    case "split":
      return (await split(crew, name, say)).map(statusOf);
    case "restart":
    case "stop":
    case "start":
      if (meant().length === 0) throw new Error(`${name} is no process of this fleet`);
      // One after the other, so that of several instances one is always there.
      for (const unit of meant()) await turn(unit, command);
      return meant().map(statusOf);
  }
}

/** So many processes of a context, and of those that run with it. */
async function scale(
  { members, units, unitFor }: Crew,
  context: string,
  count: number,
): Promise<void> {
  const member = members().find(({ contexts }) => contexts.includes(context));
  if (member === undefined) throw new Error("scale is context=number, such as order=2");
  const there = units.filter(({ contexts }) => contexts.includes(context));
  for (let number = there.length + 1; number <= count; number++) {
    const unit = unitFor(member, number);
    units.push(unit);
    await unit.start();
  }
  for (const unit of there.slice(count)) {
    await unit.stop();
    units.splice(units.indexOf(unit), 1);
  }
}

const isMeant = (unit: Unit, name: string): boolean =>
  unit.name === name || unit.contexts.includes(name);

async function turn(unit: Unit, command: "restart" | "stop" | "start"): Promise<void> {
  switch (command) {
    case "start":
      return unit.start();
    case "restart":
      return unit.replace();
    case "stop":
      return unit.stop();
  }
}

const statusOf = (unit: Unit): UnitStatus => ({
  name: unit.name,
  contexts: unit.contexts,
  state: unit.state(),
  pid: unit.pid(),
  address: unit.address(),
  revivals: unit.revivals(),
});
