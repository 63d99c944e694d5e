import { afterEach, beforeEach, expect, test } from "vitest";
import { allAt, contexts, openStage, type Stage } from "./stage.ts";
import type { Upstream } from "./upstream.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  const [orders, rest] = stage.upstreams;
  stage.configure({ instances: { ...allAt(rest.url), order: [orders.url] } });
  await stage.gateway.refresh();
});
afterEach(() => stage.close());

const others = contexts.filter((name) => name !== "order");
const ask = async (method: string, path: string, body?: object) => {
  const token = await stage.tokenOf({ role: "operator" });
  return stage.ask(method, path, { token, ...(body === undefined ? {} : { body }) });
};
const says = (upstream: Upstream, answer: object): void =>
  upstream.behave((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
const flow = (total: number) => ({ total, perSecond: total });
const context = (name: string, isHere: boolean, parked = 0) => ({
  name,
  isHere,
  request: flow(isHere ? 3 : 0),
  deadline: flow(0),
  task: flow(0),
  tasksWaiting: 0,
  parked,
});
const parked = (consumer: string, parkedAt: number) => ({
  consumer,
  key: "k",
  type: "order.placed",
  reasonClass: "threw",
  reason: "why",
  parkedAt,
});

test("S4.17 the map of a fleet is that of all its processes: each instance adds what it counted", async () => {
  const [orders, rest] = stage.upstreams;
  const arrow = { from: "order", to: "catalog", kind: "fact", types: ["order.placed"], parked: 2 };
  const told = {
    contexts: [context("order", false), context("catalog", true, 2)],
    arrows: [{ ...arrow, ...flow(5) }],
    lanes: [{ from: "order", to: "catalog", behind: 1, behindMs: 10 }],
  };
  says(orders, { ...told, contexts: [context("order", true), context("catalog", false)] });
  says(rest, told);
  const { status, body } = await ask("GET", "/ops/map");
  expect(status).toBe(200);
  expect(body).toEqual({
    contexts: [context("order", true), context("catalog", true, 2)],
    arrows: [{ ...arrow, ...flow(10) }],
    lanes: told.lanes,
  });
  for (const { seen } of [orders, rest]) {
    expect(seen.at(-1)?.headers["authorization"]).toMatch(/^Passport /i);
  }
});

test("S4.17 whoever does not answer is named as away, and the others are told of", async () => {
  const [orders, rest] = stage.upstreams;
  says(orders, { parked: [parked("order", 2)] });
  says(rest, { parked: [parked("catalog", 1), parked("coupon", 3)] });
  const all = await ask("GET", "/ops/parked");
  expect(all).toMatchObject({ status: 200 });
  expect(all.body).toEqual({
    parked: [parked("catalog", 1), parked("order", 2), parked("coupon", 3)],
  });

  await orders.close();
  expect((await ask("GET", "/ops/parked")).body).toEqual({
    parked: [parked("catalog", 1), parked("coupon", 3)],
    away: ["order"],
  });
  await rest.close();
  const { away } = (await ask("GET", "/ops/parked")).body as { readonly away: readonly string[] };
  expect(away.toSorted()).toEqual([...contexts].toSorted());
});

test("S1.38 who applied what again is put together, the latest first, and a dry run is done where the message lies", async () => {
  const [orders, rest] = stage.upstreams;
  const redrive = (consumer: string, redrivenAt: number) => ({
    consumer,
    redrivenBy: "mem_0000000000000000",
    redrivenAt,
    tried: 2,
    applied: 1,
    keys: 1,
    key: "k",
    types: ["order.placed"],
  });
  says(orders, { redrives: [redrive("order", 5)] });
  says(rest, { redrives: [redrive("catalog", 9), redrive("coupon", 1)] });
  const { body } = await ask("GET", "/ops/parked/redrives");
  expect(body).toEqual({
    redrives: [redrive("catalog", 9), redrive("order", 5), redrive("coupon", 1)],
  });
  const given = { consumer: "order", key: "k" };
  await ask("POST", "/ops/parked/dry-runs", given);
  expect(orders.seen.at(-1)).toMatchObject({
    method: "POST",
    url: "/ops/parked/dry-runs",
    body: JSON.stringify(given),
  });
});

test("S4.17 one story is put together by time, and transactions of two databases are told apart", async () => {
  const [orders, rest] = stage.upstreams;
  const [message, row] = [
    (at: string, name: string) => ({
      name,
      cause: "a",
      root: "a",
      type: "order.placed",
      context: "order",
      at,
      place: "1:1",
      transaction: "700",
      actor: "member",
      appliedBy: [],
      heardBy: [],
      body: "{}",
    }),
    { context: "order", table: "orders", version: 1, createdAt: "2", updatedAt: "2" },
  ];
  const part = { waiting: [], marks: [], isComplete: true };
  const rows = [{ ...row, transaction: "700" }];
  says(orders, { ...part, contexts: ["order"], messages: [message("2", "b")], rows });
  says(rest, { ...part, contexts: others, messages: [message("1", "a")], rows: [] });
  const { body } = await ask("GET", "/ops/orders/ord_0000000000000000/story");
  expect(body).toMatchObject({
    messages: [
      { name: "a", transaction: `${others[0]} 700` },
      { name: "b", transaction: "order 700" },
    ],
    rows: [{ transaction: "order 700" }],
    isComplete: true,
  });
  expect(orders.seen.at(-1)?.url).toBe("/ops/orders/ord_0000000000000000/story");
});

test("S4.17 promises are checked by all, and a parked message is driven where it lies", async () => {
  const [orders, rest] = stage.upstreams;
  const promise = { name: "I1", when: "always", broken: 0, places: [] };
  says(orders, { broken: 0, invariants: [promise] });
  says(rest, { broken: 2, invariants: [{ ...promise, name: "I2", broken: 2 }] });
  const checked = await ask("GET", "/ops/invariants?when=always");
  expect(checked.body).toMatchObject({ broken: 2, invariants: [{ name: "I2" }, { name: "I1" }] });
  expect(rest.seen.at(-1)?.url).toBe("/ops/invariants?when=always");

  says(orders, { tried: 1, stillParked: 0 });
  const given = { consumer: "order", key: "k" };
  expect(await ask("POST", "/ops/parked/redrives", given)).toMatchObject({
    status: 200,
    body: { tried: 1 },
  });
  expect(orders.seen.at(-1)).toMatchObject({ method: "POST", body: JSON.stringify(given) });
});
