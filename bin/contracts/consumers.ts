import { journeys, scenesOf } from "../journeys/told.ts";
import { contexts } from "../messages.ts";
import { type Contracts, printed, type ShapeJson } from "../contracts.ts";
import { readingNoted } from "./recording.ts";

/** By fact, the fields that are read: `lines[].itemId`; ANY where nobody has seen which. */
export type Needs = Readonly<Record<string, readonly string[]>>;
/** By consumer. */
export type ConsumersNeeds = Readonly<Record<string, Needs>>;

export const ANY = "*";

/**
 * Which fields of which facts of others each context reads, as seen while the journeys are run in
 * memory. A fact that it hears and no journey tells of is listed with ANY.
 */
export async function needsOfContexts(): Promise<ConsumersNeeds> {
  const read = new Map(factsHeard().map((heard) => [heard, new Set<string>()]));
  for (const journey of journeys) {
    await scenesOf(journey, (reaction) => {
      const seen = read.get(`${reaction.context} ${reaction.definition.type}`);
      return seen === undefined ? reaction : readingNoted(reaction, (path) => seen.add(path));
    });
  }
  const needs: Record<string, Record<string, readonly string[]>> = {};
  for (const [heard, seen] of read) {
    const [consumer = "", fact = ""] = heard.split(" ");
    (needs[consumer] ??= {})[fact] = seen.size === 0 ? [ANY] : deepest(seen);
  }
  return needs;
}

/** The list as it stands in docs/consumers.json. */
export const consumersDocument = async (): Promise<string> => printed(await needsOfContexts());

/** "catalog order.placed": who hears which fact of another. */
const factsHeard = (): readonly string[] =>
  contexts
    .flatMap(({ name, reactions }) =>
      reactions
        .filter(({ definition }) => definition.kind === "fact" && definition.context !== name)
        .map(({ definition }) => `${name} ${definition.type}`),
    )
    .toSorted();

/** Without the fields on the way to others. */
const deepest = (paths: ReadonlySet<string>): readonly string[] =>
  [...paths].filter((path) => ![...paths].some((other) => isWithin(other, path))).toSorted();

const isWithin = (inner: string, outer: string): boolean =>
  inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[]`);

/** What the consumers need and the contracts do not give, in words. */
export const lacking = (needs: ConsumersNeeds, { messages }: Contracts): readonly string[] =>
  Object.entries(needs).flatMap(([consumer, facts]) =>
    Object.entries(facts).flatMap(([fact, fields]) => {
      const shape = messages[fact]?.shape;
      if (shape === undefined) return [`${consumer} needs ${fact}`];
      return fields
        .filter((field) => field !== ANY && !has(shape, field.split(".")))
        .map((field) => `${consumer} needs ${field} of ${fact}`);
    }),
  );

type Parts = {
  readonly properties?: Readonly<Record<string, ShapeJson>>;
  readonly items?: ShapeJson;
};

function has(shape: ShapeJson, [name = "", ...rest]: readonly string[]): boolean {
  const { properties = {} } = shape as Parts;
  const field = properties[name.replace("[]", "")];
  const found = name.endsWith("[]") ? (field as Parts | undefined)?.items : field;
  return found !== undefined && (rest.length === 0 || has(found, rest));
}
