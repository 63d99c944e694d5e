import type { Draw } from "./draw.ts";

/** What may go wrong. A seed has none, one or some of these. */
export const FAULTS = [
  "crash",
  "commit",
  "slow",
  "bus",
  "poison",
  "data",
  "client",
  "clock",
  "forced",
  "unruly",
] as const;
export type Fault = (typeof FAULTS)[number];

/** The rare paths that product code asks its World for. */
const FORCED_NAMES = [
  "order.verify",
  "order.complete",
  "catalog.reserve",
  "catalog.commit",
  "coupon.redeem",
  "wallet.debit",
  "payment.record",
  "delivery.create",
];

/** How likely each thing is in this run, from `storm` to `calm`. */
export type Faults = {
  readonly kinds: readonly Fault[];
  readonly storm: () => void;
  readonly calm: () => void;
  readonly isCalm: () => boolean;
  /** A process dies at this named point. */
  readonly diesAt: (point: string) => boolean;
  /** A process dies between two events. */
  readonly dies: () => boolean;
  readonly downMs: () => number;
  readonly commit: () => "go" | "refuse" | "lose-reply";
  /** The data makes the commit fail for good. */
  readonly isRefusedByDatabase: () => boolean;
  /** How long a call of the database takes; 0 for not at all. */
  readonly storeMs: () => number;
  /** Deciding throws. */
  readonly throws: () => boolean;
  readonly forces: (name: string) => boolean;
  /** A process's clock is that much off. */
  readonly clockMs: () => number;
  readonly clockJumps: () => number;
  /** A client's answer is lost on its way. */
  readonly losesAnswer: () => boolean;
  readonly doubleClicks: () => boolean;
  readonly bus: BusFaults;
  /** An operator drives one parked message again that is not the first of its key. */
  readonly redrivesOutOfOrder: () => boolean;
  /** All processes stop and start in another partition. */
  readonly repartitions: boolean;
};

export type BusFaults = {
  readonly delayMs: () => number;
  readonly stallMs: () => number;
  readonly handsOutAgain: () => boolean;
  readonly rewindsToStart: () => boolean;
  readonly skipsOne: () => boolean;
  /** Two processes of a group hold the same lane. */
  readonly hasTwoOwners: () => boolean;
  readonly segmentsMax: () => number;
};

export function faultsOf(
  draw: Draw,
  shares: { readonly none: number; readonly one: number },
): Faults {
  const kinds = kindsOf(draw, shares);
  const has = new Set<Fault>(kinds);
  let calm = true;
  const level = 0.3 + draw.below(8) / 10;
  const in_ = (kind: Fault, share: number) => !calm && has.has(kind) && draw.chance(share * level);
  const longMs = draw.chance(0.15) ? 3 * 86_400_000 : draw.chance(0.3) ? 2_400_000 : 5_000;
  return {
    kinds,
    storm: () => void (calm = false),
    calm: () => void (calm = true),
    isCalm: () => calm,
    diesAt: () => in_("crash", 0.02),
    dies: () => in_("crash", 0.004),
    downMs: () => Math.round(draw.logUniform(1, calm ? 50 : 5_000)),
    commit: () => (in_("commit", 0.06) ? (draw.chance(0.5) ? "refuse" : "lose-reply") : "go"),
    isRefusedByDatabase: () => in_("data", 0.02),
    storeMs: () => (in_("slow", 0.25) ? draw.between(0, 60) : 0),
    throws: () => in_("poison", 0.03),
    forces: (name) => in_("forced", 0.04) && FORCED_NAMES.includes(name),
    clockMs: () => (has.has("clock") ? draw.between(-4_000, 4_000) : 0),
    clockJumps: () => (in_("clock", 0.002) ? draw.pick([600_000, 3_600_000, -600_000]) : 0),
    losesAnswer: () => in_("client", 0.12),
    doubleClicks: () => in_("client", 0.15),
    bus: {
      delayMs: () => (in_("bus", 0.3) ? Math.round(draw.logUniform(1, longMs)) : draw.below(4)),
      stallMs: () => (in_("bus", 0.02) ? Math.round(draw.logUniform(100, longMs)) : 0),
      handsOutAgain: () => in_("bus", 0.15),
      rewindsToStart: () => in_("bus", 0.2),
      skipsOne: () => in_("bus", 0.03),
      hasTwoOwners: () => in_("bus", 0.2),
      segmentsMax: () => (in_("bus", 0.5) ? draw.between(1, 3) : 50),
    },
    redrivesOutOfOrder: () => in_("unruly", 0.9),
    repartitions: has.has("crash") && draw.chance(0.2),
  };
}

/** A tenth of the seeds have no fault, a fifth one kind, the others any mix: swarms find more. */
function kindsOf(
  draw: Draw,
  { none, one }: { readonly none: number; readonly one: number },
): readonly Fault[] {
  const share = draw.below(1_000) / 1_000;
  if (share < none) return [];
  if (share < none + one) return [draw.pick(FAULTS)];
  const kinds = FAULTS.filter(() => draw.chance(0.5));
  return kinds.includes("unruly") ? [...new Set<Fault>([...kinds, "poison"])] : kinds;
}
