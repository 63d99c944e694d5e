import { afterAll, beforeAll, expect, test } from "vitest";
import { newGoods, newSeller, newShopper, place } from "./town/people.ts";
import { openTown, type Town } from "./town/town.ts";

let town: Town;
beforeAll(async () => {
  town = await openTown("fused", { BOJAGI_LOG: "info" });
});
afterAll(() => town.close());

type Record = {
  readonly requestId?: string;
  readonly message?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
};
const recordsOf = (requestId: string): readonly Record[] =>
  (town.processes[0]?.output() ?? "")
    .split("\n")
    .filter((line) => line.includes(requestId))
    .map((line) => JSON.parse(line) as Record);

test("S1.5 every request has one record when it begins and one when it ends, with status and duration", async () => {
  const requestId = "edge-test-0001";
  const headers = { "x-request-id": requestId };
  await town.request("GET", "/api/items/itm_0000000000000000", { headers });
  await expect.poll(() => recordsOf(requestId).length).toBe(2);
  const [began, ended] = recordsOf(requestId);
  expect(began).toMatchObject({ message: "request began", method: "GET" });
  expect(ended).toMatchObject({
    message: "request ended",
    route: "/api/items/:itemId",
    status: 404,
  });
  expect(ended?.durationMs).toBeGreaterThan(0);
});

test("S4.27 twenty orders of one at a stock of five: five are taken, and stock is never negative", async () => {
  const seller = await newSeller(town, "Haneul Tea");
  const mina = await newShopper(town, "Mina");
  const { itemId } = await newGoods(town, seller, { price: 10_000, stock: 5 });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => place(town, mina, [{ itemId }])),
  );
  const codes = answers.map(({ status, body }) => (status === 201 ? "taken" : body.code));
  expect(codes.filter((code) => code === "taken")).toHaveLength(5);
  expect(codes.filter((code) => code === "STOCK_INSUFFICIENT")).toHaveLength(15);
  const stock = await town.sql(
    "catalog",
    "select available, reserved, sold from catalog.stocks where item_id = $1",
    [itemId],
  );
  expect(stock).toEqual([{ available: 0, reserved: 5, sold: 0 }]);
  expect(await town.brokenPromises()).toEqual([]);
});
