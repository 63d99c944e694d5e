import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HANEUL_TEA, lineOf, orderOf, robe, stockOf, tea, tokenOf } from "./fixtures.ts";
import { accept, commit, type Reservation, RESERVATION_STATUSES, reserve, undo } from "./rules.ts";
import { changed, type Item, nameKey, refusalOfGroups } from "./rules/items.ts";
import { shownStatus } from "./rules/shown.ts";
import {
  emptyStock,
  moved,
  MOVEMENT_KINDS,
  RECEIVED_MAX,
  refusalToReceive,
  type Stock,
} from "./rules/stock.ts";
import { refusalOf, refusedLines, type Shelf } from "./rules/verdict.ts";

const order = orderOf("mina", lineOf(1, tea, 2));
const { orderId } = order;
const kept = [{ lineNo: 1, itemId: tea.itemId, quantity: 2 }];
const short = {
  reason: "STOCK_INSUFFICIENT" as const,
  lines: [{ lineNo: 1, itemId: tea.itemId, wanted: 2, available: 1 }],
};

function shelfOf(available: number, ...listed: readonly Item[]): Shelf {
  return {
    items: new Map(listed.map((item) => [item.itemId, item])),
    partners: new Map([[HANEUL_TEA, { partnerId: HANEUL_TEA, enabled: true }]]),
    stocks: new Map(listed.map((item) => [item.itemId, stockOf(item, available)])),
  };
}

const before = (status: Reservation["status"] | "none" | "tombstone"): Reservation | undefined =>
  status === "none"
    ? undefined
    : status === "tombstone"
      ? { orderId, status: "RELEASED", lines: [], refused: undefined }
      : { orderId, status, lines: kept, refused: status === "REFUSED" ? short : undefined };

describe("a reservation, state by message", () => {
  const messages = {
    placed: (held?: Reservation) => reserve(order, held, shelfOf(10, tea)),
    "placed, short": (held?: Reservation) => reserve(order, held, shelfOf(1, tea)),
    "placed, sold later": (held?: Reservation) => accept(order, held, shelfOf(0, tea), "commit"),
    paid: (held?: Reservation) => commit(orderId, held, shelfOf(10, tea).stocks),
    "paid, short": (held?: Reservation) => commit(orderId, held, shelfOf(1, tea).stocks),
    undo: (held?: Reservation) => undo(orderId, held),
  };
  type Row = [
    state: Reservation["status"] | "none" | "tombstone",
    message: keyof typeof messages,
    next: Reservation["status"] | "same",
    movement: string | undefined,
    said: string | undefined,
    body?: object,
  ];
  const refusedBody = { orderId, ...short };
  const soldOut = { orderId, reason: "STOCK_INSUFFICIENT" };
  const undone = (was: string) => ({ orderId, was });
  const table: readonly Row[] = [
    ["none", "placed", "RESERVED", "RESERVE", "catalog.stock-reserved"],
    ["none", "placed, short", "REFUSED", undefined, "catalog.stock-refused", refusedBody],
    ["none", "paid", "same", undefined, "catalog.stock-commit-refused"],
    ["none", "undo", "RELEASED", undefined, "catalog.stock-undone", undone("NOTHING")],

    ["none", "placed, sold later", "ACCEPTED", undefined, "catalog.goods-accepted"],

    ["ACCEPTED", "placed, sold later", "same", undefined, "catalog.goods-accepted"],
    ["ACCEPTED", "paid", "COMMITTED", "CLAIM", "catalog.stock-committed"],
    ["ACCEPTED", "paid, short", "REFUSED", undefined, "catalog.stock-commit-refused", soldOut],
    ["ACCEPTED", "undo", "RELEASED", undefined, "catalog.stock-undone", undone("NOTHING")],

    ["RESERVED", "placed", "same", undefined, "catalog.stock-reserved"],
    ["RESERVED", "placed, short", "same", undefined, "catalog.stock-reserved"],
    ["RESERVED", "paid", "COMMITTED", "COMMIT", "catalog.stock-committed"],
    ["RESERVED", "undo", "RELEASED", "RELEASE", "catalog.stock-undone", undone("RESERVED")],

    ["COMMITTED", "placed", "same", undefined, "catalog.stock-reserved"],
    ["COMMITTED", "paid", "same", undefined, "catalog.stock-committed"],
    ["COMMITTED", "undo", "RETURNED", "RETURN", "catalog.stock-undone", undone("COMMITTED")],

    ["RELEASED", "placed", "same", undefined, undefined],
    ["RELEASED", "paid", "same", undefined, "catalog.stock-commit-refused"],
    ["RELEASED", "undo", "same", undefined, "catalog.stock-undone", undone("RESERVED")],

    ["tombstone", "placed", "same", undefined, undefined],
    ["tombstone", "paid", "same", undefined, "catalog.stock-commit-refused"],
    ["tombstone", "undo", "same", undefined, "catalog.stock-undone", undone("NOTHING")],

    ["RETURNED", "placed", "same", undefined, undefined],
    ["RETURNED", "paid", "same", undefined, "catalog.stock-commit-refused"],
    ["RETURNED", "undo", "same", undefined, "catalog.stock-undone", undone("COMMITTED")],

    ["REFUSED", "placed", "same", undefined, "catalog.stock-refused", refusedBody],
    ["REFUSED", "paid", "same", undefined, "catalog.stock-commit-refused", soldOut],
    ["REFUSED", "undo", "same", undefined, "catalog.stock-undone", undone("NOTHING")],
  ];

  test.each(table)("%s + %s → %s, moves %s, says %s", (state, message, next, ...expected) => {
    const [movement, said, body = said === undefined ? undefined : { orderId }] = expected;
    const outcome = messages[message](before(state));
    expect(outcome.reservation?.status ?? "same").toBe(next);
    expect(outcome.movement).toBe(movement);
    expect(outcome.said?.definition.type).toBe(said);
    expect(outcome.said?.body).toEqual(body);
  });

  test("every state is in the table", () => {
    const states = new Set(table.map(([state]) => state));
    expect(RESERVATION_STATUSES.filter((status) => !states.has(status))).toEqual([]);
  });

  test("a forced refusal names what is available, and reserves nothing", () => {
    const outcome = reserve(order, undefined, shelfOf(10, tea), true);
    expect(outcome).toMatchObject({
      reservation: { status: "REFUSED" },
      said: { body: { reason: "STOCK_INSUFFICIENT", lines: [{ wanted: 2, available: 10 }] } },
    });
    expect(outcome.movement).toBeUndefined();
  });

  test("a forced refusal to sell leaves the reservation to be undone", () => {
    const outcome = commit(orderId, before("RESERVED"), new Map(), true);
    expect(outcome.said?.definition.type).toBe("catalog.stock-commit-refused");
    expect(outcome.reservation).toBeUndefined();
  });
});

