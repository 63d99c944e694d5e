import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_POLICIES, WITHOUT_RATE_LIMITS } from "#kernel/policies.ts";
import { onceOnly } from "../town/people.ts";
import { until } from "../town/waiting.ts";
import { allAt, offered, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const browse = () => stage.ask("GET", "/api/items");
const seen = (index: 0 | 1): number => stage.upstreams[index].seen.length;
const refresh = async () => {
  const token = await stage.tokenOf({ role: "operator" });
  return stage.ask("POST", "/ops/refreshes", { token, body: {} });
};
const both = () => allAt(stage.upstreams[0].url, stage.upstreams[1].url);
const statesOf = async (): Promise<readonly string[]> => {
  const token = await stage.tokenOf({ role: "operator" });
  const { body } = await stage.ask("GET", "/ops/instances", { token });
  const { instances } = body as { readonly instances: readonly { readonly state: string }[] };
  return instances.map(({ state }) => state);
};

test("S1.1 a second instance is used once it is found; when it stops nobody sees an error", async () => {
  for (let turn = 0; turn < 4; turn++) await browse();
  expect(seen(1)).toBe(0);
  stage.configure({ instances: both() });
  await refresh();
  for (let turn = 0; turn < 10; turn++) await browse();
  expect(seen(1)).toBeGreaterThanOrEqual(4);

  await stage.upstreams[1].close();
  const statuses = await Promise.all(Array.from({ length: 40 }, browse));
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await statesOf()).toEqual(["ready", "away"]);
});

test("S1.1 a name that stands for several addresses finds them all", async () => {
  const { port } = new URL(stage.upstreams[0].url);
  stage.configure({ instances: allAt(`http://localhost:${port}`) });
  await refresh();
  expect(await statesOf()).not.toEqual([]);
  expect((await browse()).status).toBe(200);
});

test("S1.1 an instance that says it is not ready is asked no more, and again once it is", async () => {
  stage.configure({ instances: both() });
  await refresh();
  stage.upstreams[0].ready(false);
  await until(statesOf, ([first]) => first === "away");
  const before = seen(0);
  for (let turn = 0; turn < 6; turn++) expect((await browse()).status).toBe(200);
  expect(seen(0)).toBe(before);
  stage.upstreams[0].ready(true);
  await until(statesOf, ([first]) => first === "ready");
  for (let turn = 0; turn < 6; turn++) await browse();
  expect(seen(0)).toBeGreaterThan(before);
});

test("S4.21 a request to a context that is away for a moment waits for it; nobody waits for another", async () => {
  const { order: _, wallet: __, ...others } = both();
  const [token, headers] = [await stage.tokenOf(), onceOnly()];
  const order = () => stage.ask("POST", "/api/orders", { token, headers, body: {} });
  stage.configure({ instances: others, awaited: ["order"] });
  await refresh();
  const ordered = order();
  const wallet = await stage.ask("GET", "/api/wallet", { token });
  expect([wallet.status, Number(wallet.headers.get("retry-after")) > 0]).toEqual([503, true]);
  expect(await Promise.race([ordered, Promise.resolve("waits")])).toBe("waits");
  stage.configure({ instances: both(), awaited: [] });
  await refresh();
  expect((await ordered).status).toBe(200);

  stage.configure({ instances: others });
  await refresh();
  expect((await order()).status).toBe(503);
});

