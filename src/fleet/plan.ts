import { BadSetting } from "../settings.ts";

/** Contexts that run together, on one database, in so many processes alike. */
export type Member = {
  /** The contexts, joined: `order`, or `order+catalog`. */
  readonly name: string;
  readonly contexts: readonly string[];
  readonly instances: number;
};

/**
 * Who runs with whom: each of `together` is a list of contexts with commas, everybody else is alone.
 * `instances` are as `order=2`. Throws `BadSetting` for a name that is no context or comes twice.
 */
export function planOf(
  contexts: readonly string[],
  together: readonly string[],
  instances: readonly string[],
): readonly Member[] {
  const groups = together.map((names) => names.split(",").map((name) => name.trim()));
  const grouped = groups.flat();
  const wrong = grouped.find(
    (name, index) => !contexts.includes(name) || grouped.indexOf(name) !== index,
  );
  if (wrong !== undefined)
    throw new BadSetting(`--together: ${wrong} is no context, or comes twice`);
  const alone = contexts.filter((name) => !grouped.includes(name)).map((name) => [name]);
  const counts = countsOf(contexts, instances);
  return [...groups, ...alone].map((names) => ({
    name: names.join("+"),
    contexts: names,
    instances: Math.max(...names.map((name) => counts.get(name) ?? 1)),
  }));
}

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
