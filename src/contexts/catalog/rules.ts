import type { Draft } from "#kernel/message.ts";
import {
  stockCommitRefused,
  stockCommitted,
  stockRefused,
  stockReserved,
  stockUndone,
} from "./contract.ts";
import type { MovementKind } from "./rules/stock.ts";
import {
  type OrderedLine,
  refusalFor,
  refusalOf,
  type Shelf,
  type StockRefusal,
} from "./rules/verdict.ts";

export const RESERVATION_STATUSES = [
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
};
export type ReservedLine = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly quantity: number;
};

/** What a message did: the reservation after it, the movement of its lines, and what is said of it. */
export type Outcome = {
  readonly reservation?: Reservation;
  readonly movement?: MovementKind;
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
    case "REFUSED":
      return refused === undefined ? {} : { said: stockRefused({ orderId, ...refused }) };
    // The undo was answered: nothing is held for the order, and no yes may follow.
    case "RELEASED":
    case "RETURNED":
      return {};
  }
}

/** Sells what is reserved, once. `forced` refuses it, for tests. */
export function commit(orderId: string, before: Reservation | undefined, forced = false): Outcome {
  switch (before?.status) {
    case "RESERVED":
      return forced
        ? { said: stockCommitRefused({ orderId }) }
        : {
            reservation: { ...before, status: "COMMITTED" },
            movement: "COMMIT",
            said: stockCommitted({ orderId }),
          };
    case "COMMITTED":
      return { said: stockCommitted({ orderId }) };
    // Paid, and nothing is held: said aloud, or a forced undo would leave a paid order waiting.
    case undefined:
    case "REFUSED":
    case "RELEASED":
    case "RETURNED":
      return { said: stockCommitRefused({ orderId }) };
  }
}

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
      return {
        reservation: { orderId, status: "RELEASED", lines: [], refused: undefined },
        said: stockUndone({ orderId, was: "NOTHING" }),
      };
    case "RELEASED":
      return {
        said: stockUndone({ orderId, was: before.lines.length === 0 ? "NOTHING" : "RESERVED" }),
      };
    case "RETURNED":
      return { said: stockUndone({ orderId, was: "COMMITTED" }) };
    case "REFUSED":
      return { said: stockUndone({ orderId, was: "NOTHING" }) };
  }
}