test("S1.7 an operator sees routes and instances, and what was changed is seen after a refresh", async () => {
  const token = await stage.tokenOf({ role: "operator" });
  const { body } = await stage.ask("GET", "/ops/routes", { token });
  const { routes } = body as { readonly routes: readonly object[] };
  expect(routes).toContainEqual({
    method: "POST",
    path: "/api/orders",
    context: "order",
    access: ["member"],
    priority: "checkout",
  });
  expect(routes.length).toBeGreaterThan(offered.length);
  expect((await stage.ask("GET", "/ops/routes", { token: await stage.tokenOf() })).status).toBe(
    403,
  );

  const rate = { "rateLimit.addressReadsPerMinute": 1 };
  stage.configure({ policies: { ...DEFAULT_POLICIES, ...WITHOUT_RATE_LIMITS, ...rate } });
  const statuses = [(await browse()).status, (await browse()).status];
  await refresh();
  statuses.push((await browse()).status, (await browse()).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test.each([
  ["a read", "GET", "/api/items", {}, 200, 2],
  ["a write with a key", "POST", "/api/orders", onceOnly(), 200, 2],
  ["a write without a key", "POST", "/api/orders", {}, 503, 1],
] as const)(
  "S1.1 the connection is cut under %s: it is repeated only where nothing can happen twice",
  async (_, method, path, headers, status, times) => {
    stage.configure({ instances: both() });
    await refresh();
    let asked = 0;
    for (const upstream of stage.upstreams) {
      upstream.behave((_seen, response) => {
        if (++asked === 1) response.destroy();
        else response.end("{}");
      });
    }
    const token = await stage.tokenOf();
    const body = method === "POST" ? { body: {} } : {};
    const answer = await stage.ask(method, path, { token, headers, ...body });
    expect([answer.status, asked]).toEqual([status, times]);
    if (status === 503) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  },
);

test("S4.12 a context that does not answer is given a rest, and what everybody reads is shown as it was", async () => {
  const [context] = stage.upstreams;
  const token = await stage.tokenOf();
  expect((await browse()).headers.get("warning")).toBeNull();
  context.behave((_, response) => response.destroy());
  const seller = await stage.tokenOf({ role: "operator" });
  const post = () => stage.ask("POST", "/api/items", { token: seller, body: {} });
  for (let turn = 0; turn < 30; turn++) {
    expect(await post()).toMatchObject({ status: 503, body: { code: "DEPENDENCY_UNAVAILABLE" } });
  }
  // It is refused without being asked.
  const before = context.seen.length;
  expect((await post()).status).toBe(503);
  expect(context.seen.length).toBe(before);
  const stale = await browse();
  expect(stale.status).toBe(200);
  expect(stale.headers.get("warning")).toContain("110");
  // Others are not held up by it.
  context.behave();
  expect((await stage.ask("GET", "/api/orders", { token })).status).toBe(200);
  await until(post, ({ status }) => status === 200);
});

test("S4.21 a gateway that stops answers what is under way, a write as well as a read", async () => {
  const held: (() => void)[] = [];
  stage.upstreams[0].behave((_, response) => held.push(() => response.end("{}")));
  const token = await stage.tokenOf({ role: "operator" });
  const asked = [browse(), stage.ask("POST", "/api/items", { token, body: {} })];
  await until(
    () => held.length,
    (count) => count === asked.length,
  );
  const stopped = stage.gateway.stop();
  for (const finish of held) finish();
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
  await stopped;
});

test("events go through as they come, from the event that was seen last", async () => {
  let send: (text: string) => void = () => {};
  stage.upstreams[0].behave(({ headers }, response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    send = (text) => void response.write(text);
    send(`: after ${String(headers["last-event-id"])}\n\n`);
  });
  const path = offered.find(({ streams }) => streams === true)?.path.replaceAll(/:\w+/g, "x") ?? "";
  const headers = {
    authorization: `Bearer ${await stage.tokenOf()}`,
    accept: "text/event-stream",
    "last-event-id": "7",
  };
  const request = get(`${stage.gateway.address}${path}`, { headers });
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  expect(answer.headers["content-type"]).toContain("text/event-stream");
  answer.setEncoding("utf8");
  expect((await once(answer, "data"))[0]).toContain("after 7");
  send("event: status\ndata: {}\n\n");
  expect((await once(answer, "data"))[0]).toContain("event: status");
  request.destroy();
});
