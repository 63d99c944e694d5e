import type { BodyOf, Draft } from "#kernel/message.ts";
import {
  claimRefused,
  goodsAccepted,
  linesReturned,
  type returnLines,
  stockClaimed,
  stockCommitRefused,
  stockCommitted,
  stockRefused,
  stockReserved,
  stockUndone,
} from "./contract.ts";
import type { MovementKind } from "./rules/stock.ts";
import {
  GOODS_REASONS,
  type OrderedLine,
  refusalFor,
  refusalOf,
  type Shelf,
  shortageOf,
  type StockRefusal,
} from "./rules/verdict.ts";

export const RESERVATION_STATUSES = [
  "ACCEPTED",
  "RESERVED",
  "COMMITTED",
  "RELEASED",
  "RETURNED",
  "REFUSED",
] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/**
 * What catalog answered for an order, one row for ever: the end states are the tombstones that make
 * a late or repeated message harmless. Without lines it is an undo that came first.
 */
export type Reservation = {
  readonly orderId: string;
  readonly status: ReservationStatus;
  readonly lines: readonly ReservedLine[];
  /** Kept to give a repeated order.placed the first answer again. */
  readonly refused: StockRefusal | undefined;
  /** The last claim that was judged, where the order's stock is claimed. */
  readonly claimNo?: number | undefined;
};
export type ReservedLine = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly quantity: number;
  /** It was given back while the other lines stayed. */
  readonly returned?: boolean;
};

/** Lines that were not given back before the others. */
export const heldLines = (lines: readonly ReservedLine[]): readonly ReservedLine[] =>
  lines.filter(({ returned }) => returned !== true);

/** What a message did: the reservation after it, the movement of its lines, and what is said of it. */
export type Outcome = {
  readonly reservation?: Reservation;
  readonly movement?: MovementKind;
  /** The lines that move apart from the others, where not all do that are held. */
  readonly moves?: readonly ReservedLine[];
  readonly said?: Draft;
};

export type Order = { readonly orderId: string; readonly lines: readonly OrderedLine[] };

/** Sets aside every line or none. `forced` refuses it for want of stock, for tests. */
export function reserve(
  { orderId, lines }: Order,
  before: Reservation | undefined,
  shelf: Shelf,
  forced = false,
): Outcome {
  if (before !== undefined) return answerAgain(before);
  const kept = lines.map(({ lineNo, itemId, quantity }) => ({ lineNo, itemId, quantity }));
  const refused =
    refusalOf(lines, shelf) ??
    (forced ? refusalFor("STOCK_INSUFFICIENT", lines, shelf, lines) : undefined);
  if (refused !== undefined) {
    return {
      reservation: { orderId, status: "REFUSED", lines: kept, refused },
      said: stockRefused({ orderId, ...refused }),
    };
  }
  return {
    reservation: { orderId, status: "RESERVED", lines: kept, refused: undefined },
    movement: "RESERVE",
    said: stockReserved({ orderId }),
  };
}

function answerAgain({ orderId, status, refused }: Reservation): Outcome {
  switch (status) {
    case "RESERVED":
    case "COMMITTED":
      return { said: stockReserved({ orderId }) };
    case "ACCEPTED":
      return { said: goodsAccepted({ orderId }) };
    case "REFUSED":
      return refused === undefined ? {} : { said: stockRefused({ orderId, ...refused }) };
    // The undo was answered: nothing is held for the order, and no yes may follow.
    case "RELEASED":
    case "RETURNED":
      return {};
  }
}

/**
 * Judges an order whose stock is sold once it is paid: what may be sold at all, at these prices. Its
 * lines are kept until then, unless payment will name them (`claim`).
 */
export function accept(
  { orderId, lines }: Order,
  before: Reservation | undefined,
  shelf: Shelf,
  soldBy: "claim" | "commit" = "claim",
): Outcome {
  if (before !== undefined) return answerAgain(before);
  const refused = refusalOf(lines, shelf, GOODS_REASONS);
  const kept = lines.map(({ lineNo, itemId, quantity }) => ({ lineNo, itemId, quantity }));
  if (refused !== undefined) {
    return {
      reservation: { orderId, status: "REFUSED", lines: kept, refused },
      said: stockRefused({ orderId, ...refused }),
    };
  }
  const said = goodsAccepted({ orderId });
  if (soldBy === "claim") return { said };
  return { reservation: { orderId, status: "ACCEPTED", lines: kept, refused: undefined }, said };
}

export type Claim = {
  readonly orderId: string;
  readonly claimNo: number;
  readonly lines: readonly ReservedLine[];
};

/** Sells every line or none, once. A claim that was judged gets the same answer again. */
export function claim(
  ask: Claim,
  before: Reservation | undefined,
  stocks: Shelf["stocks"],
): Outcome {
  const { orderId, claimNo } = ask;
  switch (before?.status) {
    case undefined:
    case "ACCEPTED":
      return judgeClaim(ask, stocks);
    case "RESERVED":
      return {
        reservation: { ...before, status: "COMMITTED", claimNo },
        movement: "COMMIT",
        said: stockClaimed({ orderId, claimNo }),
      };
    case "COMMITTED":
      return { said: stockClaimed({ orderId, claimNo }) };
    case "REFUSED":
      return claimNo > (before.claimNo ?? claimNo)
        ? judgeClaim(ask, stocks)
        : refuseClaim(ask, before.refused);
    case "RELEASED":
    case "RETURNED":
      return refuseClaim(ask, undefined);
  }
}

