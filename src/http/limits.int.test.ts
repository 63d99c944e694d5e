import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, overSocket } from "./calling.fixture.ts";
import { type Running, startShop } from "./server.fixture.ts";

let running: Running;
let url: string;
let mina: string;

beforeAll(async () => {
  running = await startShop({
    headersTimeoutMs: 200,
    bodyTimeoutMs: 400,
    timeoutCheckMs: 20,
    hosts: ["127.0.0.1", "shop.example"],
  });
  url = running.url;
  mina = await running.tokenOf("member");
});
afterAll(() => running.server.close());

const HOST = "Host: shop.example\r\n";
const LAST = "Connection: close\r\n";
const get = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\n${HOST}${LAST}${headers}\r\n`;
const post = (headers: string, body = "") =>
  `POST /api/parcels HTTP/1.1\r\n${HOST}Authorization: Bearer ${mina}\r\n` +
  `Content-Type: application/json\r\nIdempotency-Key: k\r\n${headers}\r\n${body}`;
const repeated = (name: string) => `${name}: a\r\n${name}: b\r\n`;

/** Status, code, and whether the server closes. */
const answerOf = (received: string) => {
  const status = /^HTTP\/1\.1 (\d+) /.exec(received)?.[1];
  const code = /"code":"([A-Z_]+)"/.exec(received)?.[1];
  return `${status} ${code}`;
};

test.each<[string, () => string, string]>([
  ["an address of 8 KiB and one", () => get(`/${"a".repeat(8192)}`), "414 COMMON_URI_TOO_LONG"],
  ["an address of 400 KB", () => get(`/?${"a=1&".repeat(100_000)}`), "414 COMMON_URI_TOO_LONG"],
  [
    "a header of 17 KB",
    () => get("/livez", `X-A: ${"a".repeat(17_000)}\r\n`),
    "431 COMMON_HEADERS_TOO_LARGE",
  ],
  [
    "a token of 1 MB",
    () => get("/livez", `Authorization: Bearer ${"a".repeat(1e6)}\r\n`),
    "431 COMMON_HEADERS_TOO_LARGE",
  ],
  [
    "101 header fields",
    () => get("/livez", "X-A: 1\r\n".repeat(99)),
    "431 COMMON_HEADERS_TOO_LARGE",
  ],
  [
    "two Authorization headers",
    () => get("/livez", repeated("Authorization")),
    "400 COMMON_INVALID_PARAMETER",
  ],
  ["two keys", () => get("/livez", repeated("idempotency-KEY")), "400 COMMON_INVALID_PARAMETER"],
  [
    "two content types",
    () => get("/livez", repeated("Content-Type")),
    "400 COMMON_INVALID_PARAMETER",
  ],
  ["two hosts", () => get("/livez", HOST), "400 COMMON_INVALID_PARAMETER"],
  [
    "two lengths",
    () => post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"),
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "a length and chunks",
    () => post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "an unknown framing",
    () => post("Transfer-Encoding: gzip\r\n", "{}"),
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "a length that is none",
    () => post("Content-Length: +2\r\n", "{}"),
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "broken chunks",
    () => post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n"),
    "400 COMMON_INVALID_PARAMETER",
  ],
  ["a folded header", () => get("/livez", "X-A: a\r\n b: c\r\n\0"), "400 COMMON_INVALID_PARAMETER"],
  [
    "no host",
    () => "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n",
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "another host",
    () => "GET /livez HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "a host with a path",
    () => "GET /livez HTTP/1.1\r\nHost: shop.example/x\r\nConnection: close\r\n\r\n",
    "400 COMMON_INVALID_PARAMETER",
  ],
  [
    "an unknown method",
    () => `STEAL /livez HTTP/1.1\r\n${HOST}\r\n`,
    "400 COMMON_INVALID_PARAMETER",
  ],
  ["TRACE", () => `TRACE /livez HTTP/1.1\r\n${HOST}${LAST}\r\n`, "405 COMMON_METHOD_NOT_ALLOWED"],
  ["another protocol", () => "SSH-2.0-client\r\n\r\n", "400 COMMON_INVALID_PARAMETER"],
  [
    "an odd expectation",
    () => get("/livez", "Expect: a miracle\r\n"),
    "417 COMMON_EXPECTATION_FAILED",
  ],
  ["a broken address", () => get("/api/%zz"), "400 COMMON_INVALID_PARAMETER"],
  ["NUL in the address", () => get("/api/parcels/%00"), "400 COMMON_INVALID_PARAMETER"],
  [
    "a path value of 300 letters",
    () => get(`/problems/${"a".repeat(300)}`),
    "404 COMMON_ENTITY_NOT_FOUND",
  ],
  ["climbing out", () => get("/api/../../etc/passwd"), "404 COMMON_ENTITY_NOT_FOUND"],
  ["a slash at the end", () => get("/livez/"), "404 COMMON_ENTITY_NOT_FOUND"],
  ["capital letters", () => get("/LIVEZ"), "404 COMMON_ENTITY_NOT_FOUND"],
  [
    "an announced body one byte over",
    () => post("Content-Length: 65537\r\n", "x"),
    "413 COMMON_BODY_TOO_LARGE",
  ],
  [
    "an announced body of 10 GB",
    () => post("Content-Length: 10000000000\r\n", "x"),
    "413 COMMON_BODY_TOO_LARGE",
  ],
  [
    "endless chunks",
    () => post("Transfer-Encoding: chunked\r\n", `10000\r\n${"x".repeat(65_536)}\r\n`.repeat(2)),
    "413 COMMON_BODY_TOO_LARGE",
  ],
])("%s is refused", async (_what, bytes, expected) => {
  const received = await overSocket(url, bytes());
  expect(answerOf(received)).toBe(expected);
  expect(received).toMatch(/\r\nx-content-type-options: nosniff\r\n/i);
  expect(received).toMatch(/\r\nconnection: close\r\n/i);
});

test.each([
  ["headers that do not end", () => "GET /livez HTTP/1.1\r\nHost: shop.example\r\nX-A:"],
  ["a body that does not end", () => post("Content-Length: 20\r\n", '{"price":')],
])("%s are waited for only so long", async (_what, bytes) => {
  expect(answerOf(await overSocket(url, bytes()))).toBe("408 COMMON_REQUEST_TIMEOUT");
});

test("a connection that says nothing is closed", async () => {
  expect(answerOf(await overSocket(url))).toBe("408 COMMON_REQUEST_TIMEOUT");
});

test("a body of exactly the limit is read", async () => {
  const body = `{"price":1,"note":"${"x".repeat(65_536 - 21)}"}`;
  const answer = await call(url, "POST", "/api/parcels", { token: mina, key: "limit", body });
  expect(body.length).toBe(65_536);
  expect(answer.body).toMatchObject({ errors: [{ field: "note", code: "TOO_LONG" }] });
});

test("a refused body leaves the connection usable", async () => {
  const refused = post("Content-Length: 8\r\nContent-Encoding: gzip\r\n", "01234567");
  const received = await overSocket(url, refused, get("/livez"));
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 415", "HTTP/1.1 200"]);
});

test("a pattern meets fifty thousand letters quickly", async () => {
  const began = performance.now();
  const path = `/api/parcels?sort=${"a".repeat(8_000)}`;
  expect((await call(url, "GET", path)).status).toBe(400);
  const type = `application/json${" ".repeat(15_000)}x`;
  const odd = await overSocket(
    url,
    post(`${LAST}Content-Length: 2\r\n`, "{}").replace("application/json", type),
  );
  expect(answerOf(odd)).toBe("415 COMMON_UNSUPPORTED_MEDIA_TYPE");
  expect(performance.now() - began).toBeLessThan(1_000);
});

describe("a server of room for one", () => {
  let small: Running;
  let token: string;
  beforeAll(async () => {
    small = await startShop({ inFlight: 1 });
    token = await small.tokenOf("member");
  });
  afterAll(() => small.server.close());

  const wait = (name: string) => call(small.url, "POST", "/api/gates", { token, body: { name } });
  const inFlight = async () => {
    const { text } = await call(small.url, "GET", "/metrics");
    return Number(/^bojagi_http_in_flight (\d+)$/m.exec(text)?.[1]) - 1;
  };

  test("refuses the second with 503, and stays alive and measurable", async () => {
    let open = () => {};
    small.shop.mood.gate = new Promise((resolve) => (open = resolve));
    const first = wait("a");
    await expect.poll(inFlight).toBe(1);
    const second = await wait("b");
    expect(second.body).toMatchObject({ code: "SERVICE_OVERLOADED" });
    expect((await call(small.url, "GET", "/livez")).status).toBe(200);
    open();
    expect((await first).status).toBe(204);
    await expect.poll(inFlight).toBe(0);
    expect((await wait("c")).status).toBe(204);
  });

  test("keeps the place of a request whose client has gone until it ends, and counts no failure", async () => {
    let open = () => {};
    small.shop.mood.gate = new Promise((resolve) => (open = resolve));
    const { hostname, port } = new URL(small.url);
    const socket = connect(Number(port), hostname);
    const body = '{"name":"gone"}';
    socket.write(
      `POST /api/gates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(inFlight).toBe(1);
    socket.destroy();
    await expect
      .poll(async () => (await call(small.url, "GET", "/metrics")).text)
      .toMatch(/status="gone"\} 1/);
    expect(await inFlight()).toBe(1);
    open();
    await expect.poll(inFlight).toBe(0);
    const { text } = await call(small.url, "GET", "/metrics");
    expect(text).toMatch(/^bojagi_http_failures_total 0$/m);
    expect(small.lines.some(({ status }) => status === "gone")).toBe(true);
  });
});
