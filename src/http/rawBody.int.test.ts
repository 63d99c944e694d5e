import { afterAll, beforeAll, expect, test } from "vitest";
import { count, record, text } from "#kernel/schema.ts";
import { call } from "./calling.fixture.ts";
import { routesOf } from "./route.ts";
import { type Running, startShop } from "./server.fixture.ts";

let running: Running;
beforeAll(async () => {
  const weighing = routesOf("parcel")({
    method: "POST",
    path: "/api/weighings",
    summary: "Weigh a body",
    access: "guest",
    rawBody: true,
    answers: { 200: record({ bytes: count(), begin: text(20) }) },
    refusals: [],
    handle: async ({ rawBody }) => ({
      status: 200,
      body: { bytes: rawBody.length, begin: rawBody.toString().slice(0, 20) || "nothing" },
    }),
  });
  running = await startShop({}, { routes: [weighing] });
});
afterAll(() => running.server.close());

const weigh = (body?: string, headers: Record<string, string> = {}) =>
  call(running.url, "POST", "/api/weighings", {
    ...(body === undefined ? {} : { body }),
    headers,
  });

test("a raw body comes as it was sent, whatever it says, up to 256 KiB", async () => {
  expect((await weigh('{"a":1, "a" : 2}')).body).toEqual({ bytes: 16, begin: '{"a":1, "a" : 2}' });
  expect((await weigh("not JSON")).body).toEqual({ bytes: 8, begin: "not JSON" });
  expect((await weigh()).body).toEqual({ bytes: 0, begin: "nothing" });
  const whole = await weigh("x".repeat(262_144));
  expect([whole.status, whole.body["bytes"]]).toEqual([200, 262_144]);
});

test("a raw body that is larger, packed or of another type is refused", async () => {
  expect((await weigh("x".repeat(262_145))).body["code"]).toBe("COMMON_BODY_TOO_LARGE");
  expect((await weigh("x", { "content-encoding": "gzip" })).status).toBe(415);
  expect((await weigh("x", { "content-type": "text/plain" })).status).toBe(415);
});
