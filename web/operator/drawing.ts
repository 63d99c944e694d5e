/** Where the contexts stand on the map, and how their arrows run. */
import type { Arrow, Lane, LiveMap } from "./reads.ts";

export type Place = { readonly x: number; readonly y: number };

export const WIDTH = 168;
export const HEIGHT = 76;
const COLUMN = 268;
const ROW = 138;
/** On a phone the map stands upright. */
const NARROW_COLUMN = 196;
const NARROW_ROW = 150;

/** Roughly from left to right as an order goes. */
const COLUMNS: readonly (readonly string[])[] = [
  ["identity", "cart", "gift"],
  ["coupon", "order", "catalog"],
  ["wallet", "payment", "delivery"],
  ["webhook", "query", "notification"],
];

/** The place of every context; those that nobody knew when this was written stand below. */
export function placesOf(names: readonly string[], isNarrow: boolean): ReadonlyMap<string, Place> {
  const placeAt = isNarrow ? upright : lying;
  const known = COLUMNS.flatMap((column, x) =>
    column.map((name, y) => [name, placeAt(x, y)] as const),
  );
  const places = new Map(known.filter(([name]) => names.includes(name)));
  const strangers = names.filter((name) => !places.has(name));
  for (const [index, name] of strangers.entries()) {
    places.set(
      name,
      isNarrow ? upright(4 + (index >> 1), index % 2) : lying(index % 4, 3 + (index >> 2)),
    );
  }
  return places;
}

const lying = (x: number, y: number): Place => ({ x: x * COLUMN, y: y * ROW + (x % 2) * 34 });
const upright = (x: number, y: number): Place => ({ x: y * NARROW_COLUMN, y: x * NARROW_ROW });

/** What flows from one context to another, facts and commands together. */
export type Road = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly facts: readonly string[];
  readonly commands: readonly string[];
  readonly total: number;
  readonly perSecond: number;
  readonly parked: number;
  readonly behind: number;
  readonly behindMs: number;
};

export function roadsOf({ arrows, lanes }: LiveMap): readonly Road[] {
  const byName = new Map<string, readonly Arrow[]>();
  for (const arrow of arrows) {
    const name = `${arrow.from}-${arrow.to}`;
    byName.set(name, [...(byName.get(name) ?? []), arrow]);
  }
  return [...byName].map(([name, both]) => roadOf(name, both, lanes));
}

function roadOf(name: string, arrows: readonly Arrow[], lanes: readonly Lane[]): Road {
  const sum = (of: (arrow: Arrow) => number) => arrows.reduce((all, arrow) => all + of(arrow), 0);
  const typesOf = (kind: Arrow["kind"]) =>
    arrows.filter((arrow) => arrow.kind === kind).flatMap(({ types }) => types);
  const [from = "", to = ""] = name.split("-");
  const lane = lanes.find((one) => one.from === from && one.to === to);
  return {
    name,
    from,
    to,
    facts: typesOf("fact"),
    commands: typesOf("command"),
    total: sum(({ total }) => total),
    perSecond: sum(({ perSecond }) => perSecond),
    parked: sum(({ parked }) => parked),
    behind: lane?.behind ?? 0,
    behindMs: lane?.behindMs ?? 0,
  };
}

export const isTroubled = ({ parked, behind }: Pick<Road, "parked" | "behind">): boolean =>
  parked > 0 || behind > 0;

/** A bow from border to border of two boxes; there and back do not lie on each other. */
export function bow(from: Place, to: Place): { readonly path: string; readonly middle: Place } {
  const [a, b] = [centre(from), centre(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = Math.min(46, 14 + length * 0.08);
  const control = {
    x: (a.x + b.x) / 2 - (dy / length) * bend,
    y: (a.y + b.y) / 2 + (dx / length) * bend,
  };
  const [start, end] = [border(a, control), border(b, control)];
  return {
    path: `M ${start.x} ${start.y} Q ${control.x} ${control.y} ${end.x} ${end.y}`,
    middle: {
      x: (start.x + 2 * control.x + end.x) / 4,
      y: (start.y + 2 * control.y + end.y) / 4,
    },
  };
}

const centre = ({ x, y }: Place): Place => ({ x: x + WIDTH / 2, y: y + HEIGHT / 2 });

/** Where the way from the centre of a box towards a point leaves the box. */
function border(from: Place, towards: Place): Place {
  const [dx, dy] = [towards.x - from.x, towards.y - from.y];
  const scale = 1 / Math.max(Math.abs(dx) / (WIDTH / 2 + 4), Math.abs(dy) / (HEIGHT / 2 + 4), 1e-6);
  return { x: from.x + dx * scale, y: from.y + dy * scale };
}
