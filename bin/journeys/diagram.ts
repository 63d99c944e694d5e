import type { Answer } from "#runtime/reaction.ts";
import { contexts, messages } from "../messages.ts";
import type { Hearing, Scene } from "./stage.ts";

const CLOCK = "clock";
/** The decider first, then the others in the order in which they react. */
const PLACES = [...new Set(["order", ...contexts.map(({ name }) => name)])];
const kindOf = new Map(messages.map(({ type, kind }) => [type, kind]));

/**
 * The Mermaid diagram of what happened: facts are solid arrows to those who acted on them, commands
 * are dashed, answers end in an open head, and each box is one transaction.
 */
export function diagramOf(scenes: readonly Scene[]): string {
  const lines = scenes.flatMap((scene, index) => linesOf(scene, index, scenes));
  const has = (name: string) => lines.some((line) => placesIn(line).includes(name));
  const people = [...new Set(scenes.flatMap((scene) => ("asked" in scene ? [scene.asked] : [])))];
  return [
    "sequenceDiagram",
    ...people.map((name) => `actor ${name}`),
    ...[CLOCK, ...PLACES].filter(has).map((name) => `participant ${name}`),
    ...lines,
  ].join("\n  ");
}

/** Who a line begins at, ends at or lies over. */
const placesIn = (line: string): readonly string[] =>
  (line.split(":")[0] ?? "").trim().split(/Note over |-->>|->>|-x|-\)/);

function linesOf(scene: Scene, index: number, scenes: readonly Scene[]): readonly string[] {
  if ("asked" in scene) return [];
  if ("passed" in scene) return [`Note over ${CLOCK}: ${scene.passed}`];
  if ("answered" in scene) return [answerLine(scene.by, scene.answered, scene.answer)];
  const asker = scenes.slice(0, index).findLast((before) => "asked" in before)?.asked ?? CLOCK;
  const said = scene.heard.flatMap((hearing) => [
    ...arrowLines(hearing, asker, scenes),
    ...unheardLines(hearing, scene.stated, scenes),
  ]);
  if (said.length === 0) return [];
  const end = scene.undone ? [`Note over ${scene.heard[0]?.by}: all is taken back`] : [];
  const colour = scene.undone ? "rgba(220, 60, 60, 0.15)" : "rgba(120, 140, 180, 0.15)";
  return [`rect ${colour}`, ...[...said, ...end].map((line) => `  ${line}`), "end"];
}

function answerLine(by: string, to: string, answer: Answer): string {
  if ("refusal" in answer) return `${by}-x${to}: ${answer.refusal.refusal}`;
  const { status } = answer.value as { readonly status?: string };
  return `${by}-)${to}: ${status ?? "done"}`;
}

/** A fact is drawn where somebody acted on it; a command always. */
function arrowLines(
  { message, kind, by, acted }: Hearing,
  asker: string,
  scenes: readonly Scene[],
): readonly string[] {
  if (kind === "fact")
    return acted ? [`${contextOf(message.type)}->>${by}: ${nameOf(message.type)}`] : [];
  const isRequest = message.cause === message.id;
  const from = isRequest ? asker : senderOf(message, scenes);
  return [`${from}-->>${by}: ${nameOf(message.type)}`];
}

/** Who said it on hearing its cause. A command that nobody said is a deadline that fell due. */
const senderOf = ({ cause, type }: Hearing["message"], scenes: readonly Scene[]): string =>
  hearingsIn(scenes).find(({ message, said }) => message.id === cause && said.includes(type))?.by ??
  CLOCK;

/** The facts that this hearing stated, and on which nobody acted. */
const unheardLines = (
  { message: { id }, by, said }: Hearing,
  stated: readonly Hearing["message"][],
  scenes: readonly Scene[],
): readonly string[] =>
  stated
    .filter(({ cause, type }) => cause === id && said.includes(type) && contextOf(type) === by)
    .filter(({ type }) => kindOf.get(type) === "fact")
    .filter(
      (fact) => !hearingsIn(scenes).some(({ message, acted }) => acted && message.id === fact.id),
    )
    .map(({ type }) => `Note over ${by}: ${nameOf(type)}`);

const hearingsIn = (scenes: readonly Scene[]): readonly Hearing[] =>
  scenes.flatMap((scene) => ("heard" in scene ? scene.heard : []));

const contextOf = (type: string): string => type.slice(0, type.indexOf("."));
const nameOf = (type: string): string => type.slice(type.indexOf(".") + 1);
