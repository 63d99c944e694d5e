import { afterAll, beforeAll, expect, test } from "vitest";
import { openTown, type Town, WITHOUT_NOTICES } from "#test/town/town.ts";
import { benchClient, type BenchClient } from "./client.ts";
import { tableOf } from "./report.ts";
import { figuresOfScenario, runScenario } from "./scenario.ts";
import { openShop, OPERATOR, type Shop } from "./shop.ts";

const USERS = 50;

let town: Town;
let client: BenchClient;
let shop: Shop;

beforeAll(async () => {
  const operator = { BOJAGI_OPERATOR: `${OPERATOR.email}:${OPERATOR.password}` };
  town = await openTown("fused", { ...WITHOUT_NOTICES, ...operator });
  client = await benchClient([town.processOf("order").url], USERS);
  shop = await openShop(client, { items: 10, shoppers: 5 });
});
afterAll(() => town.close());

const machine = {
  processor: "",
  cores: 1,
  memoryMb: 1,
  loadAverage: 0,
  node: process.versions.node,
  postgres: "",
};

test("S3.27 fifty users are issued coupons, order, pay and look at the popular list: none fails, and the report tells how fast", async () => {
  const result = await runScenario(client, shop, { users: USERS, seconds: 2 });
  expect(result).toMatchObject({ failed: 0, firstReason: undefined, requests: result.rounds * 4 });
  expect(result.rounds).toBeGreaterThanOrEqual(USERS);
  expect(result.p50Ms).toBeGreaterThan(0);
  expect(result.p95Ms).toBeGreaterThanOrEqual(result.p50Ms);
  expect(result.p99Ms).toBeGreaterThanOrEqual(result.p95Ms);

  const sql = `select count(*)::int from "order".orders where status = 'PREPARED'`;
  expect(await town.sql("order", sql)).toEqual([{ count: result.rounds }]);
  const figures = figuresOfScenario(USERS, result);
  const table = tableOf({ machine, quick: true, figures, remarks: [] });
  for (const name of ["rps", "p50_ms", "p95_ms", "p99_ms", "failed"]) {
    expect(table).toMatch(new RegExp(`^scenario_${USERS}_${name} .*\\d`, "m"));
  }
});

test("what is not answered as it should be is counted, with its reason", async () => {
  const closed = { ...shop, couponId: "cpn_0000000000000000" };
  const { failed, firstReason, rounds } = await runScenario(client, closed, {
    users: 2,
    seconds: 0.05,
  });
  expect([rounds, failed > 0, firstReason]).toEqual([0, true, expect.stringMatching(/^404/)]);
});
