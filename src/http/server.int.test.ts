import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { call, type Called, overSocket } from "./calling.fixture.ts";
import { JUN, MINA, type Running, startShop } from "./server.fixture.ts";

let running: Running;
let url: string;
let mina: string;
let seller: string;

beforeAll(async () => {
  running = await startShop();
  url = running.url;
  mina = await running.tokenOf("member");
  seller = await running.tokenOf("seller", JUN);
});
afterAll(() => running.server.close());
afterEach(() => {
  Object.assign(running.shop.mood, {
    overloaded: false,
    full: false,
    unavailable: false,
    broken: false,
    gate: Promise.resolve(),
  });
});

let keys = 0;
const place = (body: unknown, headers: Record<string, string> = {}) =>
  call(url, "POST", "/api/parcels", { token: mina, key: `key-${++keys}`, body, headers });
const codeOf = ({ status, body }: Called) => `${status} ${String(body["code"])}`;
const errorsOf = ({ body }: Called) =>
  ((body["errors"] ?? []) as { field: string; code: string }[])
    .map(({ field, code }) => `${field} ${code}`)
    .toSorted();

describe("an answer", () => {
  test("holds what the route declares and nothing else, amounts as integers", async () => {
    const placed = await place({ price: 9_007_199_254_740_991 });
    expect(placed.status).toBe(201);
    const parcelId = String(placed.body["parcelId"]);
    expect(placed.text).toBe(`{"parcelId":"${parcelId}","price":9007199254740991}`);
    expect(placed.headers.get("location")).toBe(`/api/parcels/${parcelId}`);
    expect(running.shop.rows.get(parcelId)?.priceMinor).toBe(9_007_199_254_740_991n);

    const read = await call(url, "GET", `/api/parcels/${parcelId}`, { token: mina });
    expect(read.text).toBe(placed.text);
  });

  test("carries the headers of every answer, also when it is an error", async () => {
    const answers = await Promise.all([
      call(url, "GET", "/api/parcels"),
      call(url, "GET", "/nowhere"),
      call(url, "GET", "/%zz"),
      call(url, "DELETE", "/api/parcels"),
      call(url, "GET", "/livez"),
      call(url, "GET", "/docs"),
      place({}),
    ]);
    for (const { headers } of answers) {
      expect(headers.get("strict-transport-security")).toMatch(/max-age=31536000/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("permissions-policy")).toMatch(/camera=\(\)/);
      expect(headers.get("content-type")).toMatch(/charset=utf-8/);
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
      for (const name of ["server", "x-powered-by", "access-control-allow-origin"]) {
        expect(headers.get(name)).toBeNull();
      }
    }
  });

  test("is not kept by anybody when it is personal", async () => {
    expect((await place({ price: 1 })).headers.get("cache-control")).toBe("no-store");
    const listed = await call(url, "GET", "/api/parcels", { token: mina });
    expect(listed.headers.get("cache-control")).toBe("no-store");
    const open = await call(url, "GET", "/api/parcels");
    expect(open.headers.get("cache-control")).toBe("no-cache");
    expect(open.headers.get("vary")).toBe("Accept-Language, Authorization");
  });

  test("that the route does not declare is a bug, and leaks nothing", async () => {
    const answer = await call(url, "GET", "/api/undeclared");
    expect(codeOf(answer)).toBe("500 COMMON_SYSTEM_ERROR");
    expect(answer.text).not.toMatch(/never shown|declare/);
  });

  test("to HEAD has no body", async () => {
    const answer = await call(url, "HEAD", "/api/parcels");
    expect(answer).toMatchObject({ status: 200, text: "" });
  });
});

