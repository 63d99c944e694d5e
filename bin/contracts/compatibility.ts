import { admits } from "#http/access.ts";
import type { Access, Identity } from "#http/route.ts";
import type { Contracts, MessageContract, RouteContract, ShapeJson } from "../contracts.ts";
import { allows, breaks, type Change, shapeChanges } from "./shapes.ts";

/**
 * What changed, in the order of the old contract. What was accepted before must still be accepted:
 * requests, and messages that lie in logs. What was answered before must still be answered.
 */
export function changesBetween(before: Contracts, after: Contracts): readonly Change[] {
  return [
    ...entryChanges("message", before.messages, after.messages, messageChanges),
    ...entryChanges("route", before.routes, after.routes, routeChanges),
  ];
}

function entryChanges<T>(
  what: string,
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  changes: (place: string, before: T, after: T) => readonly Change[],
): readonly Change[] {
  const added = Object.keys(after).filter((name) => !(name in before));
  return [
    ...Object.entries(before).flatMap(([name, old]) => {
      const now = after[name];
      return now === undefined ? [breaks(name, `the ${what} is gone`)] : changes(name, old, now);
    }),
    ...added.map((name) => allows(name, `a new ${what}`)),
  ];
}

function messageChanges(
  place: string,
  before: MessageContract,
  after: MessageContract,
): readonly Change[] {
  return [
    ...(["kind", "context", "version"] as const)
      .filter((part) => before[part] !== after[part])
      .map((part) => breaks(place, `its ${part} was ${before[part]}, is ${after[part]}`)),
    ...bodyChanges(place, before, after),
  ];
}

/** What lies in logs must still be read; and whoever listens to a fact must still be told all of it. */
function bodyChanges(
  place: string,
  before: MessageContract,
  after: MessageContract,
): readonly Change[] {
  const kept = shapeChanges(place, before.shape, after.shape, "accepted");
  if (before.kind === "command") return kept;
  const told = shapeChanges(place, before.shape, after.shape, "answered");
  return kept.map((change, at) => ({
    ...change,
    compatible: change.compatible && told[at]?.compatible !== false,
  }));
}

const NOTHING: ShapeJson = { type: "object", properties: {}, additionalProperties: false };

function routeChanges(
  place: string,
  before: RouteContract,
  after: RouteContract,
): readonly Change[] {
  const given = (["params", "query", "body"] as const).flatMap((part) =>
    shapeChanges(`${place} ${part}`, before[part] ?? NOTHING, after[part] ?? NOTHING, "accepted"),
  );
  const answered = entryChanges("answer", before.answers, after.answers, (status, old, now) => {
    const shapes = [old, now].map((shape) => shape ?? NOTHING) as [ShapeJson, ShapeJson];
    return shapeChanges(status, ...shapes, "answered");
  });
  return [
    ...accessChanges(place, before.access, after.access),
    ...keyChanges(place, before.idempotency, after.idempotency),
    ...given,
    ...answered.map((change) => ({ ...change, place: `${place} ${change.place}` })),
  ];
}

const CALLERS = ["guest", "member", "seller", "operator"] as const;

function accessChanges(place: string, before: Access, after: Access): readonly Change[] {
  return CALLERS.flatMap((caller) => {
    const identity = caller === "guest" ? undefined : ({ role: caller } as Identity);
    const was = admits(before, identity);
    if (was === admits(after, identity)) return [];
    return was
      ? [breaks(place, `a ${caller} is no longer admitted`)]
      : [allows(place, `a ${caller} is admitted`)];
  });
}

function keyChanges(
  place: string,
  before: RouteContract["idempotency"],
  after: RouteContract["idempotency"],
): readonly Change[] {
  if (before === after) return [];
  return after === "required"
    ? [breaks(place, "an Idempotency-Key is newly required")]
    : [allows(place, "an Idempotency-Key is no longer required")];
}
