import type { ShapeJson } from "../contracts.ts";

/** One difference between two contracts. Compatible: whoever relied on the old one may go on. */
export type Change = {
  readonly place: string;
  readonly what: string;
  readonly compatible: boolean;
};

export const breaks = (place: string, what: string): Change => ({ place, what, compatible: false });
export const allows = (place: string, what: string): Change => ({ place, what, compatible: true });

/** Whether the shape is of what others send us (or once sent), or of what we send them. */
export type Side = "accepted" | "answered";

/** What a shape is made of; everything else is its type, of which nothing may change. */
type Parts = {
  readonly properties?: Readonly<Record<string, ShapeJson>>;
  readonly required?: readonly string[];
  readonly items?: ShapeJson;
  readonly enum?: readonly unknown[];
};
const LEAST = ["minimum", "minLength", "minItems"];
const MOST = ["maximum", "maxLength", "maxItems"];
const PARTS = new Set(["properties", "required", "items", "enum", ...LEAST, ...MOST]);

/**
 * What changed from a shape to another. What was accepted must still be, so nothing may be narrower;
 * what was answered must still be there, so no field may go or become optional.
 */
export function shapeChanges(
  place: string,
  before: ShapeJson,
  after: ShapeJson,
  side: Side,
): readonly Change[] {
  if (typeOf(before) !== typeOf(after)) {
    return [breaks(place, `was ${typeOf(before)}, is ${typeOf(after)}`)];
  }
  const { items: itemsBefore } = before as Parts;
  const { items: itemsAfter } = after as Parts;
  return [
    ...boundChanges(place, before, after, side),
    ...fieldChanges(place, before, after, side),
    ...(itemsBefore === undefined && itemsAfter === undefined
      ? []
      : shapeChanges(`${place}[]`, itemsBefore ?? {}, itemsAfter ?? {}, side)),
  ];
}

const typeOf = (shape: ShapeJson): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(shape)
        .filter(([name]) => !PARTS.has(name))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

/** Narrower breaks what is accepted; wider is only news. */
function boundChanges(
  place: string,
  before: ShapeJson,
  after: ShapeJson,
  side: Side,
): readonly Change[] {
  const moved = [
    ...LEAST.map((name) => ({
      name,
      by: numberOf(after, name, -Infinity) - numberOf(before, name, -Infinity),
    })),
    ...MOST.map((name) => ({
      name,
      by: numberOf(before, name, Infinity) - numberOf(after, name, Infinity),
    })),
  ];
  return [
    ...moved.flatMap(({ name, by }) => {
      // Neither had it: infinity less infinity is no number.
      if (by === 0 || Number.isNaN(by)) return [];
      const what = `${name} was ${boundOf(before, name)}, is ${boundOf(after, name)}`;
      return [by > 0 && side === "accepted" ? breaks(place, what) : allows(place, what)];
    }),
    ...valueChanges(place, before, after, side),
  ];
}

const boundOf = (shape: ShapeJson, name: string): string => JSON.stringify(shape[name]) ?? "none";

const numberOf = (shape: ShapeJson, name: string, none: number): number =>
  (shape[name] as number | undefined) ?? none;

function valueChanges(
  place: string,
  { enum: before }: Parts,
  { enum: after }: Parts,
  side: Side,
): readonly Change[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined || after === undefined) {
    const what = after === undefined ? "may be any value" : "may be listed values only";
    return [after === undefined || side === "answered" ? allows(place, what) : breaks(place, what)];
  }
  const gone = before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !before.includes(value));
  return [
    ...gone.map((value) => {
      const what = `${String(value)} is gone`;
      return side === "accepted" ? breaks(place, what) : allows(place, what);
    }),
    ...come.map((value) => allows(place, `${String(value)} is new`)),
  ];
}

function fieldChanges(
  place: string,
  before: ShapeJson,
  after: ShapeJson,
  side: Side,
): readonly Change[] {
  const [fieldsBefore, fieldsAfter] = [before, after].map(fieldsOf) as [Fields, Fields];
  const come = [...fieldsAfter].filter(([name]) => !fieldsBefore.has(name));
  return [
    ...[...fieldsBefore].flatMap(([name, old]) => {
      const field = `${place}.${name}`;
      const now = fieldsAfter.get(name);
      if (now === undefined) return [breaks(field, "is gone")];
      return [
        ...requiredChanges(field, old, now, side),
        ...shapeChanges(field, old.shape, now.shape, side),
      ];
    }),
    ...come.map(([name, { required }]) =>
      required && side === "accepted"
        ? breaks(`${place}.${name}`, "is new and required")
        : allows(`${place}.${name}`, "is new"),
    ),
  ];
}

type Field = { readonly shape: ShapeJson; readonly required: boolean };
type Fields = ReadonlyMap<string, Field>;

function fieldsOf(shape: ShapeJson): Fields {
  const { properties = {}, required = [] } = shape as Parts;
  return new Map(
    Object.entries(properties).map(([name, field]) => [
      name,
      { shape: field, required: required.includes(name) },
    ]),
  );
}

/** Who asks must not be asked for more; who reads must not be given less. */
function requiredChanges(
  place: string,
  before: Field,
  after: Field,
  side: Side,
): readonly Change[] {
  if (before.required === after.required) return [];
  const what = after.required ? "is newly required" : "is no longer required";
  return [after.required === (side === "accepted") ? breaks(place, what) : allows(place, what)];
}
