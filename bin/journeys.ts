import { diagramOf } from "./journeys/diagram.ts";
import { mapOfContexts, partySection } from "./journeys/parties.ts";
import { type Journey, journeys, scenesOf } from "./journeys/told.ts";
import { contexts } from "./messages.ts";

/**
 * Who says what to whom, read from the reactions, and the ways of an order, each run in memory and
 * drawn as it went. Throws when a journey no longer ends where it says.
 */
export async function journeysDocument(): Promise<string> {
  const told: string[] = [];
  for (const journey of journeys) told.push(await journeySection(journey));
  const parts = [
    "# Journeys",
    INTRODUCTION,
    contentsOf(
      journeys.map(({ title }) => title),
      contexts.map(({ name }) => name),
    ),
    "## The ways of an order",
    LEGEND,
    ...told,
    "## The contexts",
    "Who hears whom (solid, with the number of facts) and who asks whom (dashed, of commands).",
    mermaid(mapOfContexts()),
    "The fields with their bounds are in [contracts.json](contracts.json).",
    ...contexts.map(partySection),
  ];
  return `${parts.join("\n\n")}\n`;
}

const INTRODUCTION =
  "Generated from the reactions by `npm run docs`. Do not edit. The diagrams are what really happened\n" +
  "when the journeys were run in memory; a test fails when this page is stale.";

const LEGEND =
  "A solid arrow is a fact, drawn to every context that acted on it; a dashed one is a command; an open\n" +
  "head is the answer to a request, a cross its refusal. A note names a fact on which nobody acts. Each\n" +
  "box is one database transaction; a red one is taken back, and nothing of it is written. What only\n" +
  "keeps a copy that a replay rebuilds, as the order pages of `query` do, is left out.";

const contentsOf = (ways: readonly string[], names: readonly string[]): string =>
  [
    "- [The ways of an order](#the-ways-of-an-order)",
    ...ways.map((title) => `  - [${title}](#${anchorOf(title)})`),
    "- [The contexts](#the-contexts)",
    ...names.map((name) => `  - [${name}](#${name})`),
  ].join("\n");

const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");

async function journeySection(journey: Journey): Promise<string> {
  const { title, sentence, ends } = journey;
  const drawn = mermaid(diagramOf(await scenesOf(journey)));
  const end = ends === "NOWHERE" ? "Nothing is written." : `Ends ${ends}.`;
  return [`### ${title}`, `${sentence} ${end}`, drawn].join("\n\n");
}

const mermaid = (text: string): string => `\`\`\`mermaid\n${text}\n\`\`\``;
