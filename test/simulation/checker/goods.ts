import { type Evidence, firstOf, grouped, promised } from "./evidence.ts";
import { isDead, isPaid, liveLinesOf, type OrderRow } from "./orders.ts";

type Stock = {
  readonly itemId: string;
  readonly received: number;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
};
type Movement = {
  readonly itemId: string;
  readonly kind: string;
  readonly quantity: number;
  readonly orderId?: string;
  /** Of a line that moved apart from the others of its order. */
  readonly lineNo?: number;
};
type Reservation = {
  readonly orderId: string;
  readonly status: string;
  readonly lines: readonly ReservedLine[];
};
type ReservedLine = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly quantity: number;
  readonly returned?: boolean;
};
type Shipment = {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly partnerId: string;
  readonly status: string;
  readonly address: Readonly<Record<string, string>>;
  readonly lines: readonly { readonly status: string; readonly lineNo: number }[];
};
type OrderShipments = { readonly orderId: string; readonly status: string };

const stocksOf = (of: Evidence) => of.rows<Stock>("catalog.stocks");
const movementsOf = (of: Evidence) => of.ledger<Movement>("catalog.stock_movements");
const reservationsOf = (of: Evidence) => of.rows<Reservation>("catalog.reservations");
const shipmentsOf = (of: Evidence) => of.rows<Shipment>("delivery.shipments");
const orderOf = (of: Evidence, orderId: string) => of.row<OrderRow>("order.orders", orderId);

/** How each kind of movement is told by what a stock row says. */
const WHERE: Readonly<
  Record<string, readonly [available: number, reserved: number, sold: number]>
> = {
  RECEIVE: [1, 0, 0],
  ADJUST: [1, 0, 0],
  RESERVE: [-1, 1, 0],
  COMMIT: [0, -1, 1],
  RELEASE: [1, -1, 0],
  RETURN: [1, 0, -1],
};

/** The only ways in which all that is left of one order and item may move. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["RESERVE", "RESERVED"],
  ["RESERVE RELEASE", "RELEASED"],
  ["RESERVE COMMIT", "COMMITTED"],
  ["RESERVE COMMIT RETURN", "RETURNED"],
]);

const conserved = promised("I1 stock is conserved", (of) =>
  firstOf(stocksOf(of), ({ itemId, received, available, reserved, sold }) =>
    received !== available + reserved + sold || Math.min(available, reserved, sold) < 0
      ? `${itemId}: ${received} received, ${available} available, ${reserved} reserved, ${sold} sold`
      : undefined,
  ),
);

const movements = promised("I2 a stock is the sum of its movements", (of) => {
  const moved = grouped(movementsOf(of), ({ itemId }) => itemId);
  return firstOf(stocksOf(of), ({ itemId, available, reserved, sold }) => {
    const sums = [0, 0, 0];
    for (const { kind, quantity } of moved.get(itemId) ?? []) {
      WHERE[kind]?.forEach((sign, place) => (sums[place] = (sums[place] ?? 0) + sign * quantity));
    }
    return sums.join() === [available, reserved, sold].join()
      ? undefined
      : `${itemId}: the row says ${[available, reserved, sold].join()}, its movements ${sums.join()}`;
  });
});

const endsOnce = promised(
  "I3 a reservation ends once, and a line that goes back apart once",
  (of) => {
    const byOrder = grouped(movementsOf(of), ({ orderId }) => orderId);
    return firstOf(reservationsOf(of), ({ orderId, status, lines }) => {
      const moved = grouped(byOrder.get(orderId) ?? [], ({ itemId }) => itemId);
      if (status === "REFUSED")
        return moved.size > 0 ? `${orderId}: refused, yet moved` : undefined;
      return firstOf([...grouped(lines, ({ itemId }) => itemId)], ([itemId, ofItem]) => {
        const movements = moved.get(itemId) ?? [];
        return isToldBy(movements, status, ofItem)
          ? undefined
          : `${orderId} ${itemId}: ${status} after ${movements.map(({ kind }) => kind).join(" ")}`;
      });
    });
  },
);

const unitsOf = (rows: readonly { readonly quantity: number }[]): number =>
  rows.reduce((sum, { quantity }) => sum + quantity, 0);

/** Whether an order's units of an item stand where their movements brought them. */
function isToldBy(
  movements: readonly Movement[],
  status: string,
  lines: readonly ReservedLine[],
): boolean {
  const returned = lines.filter((line) => line.returned === true);
  const apart = movements.filter(({ lineNo }) => lineNo !== undefined);
  const whole = movements.filter(({ lineNo }) => lineNo === undefined);
  const gone = returned.map(({ lineNo, quantity }) => `RETURN ${lineNo} ${quantity}`).toSorted();
  const told = apart.map(({ kind, lineNo, quantity }) => `${kind} ${lineNo} ${quantity}`);
  if (told.toSorted().join() !== gone.join()) return false;
  const left = unitsOf(lines) - unitsOf(returned);
  const kinds = whole.map(({ kind }) => kind);
  // Of an item that went back line by line nothing was left to move when all the order went back.
  if (left === 0 && status === "RETURNED") kinds.push("RETURN");
  return (
    ENDINGS.get(kinds.join(" ")) === status &&
    whole.every(({ kind, quantity }) => quantity === (kind === "RETURN" ? left : unitsOf(lines)))
  );
}