describe("the verdict on an order's lines", () => {
  const goldRobes = lineOf(1, robe, 2, ["S", "GOLD"]);
  const reasonFor = (line: typeof goldRobes, shelf: Shelf) => refusalOf([line], shelf)?.reason;
  const shelf = shelfOf(10, robe, tea);

  test("S0.5 F1: GOLD × 2 and one without options are 72,000, and in order", () => {
    const lines = [goldRobes, lineOf(2, tea, 1)];
    expect(refusalOf(lines, shelf)).toBeUndefined();
    const total = lines.reduce(
      (sum, { unitListPriceMinor, quantity }) => sum + unitListPriceMinor * BigInt(quantity),
      0n,
    );
    expect(total).toBe(72_000n);
  });

  test("S0.5 F2: GOLD × 1 and one without options are 41,000, and in order", () => {
    const lines = [lineOf(1, robe, 1, ["M", "GOLD"]), lineOf(2, tea, 1)];
    expect(refusalOf(lines, shelf)).toBeUndefined();
    expect(lines.reduce((sum, line) => sum + line.unitListPriceMinor, 0n)).toBe(41_000n);
  });

  const [size, colour] = goldRobes.options as [
    (typeof goldRobes.options)[number],
    (typeof goldRobes.options)[number],
  ];
  test.each([
    ["another item price", { unitItemPriceMinor: 29_999n }],
    ["another option price", { options: [size, { ...colour, priceMinor: 0n }] }],
    ["another sum of them", { unitListPriceMinor: 30_000n }],
    ["an option that is not there", { options: [size, { ...colour, optionId: "opt_gone" }] }],
    ["a group without its option", { options: [size], unitListPriceMinor: 30_000n }],
    ["two options of one group", { options: [colour, colour] }],
    ["one option too many", { options: [size, colour, colour] }],
    ["an option under another group", { options: [size, { ...colour, group: "재질" }] }],
  ])("S1.26 %s: PRICE_CHANGED", (_, different) => {
    expect(reasonFor({ ...goldRobes, ...different }, shelf)).toBe("PRICE_CHANGED");
  });

  test("S1.13 after a price change only lines at the new price are in order", () => {
    const dearer = { ...tea, priceMinor: 11_000n };
    const now = shelfOf(10, dearer);
    expect(reasonFor(lineOf(1, tea, 1), now)).toBe("PRICE_CHANGED");
    expect(reasonFor(lineOf(1, dearer, 1), now)).toBeUndefined();
  });

  test("S1.26 an item that is unknown, deleted or another partner's does not exist", () => {
    const line = lineOf(1, tea, 1);
    expect(reasonFor(line, shelfOf(10, robe))).toBe("COMMON_ENTITY_NOT_FOUND");
    const deleted = shelfOf(10, { ...tea, deleted: true });
    expect(reasonFor(line, deleted)).toBe("COMMON_ENTITY_NOT_FOUND");
    const theirs = shelfOf(10, { ...tea, partnerId: tokenOf("ptn", "other") });
    expect(reasonFor(line, theirs)).toBe("COMMON_ENTITY_NOT_FOUND");
  });

  test.each([
    ["PREPARE", "ITEM_NOT_ON_SALE"],
    ["SUSPENDED", "ITEM_NOT_ON_SALE"],
    ["PROHIBITED", "ITEM_NOT_ON_SALE"],
    ["END_OF_SALE", "ITEM_NOT_ON_SALE"],
    ["ON_SALE", undefined],
  ] as const)("S0.4 S2.20 an item that is %s: %s", (saleStatus, reason) => {
    expect(reasonFor(lineOf(1, tea, 1), shelfOf(10, { ...tea, saleStatus }))).toBe(reason);
  });

  test("S0.2 a disabled partner's items are refused; one nobody told us of is enabled", () => {
    const line = lineOf(1, tea, 1);
    const disabled = new Map([[HANEUL_TEA, { partnerId: HANEUL_TEA, enabled: false }]]);
    expect(reasonFor(line, { ...shelf, partners: disabled })).toBe("PARTNER_DISABLED");
    expect(reasonFor(line, { ...shelf, partners: new Map() })).toBeUndefined();
  });

  test("S2.5 a refusal names every short line, with what the order wants of the item in all", () => {
    const lines = [
      lineOf(1, tea, 6),
      lineOf(2, robe, 3, ["S", "RED"]),
      lineOf(3, tea, 5),
      lineOf(4, robe, 8, ["L", "RED"]),
    ];
    expect(refusalOf(lines, shelf)).toEqual({
      reason: "STOCK_INSUFFICIENT",
      lines: [
        { lineNo: 1, itemId: tea.itemId, wanted: 11, available: 10 },
        { lineNo: 2, itemId: robe.itemId, wanted: 11, available: 10 },
        { lineNo: 3, itemId: tea.itemId, wanted: 11, available: 10 },
        { lineNo: 4, itemId: robe.itemId, wanted: 11, available: 10 },
      ],
    });
  });

  test("the last unit is enough, one more is not", () => {
    expect(reasonFor(lineOf(1, tea, 10), shelf)).toBeUndefined();
    expect(reasonFor(lineOf(1, tea, 11), shelf)).toBe("STOCK_INSUFFICIENT");
  });

  test("the first reason of the list is given, whichever line it is about", () => {
    const gone = { ...tea, itemId: tokenOf("itm", "gone") };
    const lines = [lineOf(1, tea, 11), { ...goldRobes, lineNo: 2, unitItemPriceMinor: 1n }];
    expect(refusalOf(lines, shelf)).toMatchObject({
      reason: "PRICE_CHANGED",
      lines: [{ lineNo: 2 }],
    });
    expect(refusalOf([...lines, lineOf(3, gone, 1)], shelf)).toEqual({
      reason: "COMMON_ENTITY_NOT_FOUND",
      lines: [{ lineNo: 3, itemId: gone.itemId, wanted: 1, available: 0 }],
    });
  });
});

