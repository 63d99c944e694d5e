/** Every field, bound and form of every request broken, one at a time (attacks R1, R3, R6, M, X1). */
import { patternOf } from "#test/town/witness.ts";
import { describe, expect, it } from "vitest";
import type { Operation } from "./document.ts";
import { codeOf, faultsOf, fieldsNamed } from "./judging.ts";
import { MATRIX } from "./matrix.ts";
import { CART_TOKEN } from "./matrix/goods.ts";
import type { Row } from "./matrix/row.ts";
import { breakingsOf, brokenQueries, completed } from "./samples.ts";
import { type Asking, IDENTITIES, newKey, type Stage, type Who } from "./stage.ts";
import type { Heard } from "./wire.ts";

const AT_ONCE = 8;
/** Somebody whom the route lets in, so that nothing but the broken rule can refuse. */
const admitted = ({ cells }: Row): Who =>
  IDENTITIES.find((who) => cells[who] === "allow" && who !== "guest") ??
  IDENTITIES.find((who) => cells[who] === "verify") ??
  "operator";

export function badInputSuite(of: () => Stage): void {
  const send = (row: Row, asking: Asking, more: Partial<Asking>): Promise<Heard> =>
    of().ask({
      ...asking,
      ...more,
      token: of().tokenOf(admitted(row)),
      headers: { ...(asking.method === "GET" ? {} : newKey()), ...asking.headers, ...more.headers },
    });

  /** What is wrong with the answer to a request in which one thing is wrong. */
  const complaints = (
    operation: Operation,
    said: string,
    field: string | undefined,
    heard: Heard,
  ) => {
    const faults = [...faultsOf(heard, of().document, operation)];
    if (codeOf(heard) !== "COMMON_INVALID_PARAMETER") faults.push(`${heard.status} ${heard.text}`);
    const named = fieldsNamed(heard);
    if (field !== undefined && !named.includes(field))
      faults.push(`names ${named.join() || "none"}`);
    return faults.map((fault) => `${said}: ${fault}`.slice(0, 400));
  };

  describe.each(MATRIX)("$name", (row) => {
    const operation = () => of().document.operation(row.name);
    const objects = new Map<string, Promise<Asking>>();
    const asked = (): Promise<Asking> => {
      const object = objects.get(row.name) ?? row.asking(of().cast, admitted(row));
      objects.set(row.name, object);
      return object;
    };
    /** Sends each variation, and sees that each is refused for its own reason and writes nothing. */
    const expectEachRefused = async (variations: readonly Variation[]): Promise<void> => {
      const asking = await asked();
      const before = await of().footprint();
      const faults = await inTurns(variations, async ({ said, field, ...more }) =>
        complaints(operation(), said, field, await send(row, asking, more)),
      );
      expect(faults.flat()).toEqual([]);
      expect(await of().footprint()).toEqual(before);
    };

    it("M1 M6 R3 each broken rule of the body is a 400 that names the field", async () => {
      const { body: schema = EMPTY, method, isSigned } = operation();
      // A changed body is a wrong signature before it is a broken rule.
      if (isSigned) return expect((await send(row, await asked(), { body: {} })).status).toBe(401);
      if (method === "GET") return expectEachRefused([{ said: "a body", body: {}, field: "body" }]);
      const breakings = breakingsOf(schema, completed(schema, (await asked()).body));
      return expectEachRefused(
        breakings.map(({ rule, field, body }) => ({ said: `${rule} of ${field}`, field, body })),
      );
    });

    it("B6 B7 R3 each broken rule of the query is a 400 that names the parameter", async () => {
      const { path } = await asked();
      const broken = operation().query.flatMap(({ name, schema }) => [
        ...brokenQueries(schema).map((text) => [name, encodeURIComponent(text)] as const),
        [name, `1&${name}=1`] as const,
      ]);
      const unknown = FOREIGN_QUERIES.map(([name, text]) => [name, text] as const);
      return expectEachRefused(
        [...broken, ...unknown].map(([name, text]) => {
          const query = `${encodeURIComponent(name)}=${text}`;
          const field = /^\w+$/.test(name) && name !== "__proto__" ? name : undefined;
          return { said: `?${query.slice(0, 60)}`, field, path: withQuery(path, name, query) };
        }),
      );
    });

    it("B2 a token in the path in any other form is not taken", async () => {
      const { path, method, body } = await asked();
      const token = TOKEN.exec(path)?.[0];
      // Whatever a client makes up is a cart token, so another form of one is another one.
      const plain = (row.name.split(" ")[1] ?? "no path").replace("{cartToken}", CART_TOKEN);
      if (token === undefined) return expect(path).toMatch(patternOf(plain));
      const before = await of().footprint();
      for (const form of otherForms(token)) {
        const heard = await send(row, { method, body, path: path.replace(token, form) }, {});
        expect([400, 404], `${form} ${heard.text}`).toContain(heard.status);
        expect(faultsOf(heard, of().document)).toEqual([]);
      }
      return expect(await of().footprint()).toEqual(before);
    });
  });
}

type Variation = Partial<Asking> & { readonly said: string; readonly field?: string | undefined };

/** A public token, or the secret of a gift's link. */
const TOKEN = /gt_[0-9A-Za-z]{17}|[a-z]{3}_[0-9A-Za-z]{16}|(?<=\/gift-links\/)[^/]+/;

/** A write without a body is one with an empty object. */
const EMPTY = { type: "object", properties: {} };

/** What others filter and shape answers by, and we do not. */
const FOREIGN_QUERIES: readonly (readonly [string, string])[] = [
  ["memberId", "mem_0000000000000000"],
  ["fields", "passwordHash"],
  ["include", "payments.secret"],
  ["__proto__", "1"],
  ["a[__proto__][x]", "1"],
  ["constructor", "1"],
  ["$where", "1"],
];

const otherForms = (token: string): readonly string[] => [
  token.toUpperCase(),
  token.slice(0, -1),
  `${token}0`,
  `%20${token}`,
  `${token}%20`,
  `%7B${token}%7D`,
  `${token}%00`,
  `${token}'%20or%20'1'='1`,
  `${token}%0a`,
  token.slice(4),
  `${token.slice(0, -1)}%C0%AF`,
  "null",
  "1",
];

/** The path with that query; what it asks already stays, unless that is what is broken. */
function withQuery(path: string, name: string, query: string): string {
  const [bare = "", given = ""] = path.split("?");
  const kept = given.split("&").filter((part) => part !== "" && !part.startsWith(`${name}=`));
  return `${bare}?${[...kept, query].join("&")}`;
}

/** Does the work for each, several at once. */
async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const waiting = [...all.entries()];
  const turn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, turn));
  return done;
}
