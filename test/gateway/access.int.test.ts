import { calculateJwkThumbprint, createLocalJWKSet } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { admits } from "#http/access.ts";
import type { Identity, Role, Route } from "#http/route.ts";
import { recogniser } from "#http/tokens.ts";
import { realWorld } from "#kernel/world.ts";
import { addressOf, offered, openStage, type Stage } from "./stage.ts";
import type { Seen } from "./upstream.ts";

let stage: Stage;
const tokens = new Map<Role, string>();
beforeAll(async () => {
  stage = await openStage();
  for (const role of ["member", "seller", "operator"] as const) {
    const partnerId = role === "seller" ? { partnerId: "ptn_0000000000000000" } : {};
    tokens.set(role, await stage.tokenOf({ role, ...partnerId }));
  }
});
afterAll(() => stage.close());

const CALLERS = ["guest", "member", "seller", "operator"] as const;
type CallerRole = (typeof CALLERS)[number];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const WRITES = new Set<string>(["POST", "PUT", "PATCH"]);

const asked = (method: string, path: string, role: CallerRole = "guest") =>
  stage.ask(method, path, {
    token: role === "guest" ? undefined : tokens.get(role),
    ...(WRITES.has(method) ? { body: {} } : {}),
    ...(path.includes("/events") ? { headers: { accept: "*/*" } } : {}),
  });

/** What the route's own list of who may says. */
function expected({ access }: Route, role: CallerRole): number {
  if (role === "guest") return access === "guest" ? 200 : 401;
  return admits(access, { role } as Identity) ? 200 : 403;
}

const seenIn = (body: unknown) => body as Seen;