describe("lines that are only asked about", () => {
  const lines = [lineOf(1, tea, 4), lineOf(2, robe, 1, ["S", "RED"]), lineOf(3, tea, 2)];

  test("S2.5 every line that cannot be had is named with its first reason, units of an item counted together", () => {
    expect(
      refusedLines(lines, shelfOf(5, { ...tea }, { ...robe, saleStatus: "SUSPENDED" })),
    ).toEqual([
      { lineNo: 1, itemId: tea.itemId, reason: "STOCK_INSUFFICIENT", wanted: 6, available: 5 },
      { lineNo: 2, itemId: robe.itemId, reason: "ITEM_NOT_ON_SALE", wanted: 1, available: 5 },
      { lineNo: 3, itemId: tea.itemId, reason: "STOCK_INSUFFICIENT", wanted: 6, available: 5 },
    ]);
  });

  test("none is named where an order would be taken", () => {
    expect(refusedLines(lines, shelfOf(6, tea, robe))).toEqual([]);
    expect(refusedLines(lines, shelfOf(6, robe)).map(({ reason }) => reason)).toEqual(
      Array(2).fill("COMMON_ENTITY_NOT_FOUND"),
    );
  });
});

describe("the units of an item", () => {
  test.each(MOVEMENT_KINDS)(
    "%s and everything else leave received = available + reserved + sold",
    (kind) => {
      const full = {
        itemId: tea.itemId,
        received: 60,
        available: 30,
        reserved: 20,
        sold: 10,
        turn: 1,
      };
      const { received, available, reserved, sold } = moved(full, kind, 10);
      expect(received).toBe(available + reserved + sold);
    },
  );

  test("a turn is counted when the last available unit goes, and when the first comes back", () => {
    const turns = (stock: Stock) => stock.turn;
    const some = moved(emptyStock(tea.itemId), "RECEIVE", 3);
    const fewer = moved(some, "RESERVE", 2);
    const none = moved(fewer, "RESERVE", 1);
    expect([some, fewer, none, moved(none, "COMMIT", 3)].map(turns)).toEqual([1, 1, 2, 2]);
    expect([moved(none, "RELEASE", 1), moved(none, "RECEIVE", 1)].map(turns)).toEqual([3, 3]);
  });

  test("what is not there cannot be moved", () => {
    for (const kind of ["RESERVE", "COMMIT", "RELEASE", "RETURN"] as const) {
      expect(() => moved(emptyStock(tea.itemId), kind, 1)).toThrow("impossible");
    }
  });

  test("a count is put right down to zero, and no further", () => {
    expect(refusalToReceive(stockOf(tea, 5), -5)).toBeUndefined();
    expect(refusalToReceive(stockOf(tea, 5), -6)).toMatchObject({
      refusal: "STOCK_INSUFFICIENT",
      details: [{ values: { wanted: 6, available: 5 } }],
    });
    expect(refusalToReceive(stockOf(tea, 5), 0)?.refusal).toBe("COMMON_INVALID_PARAMETER");
    const full = { ...stockOf(tea, RECEIVED_MAX - 1), available: 0, sold: RECEIVED_MAX - 1 };
    expect(refusalToReceive(full, 1)).toBeUndefined();
    expect(refusalToReceive(full, 2)?.refusal).toBe("AMOUNT_OUT_OF_RANGE");
  });

  test("S2.20 only ON_SALE turns into OUT_OF_STOCK at zero", () => {
    expect(shownStatus("ON_SALE", 0)).toBe("OUT_OF_STOCK");
    expect(shownStatus("ON_SALE", 1)).toBe("ON_SALE");
    expect(shownStatus("SUSPENDED", 0)).toBe("SUSPENDED");
  });
});

