/** The headers of every answer, and headers and framings that lie (attacks §5, H, X). */
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { codeOf, faultsOf, fieldsNamed } from "./judging.ts";
import { newKey, type Stage } from "./stage.ts";
import { type Heard, sendBytes, statusIn } from "./wire.ts";

/** On every answer, errors and 404 too. */
const SECURITY = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
  "x-request-id": expect.stringMatching(/^[\x21-\x7e]{1,200}$/),
};

const TELLING = ["server", "x-powered-by", "set-cookie", "access-control-allow-origin", "via"];

export function headersSuite(of: () => Stage): void {
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Heard> =>
    of().ask({ method: "GET", path, token: of().cast.member.token, headers });
  const raw = (text: string, enough?: (text: string) => boolean): Promise<string> =>
    sendBytes(of().url, text.replaceAll("\n", "\r\n"), enough);

  describe("the headers of every answer", () => {
    const ANSWERS: readonly (readonly [string, () => Promise<Heard>])[] = [
      ["a success", () => get("/api/wallet")],
      ["a public read", () => of().ask({ method: "GET", path: "/api/items" })],
      ["a refusal", () => of().ask({ method: "GET", path: "/api/wallet" })],
      ["a broken request", () => get("/api/items?limit=0")],
      ["a path that is not there", () => get("/api/nowhere")],
      ["a method that is not there", () => of().ask({ method: "PUT", path: "/api/items" })],
      ["a body that is too large", () => tooLarge()],
      ["a read without its body", () => of().ask({ method: "HEAD", path: "/api/items" })],
      ["the health of the process", () => get("/readyz")],
      ["the document", () => get("/openapi.json")],
    ];
    const tooLarge = () =>
      of().ask({ method: "POST", path: "/api/quotes", body: `"${"a".repeat(65_536)}"` });

    it.each(ANSWERS)("X5 protect %s and tell nothing of what serves it", async (_, answer) => {
      const { headers, status } = await answer();
      expect(headers).toMatchObject(SECURITY);
      if (status !== 204) expect(headers["content-type"]).toMatch(/; charset=utf-8$/);
      expect(TELLING.filter((name) => headers[name] !== undefined)).toEqual([]);
    });

    it("X8 keep what is somebody's own out of every cache", async () => {
      for (const path of ["/api/wallet", "/api/members/me", "/api/orders", "/api/items"]) {
        const { headers } = await get(path, { "x-forwarded-host": "evil.example" });
        expect(headers["cache-control"], path).toBe("no-store");
        expect(headers["vary"]).toBe("Accept-Language, Authorization");
      }
      const missing = await get("/api/nowhere");
      expect(missing.headers["cache-control"]).toBe("no-store");
    });

    it("X5 protect answers to what never became a request", async () => {
      for (const broken of [
        "GET /\u0000 HTTP/1.1\nhost: a\n\n",
        "NONSENSE\n\n",
        "GET / HTTP/9.9\n\n",
      ]) {
        const text = (await raw(broken)).toLowerCase();
        expect(statusIn(text.toUpperCase())).toBe(400);
        expect(text).toContain("content-type: application/problem+json; charset=utf-8");
        expect(text).toContain("x-content-type-options: nosniff");
        expect(text).toContain("connection: close");
      }
    });

    it("let pages that people read load from here alone", async () => {
      for (const path of ["/docs", "/problems", "/problems/COMMON_ENTITY_NOT_FOUND"]) {
        const { headers, status } = await get(path);
        expect([status, headers["content-type"]], path).toEqual([200, "text/html; charset=utf-8"]);
        const policy = headers["content-security-policy"];
        expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
        expect(policy).not.toMatch(/unsafe|\*|https?:/);
      }
    });
  });

  describe("headers that lie", () => {
    it("S1.3 H4 headers that name a person, a role or another path have no effect", async () => {
      const { operator, member } = of().cast;
      const spoofed = {
        "x-forwarded-for": "127.0.0.1",
        "x-user-id": operator.memberId || "mem_0000000000000000",
        "x-member-id": "mem_0000000000000000",
        "x-internal-role": "OPERATOR",
        "x-passport": Buffer.from('{"role":"OPERATOR"}').toString("base64"),
        forwarded: "for=127.0.0.1;host=evil.example",
        "x-original-url": "/ops/invariants",
        "x-rewrite-url": "/ops/invariants",
        "x-forwarded-prefix": "/ops",
      };
      const nobody = await of().ask({ method: "GET", path: "/api/members/me", headers: spoofed });
      expect(nobody.status).toBe(401);
      expect((await get("/api/members", spoofed)).status).toBe(403);
      expect((await get("/api/members/me", spoofed)).body).toMatchObject({
        memberId: member.memberId,
      });
    });

    it("H4 a host with no plain name is refused, and no link is built from any", async () => {
      for (const host of ["evil.example/x", "a b", "a@b", "", "[::1", "a,b", "a:b:c", "<script>"]) {
        const text = await raw(`GET /api/items HTTP/1.1\nhost: ${host}\n\n`);
        expect(statusIn(text), host).toBe(400);
      }
      expect(statusIn(await raw("GET /api/items HTTP/1.1\nhost: a\nhost: b\n\n"))).toBe(400);
      expect(statusIn(await raw("GET /api/items HTTP/1.1\n\n"))).toBe(400);
      const headers = { host: "evil.example", "x-forwarded-host": "evil.example" };
      for (const path of ["/api/items", "/api/nowhere", "/problems", "/openapi.json"]) {
        const heard = await get(path, headers);
        expect(heard.text + JSON.stringify(heard.headers), path).not.toContain("evil.example");
      }
    });

    it("H5 X4 pages of other origins may read what everybody may, and nothing else", async () => {
      const host = new URL(of().url).host;
      const origins = ["null", "https://evil.example", `http://${host}.evil.example`, "file://"];
      for (const origin of origins) {
        const own = await get("/api/wallet", { origin });
        expect([own.status, codeOf(own)], origin).toEqual([403, "ORIGIN_REFUSED"]);
        const login = await of().ask({
          method: "POST",
          path: "/api/sessions",
          body: { email: of().cast.member.email, password: "a-password-of-the-town" },
          headers: { origin },
        });
        expect(codeOf(login)).toBe("ORIGIN_REFUSED");
        const open = await of().ask({ method: "GET", path: "/api/items", headers: { origin } });
        expect(open.status).toBe(200);
        for (const { headers } of [own, login, open]) {
          expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual(
            [],
          );
        }
      }
      expect((await get("/api/wallet", { origin: `http://${host}` })).status).toBe(200);
    });

    it("H5 a preflight is promised nothing", async () => {
      for (const method of ["PUT", "DELETE", "TRACE", "x"]) {
        const heard = await of().ask({
          method: "OPTIONS",
          path: "/api/orders",
          headers: {
            origin: "https://evil.example",
            "access-control-request-method": method,
            "access-control-request-headers": "authorization",
          },
        });
        expect([heard.status, heard.headers["allow"]]).toEqual([405, "GET, HEAD, POST"]);
        expect(JSON.stringify(heard.headers)).not.toContain("access-control");
      }
    });

    it("R5 headers that say two things are refused", async () => {
      const twice = (name: string, one: string, two: string) =>
        `GET /api/items HTTP/1.1\nhost: a\n${name}: ${one}\n${name}: ${two}\n\n`;
      for (const [name, one, two] of [
        ["idempotency-key", "a", "b"],
        ["x-request-id", "a", "b"],
        ["if-match", '"1"', '"2"'],
        ["origin", "http://a", "http://b"],
        ["content-type", "application/json", "text/plain"],
      ] as const) {
        expect(statusIn(await raw(twice(name, one, two))), name).toBe(400);
      }
    });
  });

  describe("methods and forms that are not ours", () => {
    it("H6 other methods are answered with those that are taken", async () => {
      for (const method of ["TRACE", "PROPFIND", "LOCK", "OPTIONS", "SEARCH"]) {
        const heard = await of().ask({ method, path: "/api/items" });
        expect([heard.status, heard.headers["allow"]], method).toEqual([405, "GET, HEAD, POST"]);
        expect(faultsOf(heard, of().document)).toEqual([]);
      }
      expect(statusIn(await raw("TRACE /api/items HTTP/1.1\nhost: a\nx-secret: 1\n\n"))).toBe(405);
      expect(await raw("CONNECT evil.example:443 HTTP/1.1\nhost: evil.example\n\n")).not.toMatch(
        /^HTTP\/1\.1 2/,
      );
      expect(statusIn(await raw("FIND /api/items HTTP/1.1\nhost: a\n\n"))).toBe(400);
    });

    it("H7 other forms are not to be had, ranges are not cut, odd expectations fail", async () => {
      const html = await get("/api/items", { accept: "text/html" });
      expect([html.status, codeOf(html)]).toEqual([406, "COMMON_NOT_ACCEPTABLE"]);
      const part = await get("/api/items", { range: "bytes=0-1" });
      expect([part.status, part.headers["content-range"]]).toEqual([200, undefined]);
      expect(part.body).toMatchObject({ items: expect.anything() });
      const odd = await raw("GET /api/items HTTP/1.1\nhost: a\nexpect: miracles\n\n");
      expect(statusIn(odd)).toBe(417);
    });

    it("R12 an address, headers or fields beyond the limit are refused and nothing is upgraded", async () => {
      const long = "a".repeat(9_000);
      expect((await get(`/api/items?q=${long}`)).status).toBe(414);
      expect((await get("/api/items", { "x-long": "a".repeat(17_000) })).status).toBe(431);
      const many = Array.from({ length: 101 }, (_, index) => [`x-${index}`, "1"] as const);
      expect((await get("/api/items", Object.fromEntries(many))).status).toBe(431);
      expect((await get(`/api/items?${"a=1&".repeat(2_000)}`)).status).toBe(400);
      expect((await get(`/api/items?${"a=1&".repeat(100_000)}`)).status).toBeGreaterThanOrEqual(
        414,
      );
      const upgrade = await get("/api/items", { connection: "upgrade", upgrade: "websocket" });
      expect(upgrade.status).not.toBe(101);
      const http2 = "PRI * HTTP/2.0\n\nSM\n\n";
      expect(statusIn(await raw(http2))).toBe(400);
    });
  });

  describe("bodies that do not end as they said", () => {
    const line = "POST /api/quotes HTTP/1.1\nhost: a\ncontent-type: application/json\n";

    it("H1 ten gigabytes are refused before the first byte", async () => {
      const text = await raw(`${line}content-length: 10000000000\n\n`);
      expect([statusIn(text), /connection: close/i.test(text)]).toEqual([413, true]);
    });

    it("H1 chunks without an end are refused at the limit, and the connection is closed", async () => {
      const text = await endlessChunks(of().url, of().cast.member.token);
      expect([statusIn(text), /connection: close/i.test(text)]).toEqual([413, true]);
    });

    it("R5 two lengths, or a length and chunks, are refused and the connection is closed", async () => {
      for (const framing of [
        "content-length: 2\ncontent-length: 3\n\n{}",
        "content-length: 2\ntransfer-encoding: chunked\n\n0\n\n",
        "transfer-encoding: chunked, identity\n\n0\n\n",
        "transfer-encoding: xchunked\n\n{}",
        "content-length: -1\n\n",
        "content-length: 0x2\n\n{}",
        "content-length: 2, 2\n\n{}",
        "transfer-encoding: chunked\n\nzz\n{}\n0\n\n",
        "x-a : 1\ncontent-length: 2\n\n{}",
        "x-a: 1\n folded: 2\n\n",
      ]) {
        const named = `${line}authorization: Bearer ${of().cast.member.token}\n`;
        const text = await raw(named + framing, () => false);
        expect([statusIn(text), /connection: close/i.test(text)], framing).toEqual([400, true]);
      }
    });

    it("R5 a second request hidden in the first one's body is not answered", async () => {
      const hidden = "GET /openapi.json HTTP/1.1\r\nhost: a\r\n\r\n";
      const text = await raw(
        `${line}connection: close\ncontent-length: ${hidden.length}\n\n${hidden}`,
        () => false,
      );
      expect(text.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    });
  });

  describe("what is not shown", () => {
    it("X10 nothing is served that is not meant for outside", async () => {
      const files = ["/.env", "/debug", "/debug/pprof", "/.git/config", "/package.json", "/admin"];
      const maps = ["/src/main.ts", "/main.js.map", "/docs/..%2f..%2fpackage.json", "/docs/x.map"];
      const inside = ["/internal", "/ops", "/ops/test", "/api", "/__proto__", "/constructor"];
      for (const path of [...files, ...maps, ...inside]) {
        const heard = await get(path);
        expect([heard.status, codeOf(heard)], path).toEqual([404, "COMMON_ENTITY_NOT_FOUND"]);
      }
      expect((await get("/metrics", { "x-forwarded-for": "203.0.113.1" })).status).toBe(404);
      expect((await get("/metrics")).text).not.toMatch(/mem_|ord_|@people/);
    });

    it("X6 X7 what is sent in headers, addresses and bodies makes one line of log and no other", async () => {
      const mark = "canary\u001b[31m";
      const headers = { "user-agent": `${mark} {"level":60}`, ...newKey() };
      const address = `/api/items?q=${encodeURIComponent(`${mark}\r\n{"level":60}`)}`;
      await of().ask({ method: "GET", path: address, headers: { "user-agent": "canary-agent" } });
      const body = { email: "canary\r\n@people.example", password: "canary-password" };
      const heard = await of().ask({
        method: "POST",
        path: "/api/sessions",
        body,
        headers: newKey(),
      });
      expect(heard.text).not.toContain("canary");
      expect(fieldsNamed(heard)).toContain("email");
      await expect(of().ask({ method: "GET", path: "/api/items", headers })).rejects.toThrow(
        "header",
      );

      const secret = of().cast.member.token.split(".")[2] ?? "no token";
      await get("/api/wallet", { "x-request-id": "the-last-of-this-test" });
      const output = of().cast.town.processOf("order").output();
      const lines = output.split("\n").filter((line) => line.includes('"level"'));
      expect(lines.length).toBeGreaterThan(5);
      // The first line may have lost its beginning.
      for (const line of lines.slice(1))
        expect(() => JSON.parse(line) as unknown, line).not.toThrow();
      for (const part of ["canary", secret, "\u001b"]) expect(output).not.toContain(part);
    });
  });
}

/** Sends a little more than fits, then chunk after chunk until the connection is closed. */
function endlessChunks(url: string, token: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let text = "";
    const chunk = `1000\r\n${"a".repeat(0x1000)}\r\n`;
    socket.write(
      `POST /api/quotes HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk.repeat(17)}`,
    );
    socket.on("data", (data) => {
      text += data.toString("latin1");
      socket.write(chunk);
    });
    socket.on("drain", () => socket.write(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(text));
  });
}