describe("every route of every context", () => {
  test.each(CALLERS)(
    "S1.2 reaches its context for a %s who may, and nobody else",
    async (role) => {
      const differing: string[] = [];
      for (const route of offered) {
        if (route.path.startsWith("/.well-known")) continue;
        const path = addressOf(route.path);
        const { status, body } = await asked(route.method, path, role);
        const wanted = expected(route, role);
        const isThere = wanted !== 200 || seenIn(body).url === path;
        if (status !== wanted || !isThere) {
          differing.push(`${route.method} ${route.path} ${status} instead of ${wanted}`);
        }
      }
      expect(differing).toEqual([]);
      expect(offered.length).toBeGreaterThan(80);
    },
    60_000,
  );

  test("S1.2 no other method of a path reaches anything", async () => {
    const before = stage.upstreams[0].seen.length;
    const differing: string[] = [];
    const paths = [...new Set(offered.map(({ path }) => path))];
    for (const path of paths) {
      // Of two templates that take the same address either may answer.
      const address = addressOf(path);
      const served = offered.filter((route) => matches(route.path, address));
      for (const method of METHODS) {
        if (served.some((route) => route.method === method)) continue;
        const { status } = await asked(method, address, "operator");
        if (status !== 405) differing.push(`${method} ${path} ${status}`);
      }
    }
    expect(differing).toEqual([]);
    expect(stage.upstreams[0].seen.length).toBe(before);
  }, 60_000);
});

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/:\w+/g, "[^/]+")}$`).test(path);

describe("tokens and passports", () => {
  const forged = (token: string) => `${token.slice(0, -8)}AAAAAAAA`;

  test("S1.3 a token that is missing, bad, forged or expired is refused, and a good one is taken", async () => {
    const good = tokens.get("member") ?? "";
    const expired = await stage.tokenOf({ lifeSeconds: -10 });
    const statuses = [];
    for (const token of [undefined, "nonsense", forged(good), expired, good]) {
      const { status, body } = await stage.ask("GET", "/api/orders", { token });
      statuses.push([status, (body as { readonly code?: string }).code]);
    }
    expect(statuses).toEqual([
      [401, "AUTH_TOKEN_MISSING"],
      [401, "AUTH_TOKEN_INVALID"],
      [401, "AUTH_TOKEN_INVALID"],
      [401, "AUTH_TOKEN_INVALID"],
      [200, undefined],
    ]);
  });

  test("S1.3 identity headers from outside are not passed on, nor is a passport taken", async () => {
    const spoofed = {
      "x-user-id": "mem_0000000000000000",
      "x-member-id": "mem_0000000000000000",
      "x-roles": "operator",
      "x-forwarded-for": "10.0.0.1",
      forwarded: "for=10.0.0.1",
      "bojagi-request-id": "mine",
    };
    const { body } = await stage.ask("GET", "/api/items", { headers: spoofed });
    const { headers } = seenIn(body);
    expect(headers).not.toHaveProperty("x-user-id");
    expect(headers).not.toHaveProperty("x-member-id");
    expect(headers).not.toHaveProperty("x-roles");
    expect(headers).not.toHaveProperty("forwarded");
    expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(headers["bojagi-request-id"]).not.toBe("mine");

    const inside = await asked("GET", "/api/orders", "member");
    const { authorization = "" } = seenIn(inside.body).headers;
    const passport = { authorization: String(authorization) };
    expect((await stage.ask("GET", "/api/orders", { headers: passport })).status).toBe(401);
  });

  test("S1.4 the context sees a passport instead of the token: made for it alone, checked without a call", async () => {
    const { body } = await asked("GET", "/api/orders", "seller");
    const credential = String(seenIn(body).headers["authorization"]);
    expect(credential).toMatch(/^Passport /);
    expect(credential).not.toContain(tokens.get("seller"));

    const { d: _, ...open } = stage.passportKey;
    const kid = await calculateJwkThumbprint(open);
    const keys = createLocalJWKSet({ keys: [{ ...open, kid }] });
    const world = realWorld();
    const context = (name: string, at = world) =>
      recogniser({ world: at, keys, passports: { keys, contexts: [name] } })(credential);
    const mine = offered.find(({ path, method }) => path === "/api/orders" && method === "GET");
    const name = mine?.context ?? "";
    expect(await context(name)).toMatchObject({
      identity: { role: "seller", name: "Crowd", partnerId: "ptn_0000000000000000" },
    });
    expect(await context("wallet")).toBe("AUTH_TOKEN_INVALID");
    const later = { ...world, now: () => Date.now() + 61_000 };
    expect(await context(name, later)).toBe("AUTH_TOKEN_INVALID");
  });

  test("S1.6 what is inside a process cannot be reached", async () => {
    const before = stage.upstreams[0].seen.length;
    for (const path of [
      "/ops/test/clock",
      "/ops/test/faults",
      "/ops/test/crash",
      "/internal",
      "/api/../ops/test/clock",
      "/api/%2e%2e/ops/test/clock",
      "//ops/test/clock",
    ]) {
      expect((await asked("GET", path, "operator")).status, path).toBe(404);
    }
    expect((await asked("GET", "/ops/contexts/order/lag", "member")).status).toBe(403);
    expect((await asked("GET", "/ops/contexts/nobody/lag", "operator")).status).toBe(404);
    expect(stage.upstreams[0].seen.length).toBe(before);
    const through = await asked("GET", "/ops/contexts/order/lag", "operator");
    expect(seenIn(through.body).url).toBe("/ops/lag");
    const story = await asked("GET", "/ops/contexts/order/orders/ord_1/story", "operator");
    expect(seenIn(story.body).url).toBe("/ops/orders/ord_1/story");
    const promises = await asked("GET", "/ops/contexts/order/invariants?when=quiet", "operator");
    expect(seenIn(promises.body).url).toBe("/ops/invariants?when=quiet");
  });
});

describe("what a context is told", () => {
  test("S1.5 the request id that a client chose, and one that names no write where it chose none", async () => {
    const chosen = await stage.ask("GET", "/api/items", { headers: { "x-request-id": "mine-1" } });
    expect(seenIn(chosen.body).headers["x-request-id"]).toBe("mine-1");
    expect(chosen.headers.get("x-request-id")).toBe("mine-1");
    const made = await stage.ask("GET", "/api/items");
    const { headers } = seenIn(made.body);
    expect(headers).not.toHaveProperty("x-request-id");
    expect(headers["bojagi-request-id"]).toBe(made.headers.get("x-request-id"));
  });

  test("S4.16 a page of a shop's own origin works through the gateway alone; others are refused", async () => {
    const headers = { origin: "https://shop.example" };
    const preflight = await stage.ask("OPTIONS", "/api/orders", {
      headers: {
        ...headers,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,idempotency-key",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    const token = tokens.get("member");
    const request = { token, body: { lines: [] } };
    const order = await stage.ask("POST", "/api/orders", { ...request, headers });
    expect(order.status).toBe(200);
    expect(order.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(seenIn(order.body)).toMatchObject({ body: '{"lines":[]}' });
    expect(seenIn(order.body).headers).not.toHaveProperty("origin");

    const stranger = { ...request, headers: { origin: "https://evil.example" } };
    const refused = await stage.ask("POST", "/api/orders", stranger);
    expect(refused).toMatchObject({ status: 403, body: { code: "ORIGIN_REFUSED" } });
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  });
});