describe("the request id", () => {
  test("is the client's own when it is one, on the answer, in the problem and in both log records", async () => {
    const headers = { "x-request-id": "mine-1" };
    const answer = await call(url, "GET", "/api/parcels/ord_0000000000000000", {
      token: mina,
      headers,
    });
    expect(answer.headers.get("x-request-id")).toBe("mine-1");
    expect(answer.body).toMatchObject({ requestId: "mine-1", code: "COMMON_ENTITY_NOT_FOUND" });
    const records = running.lines.filter(({ requestId }) => requestId === "mine-1");
    expect(records).toMatchObject([
      { message: "request began", method: "GET" },
      { message: "request ended", status: 404, route: "/api/parcels/:parcelId" },
    ]);
    expect(records[1]?.["durationMs"]).toEqual(expect.any(Number));
    expect(JSON.stringify(records)).not.toMatch(/mina@|Mina|Bearer|ord_0/);
  });

  test.each(["has space", "x".repeat(201), "ü"])("%s is not taken over", async (id) => {
    const answer = await call(url, "GET", "/api/parcels", { headers: { "x-request-id": id } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  });

  test("goes to the group with the trace and the actor", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await place({ price: 1 }, { "x-request-id": "mine-2", traceparent });
    expect(running.shop.sent.at(-1)).toMatchObject({
      requestId: "mine-2",
      traceparent,
      actor: { role: "member", memberId: MINA },
      waitMs: 0,
    });
    await place({ price: 1 }, { traceparent: "00-nonsense" });
    expect(running.shop.sent.at(-1)?.traceparent).toBeUndefined();
  });
});

describe("the checks come in one order", () => {
  const wrongBody = { body: { x: 1 }, key: "k" };
  test.each<[string, string, Parameters<typeof call>[3], string]>([
    ["POST", "/api/nothing", wrongBody, "404 COMMON_ENTITY_NOT_FOUND"],
    ["POST", "/api/nothing", { body: "{" }, "404 COMMON_ENTITY_NOT_FOUND"],
    ["PUT", "/api/parcels", { body: "{" }, "405 COMMON_METHOD_NOT_ALLOWED"],
    ["OPTIONS", "/api/parcels", {}, "405 COMMON_METHOD_NOT_ALLOWED"],
    ["PROPFIND", "/api/parcels", {}, "405 COMMON_METHOD_NOT_ALLOWED"],
    [
      "POST",
      "/api/parcels",
      { body: "{", headers: { accept: "text/html" } },
      "406 COMMON_NOT_ACCEPTABLE",
    ],
    [
      "POST",
      "/api/parcels",
      { body: "{", headers: { "content-type": "text/plain" } },
      "415 COMMON_UNSUPPORTED_MEDIA_TYPE",
    ],
    ["POST", "/api/parcels", wrongBody, "401 AUTH_TOKEN_MISSING"],
    ["POST", "/api/parcels", { body: "{" }, "401 AUTH_TOKEN_MISSING"],
    ["POST", "/api/parcels", { ...wrongBody, token: "a.b.c" }, "401 AUTH_TOKEN_INVALID"],
    ["POST", "/api/parcels/nonsense/confirmation", { body: "{" }, "401 AUTH_TOKEN_MISSING"],
    ["GET", "/api/parcels?access_token=x", { token: "a.b.c" }, "401 AUTH_TOKEN_INVALID"],
  ])("%s %s %o: %s", async (method, path, options, code) => {
    expect(codeOf(await call(url, method, path, options))).toBe(code);
  });

  test("the role comes before the schema", async () => {
    const path = "/api/parcels/nonsense/confirmation";
    expect(codeOf(await call(url, "POST", path, { token: mina, body: { x: 1 } }))).toBe(
      "403 AUTH_FORBIDDEN",
    );
    expect(codeOf(await call(url, "POST", path, { token: seller }))).toBe(
      "400 COMMON_INVALID_PARAMETER",
    );
  });

  test("what the shop does not offer is not found, by whoever might ask for it", async () => {
    const path = "/api/unoffered?unknown=1";
    expect(codeOf(await call(url, "GET", path))).toBe("401 AUTH_TOKEN_MISSING");
    expect(codeOf(await call(url, "GET", path, { token: mina }))).toBe(
      "404 COMMON_ENTITY_NOT_FOUND",
    );
  });

  test("the schema comes before the key, and the key before the state", async () => {
    const noKey = { token: mina, body: { price: 0 } };
    expect(codeOf(await call(url, "POST", "/api/parcels", noKey))).toBe(
      "400 COMMON_INVALID_PARAMETER",
    );
    const short = { token: mina, body: { price: 999 } };
    expect(codeOf(await call(url, "POST", "/api/parcels", short))).toBe(
      "400 IDEMPOTENCY_KEY_REQUIRED",
    );
    expect(codeOf(await place({ price: 999 }))).toBe("409 STOCK_INSUFFICIENT");
  });

  test("a 401 says how to log in, a 405 what is allowed", async () => {
    const missing = await call(url, "POST", "/api/parcels");
    expect(missing.headers.get("www-authenticate")).toBe('Bearer realm="bojagi"');
    const put = await call(url, "PUT", "/api/parcels");
    expect(put.headers.get("allow")).toBe("GET, HEAD, POST");
    const stream = await call(url, "POST", "/api/parcels/ord_0000000000000000/events");
    expect(stream.headers.get("allow")).toBe("GET");
  });
});

describe("a schema failure names every field and echoes nothing", () => {
  test("of the body", async () => {
    const evil = "<script>evil</script>";
    const answer = await place({
      price: "5",
      total: 1,
      [evil]: 1,
      note: "x".repeat(101),
      lines: [{ name: "", quantity: 100 }, { quantity: 1.5 }],
    });
    expect(codeOf(answer)).toBe("400 COMMON_INVALID_PARAMETER");
    expect(errorsOf(answer)).toEqual([
      "body UNKNOWN_FIELD",
      "lines.0.name TOO_SHORT",
      "lines.0.quantity TOO_LARGE",
      "lines.1.name REQUIRED",
      "lines.1.quantity WRONG_TYPE",
      "note TOO_LONG",
      "price WRONG_TYPE",
      "total UNKNOWN_FIELD",
    ]);
    expect(answer.text).not.toContain("evil");
  });

  test("of path and body at once", async () => {
    const answer = await call(url, "PATCH", "/api/parcels/ord_1", { token: mina, body: {} });
    expect(errorsOf(answer)).toEqual(["note REQUIRED", "parcelId WRONG_FORM"]);
  });

  test("without a body, as if it were empty", async () => {
    const answer = await call(url, "POST", "/api/parcels", { token: mina, key: "k" });
    expect(errorsOf(answer)).toEqual(["price REQUIRED"]);
  });

  test.each([
    [
      "?page=2&settled=true&names=a&sort=PRICE",
      '{"page":2,"settled":true,"names":["a"],"sort":"PRICE"}',
    ],
    ["?names=a&names=b", '{"names":["a","b"]}'],
    ["?q=5", '{"q":"5"}'],
    ["?q=%ED%95%9C", '{"q":"한"}'],
  ])("the query %s is read as %s", async (query, seen) => {
    const { body } = await call(url, "GET", `/api/parcels${query}`);
    expect(JSON.parse(String(body["seen"]).replace(/ko$/, ""))).toEqual(JSON.parse(seen));
  });

  test.each([
    ["?page=0", ["page TOO_SMALL"]],
    ["?page=2.0", ["page WRONG_TYPE"]],
    ["?page=1e2", ["page WRONG_TYPE"]],
    ["?page=%202", ["page WRONG_TYPE"]],
    ["?page=", ["page WRONG_TYPE"]],
    ["?page=1&page=2", ["page WRONG_TYPE"]],
    ["?size=1000000000", ["size TOO_LARGE"]],
    ["?settled=1", ["settled WRONG_TYPE"]],
    ["?sort=SECRET", ["sort NOT_ALLOWED"]],
    ["?memberId=other", ["memberId UNKNOWN_FIELD"]],
    ["?names=a&names=b&names=c&names=d", ["names TOO_MANY"]],
    ["?a[__proto__][x]=1", ["query UNKNOWN_FIELD"]],
    ["?__proto__=1", ["__proto__ UNKNOWN_FIELD"]],
    ["?q=%00", ["address BROKEN_TEXT"]],
    ["?q=%ff", ["address BROKEN_TEXT"]],
  ])("the query %s is refused for %s", async (query, errors) => {
    const answer = await call(url, "GET", `/api/parcels${query}`);
    expect(codeOf(answer)).toBe("400 COMMON_INVALID_PARAMETER");
    expect(errorsOf(answer)).toEqual(errors);
  });

  test("in English when asked", async () => {
    const headers = { "accept-language": "en-GB, ko;q=0.1" };
    const answer = await call(url, "GET", "/api/parcels?page=0", { headers });
    expect(answer.body).toMatchObject({
      title: "Invalid request value",
      errors: [{ field: "page", message: "Must be at least 1." }],
    });
    expect(answer.headers.get("content-language")).toBe("en");
  });
});

describe("a body that is not plain JSON is refused", () => {
  test.each([
    ["text/plain", "415 COMMON_UNSUPPORTED_MEDIA_TYPE"],
    ["application/json; charset=utf-16", "415 COMMON_UNSUPPORTED_MEDIA_TYPE"],
    ["application/json;charset=UTF-8", "201 undefined"],
    ["multipart/form-data; boundary=x", "415 COMMON_UNSUPPORTED_MEDIA_TYPE"],
    ["application/x-www-form-urlencoded", "415 COMMON_UNSUPPORTED_MEDIA_TYPE"],
    ["", "415 COMMON_UNSUPPORTED_MEDIA_TYPE"],
  ])("as %s: %s", async (type, code) => {
    expect(codeOf(await place({ price: 1 }, { "content-type": type }))).toBe(code);
  });

  test("when it is compressed", async () => {
    expect(codeOf(await place({ price: 1 }, { "content-encoding": "gzip" }))).toBe(
      "415 COMMON_UNSUPPORTED_MEDIA_TYPE",
    );
  });

  test.each([
    "{",
    '{"price":1,"price":2}',
    '{"__proto__":{}}',
    '\ufeff{"price":1}',
    "[1]",
    "null",
    '"x"',
    "5",
  ])("%s", async (body) => {
    expect(codeOf(await place(body))).toBe("400 COMMON_INVALID_PARAMETER");
  });

  test.each(["toString", "then", "length", "hasOwnProperty", "constructor"])(
    "with %s as a name",
    async (name) => {
      expect(errorsOf(await place({ price: 1, [name]: {} }))).toEqual([`${name} UNKNOWN_FIELD`]);
    },
  );

  test("to a route that takes none; an empty one does no harm", async () => {
    const path = "/api/parcels/ord_0000000000000000/confirmation";
    expect((await call(url, "POST", path, { token: seller, body: {} })).status).toBe(204);
    const filled = await call(url, "POST", path, { token: seller, body: { paid: true } });
    expect(errorsOf(filled)).toEqual(["paid UNKNOWN_FIELD"]);
  });

  test("to a GET", async () => {
    const sent = await overSocket(
      url,
      "GET /api/parcels HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
        "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect(sent).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe("failures of our own", () => {
  test("a bug is a 500 that says nothing, an alert, and a log record with its cause", async () => {
    running.shop.mood.broken = true;
    const before = await failures();
    const answer = await place({ price: 1 }, { "x-request-id": "buggy" });
    expect(codeOf(answer)).toBe("500 COMMON_SYSTEM_ERROR");
    expect(answer.text).not.toContain("secret detail");
    expect(await failures()).toBe(before + 1);
    const record = running.lines.find(
      ({ message, requestId }) => message === "request failed" && requestId === "buggy",
    );
    expect(JSON.stringify(record)).toContain("secret detail of a bug");
  });

  const failures = async () => {
    const { text } = await call(url, "GET", "/metrics");
    return Number(/^bojagi_http_failures_total (\d+)$/m.exec(text)?.[1]);
  };

  test.each([
    ["full", "503 SERVICE_OVERLOADED"],
    ["overloaded", "503 SERVICE_OVERLOADED"],
    ["unavailable", "503 DEPENDENCY_UNAVAILABLE"],
  ] as const)("%s is a 503 that says when to come back", async (mood, code) => {
    running.shop.mood[mood] = true;
    const answer = await place({ price: 1 });
    expect(codeOf(answer)).toBe(code);
    const seconds = Number(answer.headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  test("an overloaded intake does not stop reads", async () => {
    running.shop.mood.overloaded = true;
    expect((await call(url, "GET", "/api/parcels")).status).toBe(200);
  });
});

test("pages of other origins may read what is public, and nothing more", async () => {
  const origin = { origin: "https://evil.example" };
  expect((await call(url, "GET", "/api/parcels", { headers: origin })).status).toBe(200);
  expect(codeOf(await place({ price: 1 }, origin))).toBe("403 ORIGIN_REFUSED");
  expect(codeOf(await place({ price: 1 }, { origin: "null" }))).toBe("403 ORIGIN_REFUSED");
  expect((await place({ price: 1 }, { origin: url })).status).toBe(201);
});

test("the API document, its page and the problem pages are served from here", async () => {
  const document = await call(url, "GET", "/openapi.json");
  expect(document.body).toMatchObject({ openapi: "3.1.0" });
  const page = await call(url, "GET", "/docs");
  expect(page.text).not.toMatch(/<script>|https?:\/\//);
  expect((await call(url, "GET", "/docs/swagger-ui-bundle.js")).text.length).toBeGreaterThan(1e5);
  expect((await call(url, "GET", "/docs/..%2fpackage.json")).status).toBe(404);
  expect((await call(url, "GET", "/problems/STOCK_INSUFFICIENT")).text).toContain("재고 부족");
  expect((await call(url, "GET", "/problems/NOTHING")).status).toBe(404);
});

test("the metrics are for this machine only, unless a proxy asks for somebody else", async () => {
  const own = await call(url, "GET", "/metrics");
  expect(own.text).toMatch(/bojagi_http_request_duration_seconds_count\{method="GET"/);
  expect(own.text).toMatch(/bojagi_http_refusals_total\{code="COMMON_INVALID_PARAMETER"\} \d+/);
  const headers = { "x-forwarded-for": "203.0.113.9" };
  expect((await call(url, "GET", "/metrics", { headers })).status).toBe(404);
});
