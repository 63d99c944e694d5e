/** Which contexts run together on which database, as it was decided and as `split` has changed it. */
import { BadSetting } from "../settings.ts";

/** Contexts that run together, and where their rows are. */
export type Grouped = { readonly contexts: readonly string[]; readonly database: string };

/** The same in so many processes alike. */
export type Member = Grouped & {
  /** The contexts, joined: `order`, or `order+catalog`; of many, the first and how many more. */
  readonly name: string;
  readonly instances: number;
};

/** A context on its way out of a database into one of its own. */
export type Move = {
  readonly context: string;
  readonly from: string;
  readonly to: string;
  /** Its rows are where it runs from now on; what was left behind may go. */
  readonly isCarried: boolean;
};

export type Plan = {
  /** The groups of the first start: what the command line may go on to say. */
  readonly began: readonly string[];
  readonly groups: readonly Grouped[];
  readonly moving?: Move | undefined;
};

/** `together` may say `all` for every context. */
const EVERYBODY = "all";
const NAMED_MAX = 3;
/** PostgreSQL cuts names at 63 characters, and a role's is longer by what it may do. */
export const NAME_CHARACTERS_MAX = 50;

/**
 * Who runs with whom: each of `together` is a list of contexts with commas, everybody else is alone.
 * `instances` are as `order=2`. Throws `BadSetting` for a name that is no context or comes twice.
 */
export function planOf(
  contexts: readonly string[],
  together: readonly string[],
  instances: readonly string[],
): readonly Member[] {
  const groups = together.map((names) =>
    names === EVERYBODY ? contexts : names.split(",").map((name) => name.trim()),
  );
  const grouped = groups.flat();
  const wrong = grouped.find(
    (name, index) => !contexts.includes(name) || grouped.indexOf(name) !== index,
  );
  if (wrong !== undefined)
    throw new BadSetting(`--together: ${wrong} is no context, or comes twice`);
  const alone = contexts.filter((name) => !grouped.includes(name)).map((name) => [name]);
  const named = [...groups, ...alone].map((names) => {
    return { contexts: names, database: databaseFor(names) };
  });
  return membersOf(named, instances);
}

/** The groups in as many processes as `instances` say of any of their contexts. */
export function membersOf(
  groups: readonly Grouped[],
  instances: readonly string[],
): readonly Member[] {
  const counts = countsOf(
    groups.flatMap(({ contexts }) => contexts),
    instances,
  );
  return groups.map(({ contexts, database }) => ({
    name: nameOf(contexts),
    contexts,
    database,
    instances: Math.max(...contexts.map((name) => counts.get(name) ?? 1)),
  }));
}

const databaseFor = (contexts: readonly string[]): string =>
  `bojagi_${contexts.join("_")}`.slice(0, NAME_CHARACTERS_MAX);

const nameOf = (contexts: readonly string[]): string =>
  contexts.length <= NAMED_MAX ? contexts.join("+") : `${contexts[0]}+${contexts.length - 1}`;

function countsOf(contexts: readonly string[], instances: readonly string[]) {
  const counts = new Map<string, number>();
  for (const given of instances.flatMap((text) => text.split(","))) {
    const [, name = "", count = ""] = /^(\w+)=(\d{1,2})$/.exec(given.trim()) ?? [];
    if (!contexts.includes(name) || Number(count) < 1) {
      throw new BadSetting("--instances is context=number, such as order=2");
    }
    counts.set(name, Number(count));
  }
  return counts;
}

/** Groups as a plan remembers them, whatever the order in which they were said. */
export const groupNames = (groups: readonly Grouped[]): readonly string[] =>
  groups.map(({ contexts }) => contexts.toSorted().join("+")).toSorted();

/** The plan while a context leaves its group. Throws with the reason where it cannot. */
export function movingOut(plan: Plan, context: string): Plan & { readonly moving: Move } {
  const group = plan.groups.find(({ contexts }) => contexts.includes(context));
  if (group === undefined) throw new Error(`${context} is no context of this fleet`);
  if (group.contexts.length === 1) throw new Error(`${context} runs alone already`);
  const to = databaseFor([context]);
  return { ...plan, moving: { context, from: group.database, to, isCarried: false } };
}

/** The plan once the rows are carried: from here on the context belongs to its own database. */
export function carried({ moving, ...plan }: Plan & { readonly moving: Move }): Plan & {
  readonly moving: Move;
} {
  const { context, from, to } = moving;
  const groups = plan.groups.map((group) =>
    group.database === from
      ? { ...group, contexts: group.contexts.filter((name) => name !== context) }
      : group,
  );
  return {
    ...plan,
    groups: [...groups, { contexts: [context], database: to }],
    moving: { ...moving, isCarried: true },
  };
}

/** The plan when a move is over, or was given up. */
export const settled = ({ began, groups }: Plan): Plan => ({ began, groups });
