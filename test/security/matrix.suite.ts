/** Every route against every identity, and against every other way to spell it. */
import { describe, expect, it } from "vitest";
import { newShopper } from "#test/town/people.ts";
import type { Town } from "#test/town/town.ts";
import { codeOf, faultsOf, likeAnyOther } from "./judging.ts";
import { MATRIX } from "./matrix.ts";
import type { Cell, Row } from "./matrix/row.ts";
import { type Asking, IDENTITIES, newKey, type Stage, type Who } from "./stage.ts";
import type { Heard } from "./wire.ts";

/** The code that a refused cell must bear. */
function codeFor(cell: Cell, who: Who): string {
  if (cell === 401) return who === "guest" ? "AUTH_TOKEN_MISSING" : "AUTH_TOKEN_INVALID";
  if (cell === 403) return "AUTH_FORBIDDEN";
  if (cell === 409) return "COMMON_ILLEGAL_STATUS";
  return cell === 404 ? "COMMON_ENTITY_NOT_FOUND" : "AUTH_VERIFY_REQUIRED";
}

const statusFor = (cell: Cell): number => (typeof cell === "number" ? cell : 403);

/** The same request for something that nobody ever made. */
const elsewhere = (path: string): string =>
  path
    .replaceAll(/(?<=\/[a-z]{3}_)[0-9A-Za-z]{16}/g, "0".repeat(16))
    .replaceAll(/(?<=\/gt_)[0-9A-Za-z]{17}/g, "0".repeat(17));

/** Spellings of a path that some parser might take for it. */
const ALIASES: Readonly<Record<string, (path: string) => string>> = {
  "a slash at the end": (path) => `${path}/`,
  capitals: (path) => path.toUpperCase(),
  "two slashes": (path) => `/${path}`,
  "two slashes inside": (path) => path.replace(/\/(?=[^/]+$)/, "//"),
  "an encoded slash": (path) => path.replace(/\/(?=[^/]+$)/, "%2f"),
  "an encoded letter": (path) => path.replace(/[a-z](?=[^/]*$)/, encoded),
  "a letter encoded twice": (path) => path.replace(/[a-z](?=[^/]*$)/, (of) => `%25${hex(of)}`),
  "a dot segment": (path) => path.replace(/\/(?=[^/]+$)/, "/./"),
  "two encoded dots": (path) => `/api/items/%2e%2e${path.replace("/api", "")}`,
  "a path parameter": (path) => `${path};x=1`,
  "a backslash": (path) => path.replace(/\/(?=[^/]+$)/, "\\"),
  "a NUL at the end": (path) => `${path}%00`,
  "a suffix of a file": (path) => `${path}.json`,
};
const hex = (letter: string): string => letter.charCodeAt(0).toString(16);
const encoded = (letter: string): string => `%${hex(letter)}`;

