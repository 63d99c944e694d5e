import { describe, expect, test } from "vitest";
import { accept, claim, type Outcome, type Reservation, undo } from "./rules.ts";
import { lineOf, robe, tea, tokenOf } from "./fixtures.ts";
import { emptyStock } from "./rules/stock.ts";

const orderId = tokenOf("ord", "mina");
const lines = [{ lineNo: 1, itemId: tea.itemId, quantity: 3 }];
const ask = (claimNo: number) => ({ orderId, claimNo, lines });
const stocks = (available: number) =>
  new Map([[tea.itemId, { ...emptyStock(tea.itemId), received: available, available }]]);

const shown = ({ reservation, movement, said }: Outcome): string =>
  [reservation?.status, movement, said?.definition.type.replace("catalog.", "")]
    .filter((word) => word !== undefined)
    .join(" ");

const of = (status: Reservation["status"], claimNo?: number): Reservation => ({
  orderId,
  status,
  lines,
  refused: status === "REFUSED" ? { reason: "STOCK_INSUFFICIENT", lines: [] } : undefined,
  claimNo,
});

describe("a claim of stock", () => {
  test.each([
    ["nothing known, enough", undefined, 1, 3, "COMMITTED CLAIM stock-claimed"],
    ["nothing known, short", undefined, 1, 2, "REFUSED claim-refused"],
    ["reserved with the order (P1b)", of("RESERVED"), 1, 0, "COMMITTED COMMIT stock-claimed"],
    ["sold, repeated", of("COMMITTED", 1), 1, 9, "stock-claimed"],
    ["refused, repeated though goods came in", of("REFUSED", 1), 1, 9, "claim-refused"],
    ["refused, the next claim, enough", of("REFUSED", 1), 2, 9, "COMMITTED CLAIM stock-claimed"],
    ["refused, the next claim, short", of("REFUSED", 1), 2, 2, "REFUSED claim-refused"],
    ["refused at its placement", of("REFUSED"), 1, 9, "claim-refused"],
    ["undone before", of("RELEASED"), 1, 9, "claim-refused"],
    ["given back", of("RETURNED", 1), 1, 9, "claim-refused"],
  ])("S4.12 %s", (_, before, claimNo, available, expected) => {
    expect(shown(claim(ask(claimNo), before, stocks(available)))).toBe(expected);
  });

  test("S4.4 a refusal names every short line, with what is wanted and what there is", () => {
    const { said } = claim(ask(1), undefined, stocks(2));
    expect(said?.body).toMatchObject({
      lines: [{ lineNo: 1, itemId: tea.itemId, wanted: 3, available: 2 }],
    });
  });

  test("an undo after a refused claim lets no later one through", () => {
    const { reservation } = undo(orderId, of("REFUSED", 1));
    expect(reservation?.status).toBe("RELEASED");
    expect(shown(claim(ask(2), reservation, stocks(9)))).toBe("claim-refused");
  });
});

describe("an order whose stock is claimed later", () => {
  const shelf = {
    items: new Map([tea, robe].map((item) => [item.itemId, item])),
    partners: new Map(),
  };
  const order = { orderId, lines: [lineOf(1, tea, 3)] };

  test("S4.3 is accepted without stock, and nothing is held", () => {
    expect(shown(accept(order, undefined, { ...shelf, stocks: stocks(0) }))).toBe("goods-accepted");
  });

  test("S4.1 is refused for what is not on sale", () => {
    const ended = { ...tea, saleStatus: "END_OF_SALE" as const };
    const items = new Map([[tea.itemId, ended]]);
    const outcome = accept(order, undefined, { ...shelf, items, stocks: stocks(9) });
    expect(shown(outcome)).toBe("REFUSED stock-refused");
  });
});