describe("an item", () => {
  test("an option keeps its token while its group and name stay", () => {
    const drafts = [
      {
        name: "색상",
        options: [
          { name: "GOLD", priceMinor: 2_000n },
          { name: "BLUE", priceMinor: 0n },
        ],
      },
      { name: "사이즈", options: [{ name: "GOLD", priceMinor: 0n }] },
    ];
    const edit = { itemId: robe.itemId, optionGroups: drafts };
    const after = changed(robe, edit, () => "new");
    expect(after.itemVersion).toBe(2);
    expect(after.optionGroups).toEqual([
      {
        name: "색상",
        options: [
          { optionId: tokenOf("opt", "gold"), name: "GOLD", priceMinor: 2_000n },
          { optionId: "new", name: "BLUE", priceMinor: 0n },
        ],
      },
      { name: "사이즈", options: [{ optionId: "new", name: "GOLD", priceMinor: 0n }] },
    ]);
  });

  test("a group named twice, or an option named twice in its group, is refused by its place", () => {
    const option = { name: "S", priceMinor: 0n };
    const repeated = [
      { name: "사이즈", options: [option, option] },
      { name: "사이즈", options: [option] },
    ];
    expect(refusalOfGroups(repeated)?.details).toEqual([
      { field: "optionGroups.1.name", code: "REPEATED_NAME" },
      { field: "optionGroups.0.options.1.name", code: "REPEATED_NAME" },
    ]);
    expect(refusalOfGroups(robe.optionGroups)).toBeUndefined();
  });

  test("names that read the same are the same, and no other names are", () => {
    const named = (name: string, size = "-") => nameKey({ partnerId: HANEUL_TEA, name, size });
    expect(named("한복".normalize("NFD"))).toBe(named(" 한복 "));
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        fc.string(),
        (name, size, other, otherSize) => {
          const same = [name, size].every(
            (part, index) =>
              part.normalize("NFC").trim() === [other, otherSize][index]?.normalize("NFC").trim(),
          );
          expect(named(name, size) === named(other, otherSize)).toBe(same);
        },
      ),
    );
  });
});
