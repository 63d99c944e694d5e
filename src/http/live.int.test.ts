import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "./calling.fixture.ts";
import { type Running, startShop } from "./server.fixture.ts";

let running: Running;
let token: string;

beforeAll(async () => {
  running = await startShop({ heartbeatMs: 30, streams: 2 });
  token = await running.tokenOf("member");
});
afterAll(() => running.server.close());

let keys = 0;
async function placed(): Promise<string> {
  const options = { token, key: `live-${++keys}`, body: { price: 5 } };
  return String((await call(running.url, "POST", "/api/parcels", options)).body["parcelId"]);
}

/** Follows a parcel; `until` answers once the text so far matches. */
async function follow(parcelId: string, headers: Record<string, string> = {}, at = running) {
  const stop = new AbortController();
  const response = await fetch(`${at.url}/api/parcels/${parcelId}/events`, {
    headers: { authorization: `Bearer ${token}`, accept: "text/event-stream", ...headers },
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  const until = async (form: RegExp): Promise<string> => {
    while (!form.test(seen)) {
      const next = await reader?.read();
      if (next === undefined || next.done) break;
      seen += next.value;
    }
    return seen;
  };
  return { response, until, leave: () => stop.abort() };
}

const streams = async () => {
  const { text } = await call(running.url, "GET", "/metrics");
  return Number(/^bojagi_http_streams (\d+)$/m.exec(text)?.[1]);
};

test("events come as they happen, in the declared form, and the stream ends with its story", async () => {
  const parcelId = await placed();
  const { response, until } = await follow(parcelId);
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await until(/\n\n/)).toContain('id: 1\nevent: status\ndata: {"settled":false}\n\n');
  running.shop.settle(parcelId);
  const whole = await until(/never/);
  expect(whole).toContain('id: 2\nevent: status\ndata: {"settled":true}\n\n');
  await expect.poll(streams).toBe(0);
});

test("a stream goes on after the last event that was seen", async () => {
  const { until, leave } = await follow(await placed(), { "last-event-id": "41" });
  expect(await until(/data/)).toContain("id: 42\n");
  leave();
});

test("a quiet stream is kept alive, and ends at the server when the client leaves", async () => {
  const { until, leave } = await follow(await placed());
  expect(await until(/(: here\n\n){2}/)).toMatch(/: here/);
  expect(await streams()).toBe(1);
  leave();
  await expect.poll(streams).toBe(0);
});

test("more streams than there is room for are refused", async () => {
  const parcelId = await placed();
  const open = [await follow(parcelId), await follow(parcelId)];
  const third = await follow(parcelId);
  expect(third.response.status).toBe(503);
  for (const { leave } of open) leave();
  await expect.poll(streams).toBe(0);
});

test("what is not there is a problem, not a stream; so is asking for JSON", async () => {
  const missing = await follow("ord_0000000000000000");
  expect(missing.response.status).toBe(404);
  expect(missing.response.headers.get("content-type")).toContain("application/problem+json");
  const asJson = await follow(await placed(), { accept: "application/json" });
  expect(asJson.response.status).toBe(406);
});

test("streams end when the server closes, and closing does not wait for their clients", async () => {
  const other = await startShop();
  const theirs = await other.tokenOf("member");
  const place = { token: theirs, key: "k", body: { price: 5 } };
  const { body } = await call(other.url, "POST", "/api/parcels", place);
  const { until } = await follow(
    String(body["parcelId"]),
    { authorization: `Bearer ${theirs}` },
    other,
  );
  await until(/data/);
  const began = performance.now();
  await other.server.close();
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await until(/never/)).toContain("event: status");
});
