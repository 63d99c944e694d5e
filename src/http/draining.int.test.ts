import { Agent, request } from "node:http";
import { expect, test } from "vitest";
import { call, overSocket } from "./calling.fixture.ts";
import { type Running, startShop } from "./server.fixture.ts";

/** Keeps asking over one connection until the server says that it closes; counts what came back. */
async function keepAsking(running: Running): Promise<{ answered: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let answered = 0;
  let failed = 0;
  for (let last = false; !last;) {
    last = await new Promise<boolean>((resolve) => {
      const asking = request(`${running.url}/api/parcels`, { agent }, (answer) => {
        answer.resume().on("end", () => {
          if (answer.statusCode === 200) answered++;
          else failed++;
          resolve(answer.headers.connection === "close");
        });
      });
      asking.on("error", () => {
        failed++;
        resolve(true);
      });
      asking.end();
    });
  }
  agent.destroy();
  return { answered, failed };
}

test("closing under load fails no request: each connection is told with its last answer", async () => {
  const running = await startShop();
  const clients = Array.from({ length: 20 }, () => keepAsking(running));
  await expect
    .poll(() => running.lines.filter(({ message }) => message === "request ended").length)
    .toBeGreaterThan(200);
  await running.server.close();
  const results = await Promise.all(clients);
  expect(results.map(({ failed }) => failed)).toEqual(results.map(() => 0));
  expect(results.every(({ answered }) => answered > 0)).toBe(true);
});

test("a request at work is answered before the server is closed", async () => {
  const running = await startShop();
  const token = await running.tokenOf("member");
  let open = () => {};
  running.shop.mood.gate = new Promise((resolve) => (open = resolve));
  const asked = call(running.url, "POST", "/api/gates", { token, body: { name: "x" } });
  await expect.poll(() => running.lines.length).toBeGreaterThan(0);
  const closed = running.server.close();
  expect(running.server.close()).toBe(closed);
  open();
  const answer = await asked;
  expect(answer.status).toBe(204);
  expect(answer.headers.get("connection")).toBe("close");
  await closed;
  await expect(fetch(running.url)).rejects.toThrow("fetch failed");
});

test("a request that never ends does not keep the server for longer than the limit", async () => {
  const running = await startShop({ drainMs: 100 });
  const token = await running.tokenOf("member");
  running.shop.mood.gate = new Promise(() => {});
  const asked = call(running.url, "POST", "/api/gates", { token, body: { name: "x" } });
  await expect.poll(() => running.lines.length).toBeGreaterThan(0);
  const [ended] = await Promise.allSettled([asked, running.server.close()]);
  expect(ended.status).toBe("rejected");
});

test("before it stops taking connections it says that it is not ready", async () => {
  const running = await startShop({ lameDuckMs: 300 });
  expect((await call(running.url, "GET", "/readyz")).status).toBe(200);
  const closed = running.server.close();
  const asked = "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n";
  const received = await overSocket(running.url, asked);
  expect(received).toMatch(/^HTTP\/1\.1 503 /);
  expect(received).toMatch(/connection: close/i);
  await closed;
});

test("an idle connection is no reason to stay", async () => {
  const running = await startShop();
  const idle = overSocket(running.url, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
  await expect.poll(() => running.lines.length).toBeGreaterThan(1);
  await running.server.close();
  expect(await idle).toMatch(/^HTTP\/1\.1 200 /);
});