const soldIsOrdered = promised("I4 sold minus returned is what paid orders hold", (of) => {
  const units = new Map<string, number>();
  for (const order of of.rows<OrderRow>("order.orders")) {
    if (!isPaid(order.status)) continue;
    for (const { itemId, quantity } of liveLinesOf(order)) {
      units.set(itemId, (units.get(itemId) ?? 0) + quantity);
    }
  }
  return firstOf(stocksOf(of), ({ itemId, sold, reserved }) =>
    sold === (units.get(itemId) ?? 0) && reserved === 0
      ? undefined
      : `${itemId}: ${sold} sold, ${reserved} still reserved, ${units.get(itemId) ?? 0} in paid orders`,
  );
});

const deadHoldNothing = promised(
  "I5 a dead order holds no stock and no shipment",
  (of) =>
    firstOf(reservationsOf(of), ({ orderId, status }) =>
      isDead(orderOf(of, orderId)?.status) && (status === "RESERVED" || status === "COMMITTED")
        ? `${orderId}: ${orderOf(of, orderId)?.status}, its stock ${status}`
        : undefined,
    ) ??
    firstOf(shipmentsOf(of), ({ orderId, status }) =>
      isDead(orderOf(of, orderId)?.status) && status !== "CANCELLED"
        ? `${orderId}: ${orderOf(of, orderId)?.status}, its shipment ${status}`
        : undefined,
    ),
);

const oneShipment = promised("I20 one shipment per seller and order, none for a dead one", (of) => {
  const seen = new Set<string>();
  return (
    firstOf(shipmentsOf(of), ({ orderId, partnerId, shipmentId, status, address }) => {
      const place = `${orderId}/${partnerId}`;
      if (seen.has(place)) return `${place}: two shipments`;
      seen.add(place);
      if (Object.values(address).some((field) => field.trim() === "")) {
        return `${place}: no address`;
      }
      const order = of.row<OrderShipments>("delivery.order_shipments", orderId);
      return order?.status === "OPEN" || status === "CANCELLED"
        ? undefined
        : `${shipmentId} of ${place}: ${status} where the order is ${order?.status}`;
    }) ??
    firstOf([...grouped(shipmentsOf(of), ({ orderId }) => orderId)], ([orderId, shipments]) => {
      const order = of.row<OrderShipments>("delivery.order_shipments", orderId);
      const isAnyLeft = shipments.some(({ status }) => status !== "CANCELLED");
      return order?.status === "OPEN" && !isAnyLeft ? `${orderId}: open, nothing left` : undefined;
    })
  );
});

const linesAgree = promised("I18 a shipment stands where its lines stand", (of) =>
  firstOf(shipmentsOf(of), ({ shipmentId, status, lines }) => {
    const all = lines.map((line) => line.status).filter((each) => each !== "CANCELLED");
    const expected =
      all.length === 0
        ? "CANCELLED"
        : all.every((each) => each === "DELIVERED")
          ? "DELIVERED"
          : all.some((each) => each === "SHIPPING" || each === "DELIVERED")
            ? "SHIPPING"
            : all[0];
    return status === expected ? undefined : `${shipmentId}: ${status}, its lines ${all.join()}`;
  }),
);

const goneStays = promised(
  "I5 of a live order exactly its cancelled lines stay at the seller",
  (of) =>
    firstOf(shipmentsOf(of), ({ orderId, shipmentId, lines }) => {
      const order = orderOf(of, orderId);
      if (order === undefined || !isPaid(order.status)) return undefined;
      const live = new Set(liveLinesOf(order).map(({ lineNo }) => lineNo));
      const wrong = lines.find(
        ({ lineNo, status }) => live.has(lineNo) === (status === "CANCELLED"),
      );
      return wrong === undefined
        ? undefined
        : `${shipmentId} of ${orderId}: line ${wrong.lineNo} is ${wrong.status}`;
    }),
);

type View = {
  readonly shipments: readonly { readonly shipmentId: string; readonly status: string }[];
};
const goneIsShown = promised("I38 a parcel is shown as cancelled exactly when it is", (of) =>
  firstOf(shipmentsOf(of), ({ orderId, shipmentId, status }) => {
    const view = of.row<View>("query.order_views", orderId);
    const shown = view?.shipments.find((shipment) => shipment.shipmentId === shipmentId);
    return shown === undefined || (shown.status === "CANCELLED") === (status === "CANCELLED")
      ? undefined
      : `${shipmentId} of ${orderId}: ${status}, shown ${shown.status}`;
  }),
);

const shippedIsPaid = promised("I4 nothing leaves that is not sold", (of) =>
  firstOf(shipmentsOf(of), ({ orderId, status }) => {
    const reservation = of.row<Reservation>("catalog.reservations", orderId);
    const isLeaving = status === "SHIPPING" || status === "DELIVERED";
    return isLeaving && reservation?.status !== "COMMITTED"
      ? `${orderId}: ${status}, its stock ${reservation?.status}`
      : undefined;
  }),
);

export const goodsAlways = [conserved, deadHoldNothing, oneShipment, shippedIsPaid];
/** What is once broken stays so: these are looked at in the end only. */
export const goodsAtRest = [movements, endsOnce, linesAgree, goneStays, goneIsShown, soldIsOrdered];