function judgeClaim(ask: Claim, stocks: Shelf["stocks"]): Outcome {
  const { orderId, claimNo, lines } = ask;
  const refused = shortageOf(lines, stocks);
  if (refused !== undefined) {
    return {
      reservation: { orderId, status: "REFUSED", lines, refused, claimNo },
      ...refuseClaim(ask, refused),
    };
  }
  return {
    reservation: { orderId, status: "COMMITTED", lines, refused: undefined, claimNo },
    movement: "CLAIM",
    said: stockClaimed({ orderId, claimNo }),
  };
}

const refuseClaim = (
  { orderId, claimNo }: Claim,
  { reason, lines }: StockRefusal = { reason: "STOCK_INSUFFICIENT", lines: [] },
): Outcome => ({ said: claimRefused({ orderId, claimNo, reason, lines }) });

/** Sells what is reserved, or only accepted, once. `forced` refuses it, for tests. */
export function commit(
  orderId: string,
  before: Reservation | undefined,
  stocks: Shelf["stocks"],
  forced = false,
): Outcome {
  switch (before?.status) {
    case "RESERVED":
      return forced
        ? { said: stockCommitRefused({ orderId }) }
        : {
            reservation: { ...before, status: "COMMITTED" },
            movement: "COMMIT",
            said: stockCommitted({ orderId }),
          };
    case "ACCEPTED":
      return sellAccepted(before, stocks);
    case "COMMITTED":
      return { said: stockCommitted({ orderId }) };
    // Paid, and nothing is held: said aloud, or a forced undo would leave a paid order waiting.
    case "REFUSED":
      return { said: stockCommitRefused(commitRefusal(orderId, before.refused)) };
    case undefined:
    case "RELEASED":
    case "RETURNED":
      return { said: stockCommitRefused({ orderId }) };
  }
}

function sellAccepted(before: Reservation, stocks: Shelf["stocks"]): Outcome {
  const { orderId } = before;
  const refused = shortageOf(before.lines, stocks);
  if (refused === undefined) {
    return {
      reservation: { ...before, status: "COMMITTED" },
      movement: "CLAIM",
      said: stockCommitted({ orderId }),
    };
  }
  return {
    reservation: { ...before, status: "REFUSED", refused },
    said: stockCommitRefused(commitRefusal(orderId, refused)),
  };
}

const commitRefusal = (orderId: string, refused: StockRefusal | undefined) =>
  refused === undefined ? { orderId } : { orderId, reason: refused.reason };

/** Gives back what is reserved or sold, once, and sees to it that nothing is ever set aside again. */
export function undo(orderId: string, before: Reservation | undefined): Outcome {
  switch (before?.status) {
    case "RESERVED":
      return {
        reservation: { ...before, status: "RELEASED" },
        movement: "RELEASE",
        said: stockUndone({ orderId, was: "RESERVED" }),
      };
    case "COMMITTED":
      return {
        reservation: { ...before, status: "RETURNED" },
        movement: "RETURN",
        said: stockUndone({ orderId, was: "COMMITTED" }),
      };
    // The undo overtook order.placed, which would else hold stock that nobody releases.
    case undefined:
    case "ACCEPTED":
      return { reservation: closed(orderId), said: stockUndone({ orderId, was: "NOTHING" }) };
    case "RELEASED":
      return {
        said: stockUndone({ orderId, was: before.lines.length === 0 ? "NOTHING" : "RESERVED" }),
      };
    case "RETURNED":
      return { said: stockUndone({ orderId, was: "COMMITTED" }) };
    // After a refused claim a next one could still be judged.
    case "REFUSED":
      return {
        ...(before.claimNo === undefined ? {} : { reservation: closed(orderId) }),
        said: stockUndone({ orderId, was: "NOTHING" }),
      };
  }
}

/**
 * Gives back what is reserved or sold for some lines, once; the others stay. What is only accepted will
 * not be sold. Where nothing is held any more nothing moves.
 */
export function returnSome(
  { orderId, cancelNo, lineNos }: BodyOf<typeof returnLines>,
  before: Reservation | undefined,
): Outcome {
  const said = linesReturned({ orderId, cancelNo });
  if (before?.status === "ACCEPTED") {
    const lines = before.lines.filter(({ lineNo }) => !lineNos.includes(lineNo));
    return { reservation: { ...before, lines }, said };
  }
  if (before?.status !== "RESERVED" && before?.status !== "COMMITTED") return { said };
  const isMeant = ({ lineNo, returned }: ReservedLine) =>
    lineNos.includes(lineNo) && returned !== true;
  const moves = before.lines.filter(isMeant);
  if (moves.length === 0) return { said };
  const lines = before.lines.map((line) => (isMeant(line) ? { ...line, returned: true } : line));
  return {
    reservation: { ...before, lines },
    movement: before.status === "RESERVED" ? "RELEASE" : "RETURN",
    moves,
    said,
  };
}

const closed = (orderId: string): Reservation => ({
  orderId,
  status: "RELEASED",
  lines: [],
  refused: undefined,
});