export function matrixSuite(of: () => Stage): void {
  const askAs = (who: Who, asking: Asking): Promise<Heard> =>
    of().ask({
      ...asking,
      token: of().tokenOf(who),
      headers: { ...(asking.method === "GET" ? {} : newKey()), ...asking.headers },
    });

  /** Asks and sees that nothing was written. */
  const askInVain = async (who: Who, asking: Asking): Promise<Heard> => {
    const before = await of().footprint();
    const heard = await askAs(who, asking);
    expect(await of().footprint()).toEqual(before);
    return heard;
  };

  /** What a row asks for, made once for all who are refused: none of them uses it up. */
  const objects = new Map<Row, Promise<Asking>>();
  const guarded = (row: Row): Promise<Asking> => {
    const object = objects.get(row) ?? row.asking(of().cast, "member");
    objects.set(row, object);
    return object;
  };

  describe("the matrix of routes and identities", () => {
    it("has a row for every route of the running process, and no other", () => {
      const served = of().document.operations.map(({ name }) => name);
      expect(MATRIX.map(({ name }) => name).toSorted()).toEqual(served.toSorted());
    });

    describe.each(MATRIX)("A1 B1 B4 $name", (row) => {
      it.each(IDENTITIES.map((who) => ({ who, cell: row.cells[who] })))(
        "$who: $cell",
        async ({ who, cell }) => {
          if (cell === "allow") {
            return expectAllowed(row, await askAs(who, await row.asking(of().cast, who)));
          }
          const asking = await guarded(row);
          const heard = await askInVain(who, asking);
          expectRefused(row, heard, cell, who);
          await expectNoOracle(row, asking, heard, who);
        },
      );
    });

    it("S1.10 S1.15 S1.16 operators list members and make coupons; others do not, nor see another's coupons", async () => {
      const statuses = async (name: string): Promise<number[]> => {
        const row = MATRIX.find((one) => one.name === name);
        const identities = ["member", "otherMember", "operator"] as const;
        const asked = identities.map(async (who) => {
          const heard = row && (await askAs(who, await row.asking(of().cast, who)));
          return heard?.status ?? 0;
        });
        return Promise.all(asked);
      };
      expect(await statuses("GET /api/members")).toEqual([403, 403, 200]);
      expect(await statuses("POST /api/coupons")).toEqual([403, 403, 201]);
      expect(await statuses("GET /api/coupons")).toEqual([200, 200, 200]);
      expect(await statuses("GET /api/members/{memberId}/coupons")).toEqual([200, 403, 403]);
    });

    it("opens every row that a number guards to somebody", () => {
      const closed = MATRIX.filter(({ cells }) =>
        Object.values(cells).every((cell) => typeof cell === "number"),
      );
      expect(closed.map(({ name }) => name)).toEqual([
        "POST /ops/parked/drops",
        "POST /ops/parked/dry-runs",
        "POST /ops/parked/redrives",
        "GET /ops/simulators",
        "PUT /ops/simulators",
      ]);
    });
  });

  function expectAllowed({ name }: Row, heard: Heard): void {
    expect(faultsOf(heard, of().document, of().document.operation(name))).toEqual([]);
    expect([200, 201, 202, 204], heard.text).toContain(heard.status);
  }

  function expectRefused({ name }: Row, heard: Heard, cell: Cell, who: Who): void {
    expect(heard).toMatchObject({ status: statusFor(cell), body: { code: codeFor(cell, who) } });
    expect(faultsOf(heard, of().document, of().document.operation(name))).toEqual([]);
    expect(heard.headers["www-authenticate"] !== undefined).toBe(cell === 401);
  }

  /** What is somebody else's is refused in the words for what is not there (attacks R1, R4). */
  async function expectNoOracle({ name }: Row, asking: Asking, heard: Heard, who: Who) {
    if (heard.status === 404) {
      const missing = await askInVain(who, { ...asking, path: elsewhere(asking.path) });
      expect(likeAnyOther(missing)).toEqual(likeAnyOther(heard));
    } else if (of().document.operation(name).body !== undefined && heard.status === 401) {
      const broken = await askInVain(who, { ...asking, body: { unknown: [1] } });
      expect(broken.status).toBe(heard.status);
    }
  }

  describe("other ways to come to a route", () => {
    const GUARDED = MATRIX.filter(({ cells }) => cells.guest === 401);

    it.each(Object.entries(ALIASES))("B5 %s opens nothing to a guest", async (_, alias) => {
      const opened: string[] = [];
      const before = await of().footprint();
      for (const { name } of GUARDED) {
        const [method = "", template = ""] = name.split(" ");
        const path = alias(template.replaceAll(/\{[^}]+\}/g, "ord_0000000000000000"));
        const heard = await askAs("guest", { method, path });
        if (![400, 401, 404, 405].includes(heard.status))
          opened.push(`${name} ${path} ${heard.status}`);
        opened.push(...faultsOf(heard, of().document));
      }
      expect(opened).toEqual([]);
      expect(await of().footprint()).toEqual(before);
    });

    it.each(Object.entries(ALIASES))("B5 %s is the route itself or nothing", async (_, alias) => {
      const heard = await askAs("operator", { method: "GET", path: alias("/api/members") });
      expect(faultsOf(heard, of().document)).toEqual([]);
      expect([200, 400, 404]).toContain(heard.status);
      if (heard.status === 200) expect(heard.body).toMatchObject({ members: expect.anything() });
    });

    it("B4 headers and fields that name another method have no effect", async () => {
      const path = `/api/items/${of().cast.itemId}`;
      for (const name of ["x-http-method-override", "x-http-method", "x-method-override"]) {
        const headers = { [name]: "DELETE" };
        const heard = await askInVain("operator", { method: "GET", path, headers });
        expect(heard).toMatchObject({ status: 200, body: { itemId: of().cast.itemId } });
      }
      const inQuery = await askInVain("operator", {
        method: "GET",
        path: `${path}?_method=DELETE`,
      });
      expect(codeOf(inQuery)).toBe("COMMON_INVALID_PARAMETER");
    });

    it("H6 HEAD answers as GET does, without a body, for every identity", async () => {
      const reads = MATRIX.filter(({ name }) => /^GET (?!.*\/events$)/.test(name));
      const differing: string[] = [];
      for (const row of reads) {
        const asking = await guarded(row);
        for (const who of IDENTITIES) {
          const got = await askAs(who, asking);
          const head = await askAs(who, { ...asking, method: "HEAD" });
          if (head.status === got.status && head.text === "") continue;
          differing.push(`${row.name} ${who} ${got.status} ${head.status}`);
        }
      }
      expect(differing).toEqual([]);
    });
  });

  describe("an account that the password opens again", () => {
    it("lets its owner, and only with that token, change it and leave", async () => {
      const { town } = of().cast;
      const { leaver, verified } = await newLeaver(town);
      const change = { method: "PATCH", path: "/api/members/me", body: { name: "Nari Kim" } };
      const leave = { method: "DELETE", path: "/api/members/me" };
      const asked = (asking: Asking, token: string) =>
        of().ask({ ...asking, token, headers: newKey() });

      expect(codeOf(await asked(change, leaver.token))).toBe("AUTH_VERIFY_REQUIRED");
      expect((await asked(change, verified)).status).toBe(200);
      expect(codeOf(await asked(leave, leaver.token))).toBe("AUTH_VERIFY_REQUIRED");
      expect((await asked(leave, verified)).status).toBe(204);
      expect(await asked({ method: "GET", path: "/api/members/me" }, leaver.token)).toMatchObject({
        status: 404,
      });
    });
  });
}

/** Somebody with the token that the password gives once more. */
async function newLeaver(town: Town) {
  const leaver = await newShopper(town, "Nari");
  const { body } = await town.request("POST", "/api/members/me/password-verification", {
    token: leaver.token,
    body: { password: "a-password-of-the-town" },
  });
  return { leaver, verified: (body as { readonly accessToken: string }).accessToken };
}
