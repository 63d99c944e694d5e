/** Hostile bodies and texts, at every route that takes one (attacks M, H, X). */
import { describe, expect, it } from "vitest";
import { newGoods, placed } from "#test/town/people.ts";
import type { Operation, Schema } from "./document.ts";
import { HOSTILE, type Hostile, INJECTIONS, SLOW_TEXTS, isRaw } from "./hostile.ts";
import { codeOf, faultsOf } from "./judging.ts";
import { MATRIX } from "./matrix.ts";
import { completed } from "./samples.ts";
import { type Asking, newKey, type Stage, type Who } from "./stage.ts";
import { type Heard, sendBytes, statusIn } from "./wire.ts";

/** CPU that refusing one request may take (attacks §4). */
const REFUSAL_CPU_MS = 50;
/** What reading the meter takes, at most. */
const METER_CPU_MS = 60;

/** More than fits into what the system keeps for a connection: the answer comes before it is sent. */
const UNSENDABLE = 100_000;

const WRITES = MATRIX.filter(({ name }) => !name.startsWith("GET "));

export function hostileSuite(of: () => Stage): void {
  const roleFor = ({ access }: Operation): Who =>
    access === "guest" ? "guest" : access.includes("member") ? "member" : "operator";

  const pathOf = ({ path }: Operation): string =>
    path.replaceAll(
      /\{([a-z])[A-Za-z]*\}/g,
      (_, first: string) => `${PREFIXES[first] ?? "ord"}_0000000000000000`,
    );

  const ask = (operation: Operation, asking: Pick<Asking, "body" | "headers">): Promise<Heard> =>
    of().ask({
      method: operation.method,
      path: pathOf(operation),
      body: asking.body,
      token: of().tokenOf(roleFor(operation)),
      headers: { ...newKey(), ...asking.headers },
    });

  const faultsAt = async (operation: Operation, hostile: Hostile): Promise<string[]> => {
    const heard = await ask(operation, hostile);
    const faults = [...faultsOf(heard, of().document, operation)];
    if (codeOf(heard) !== hostile.code) faults.push(`${heard.status} ${heard.text.slice(0, 200)}`);
    return faults.map((fault) => `${operation.name}: ${fault}`);
  };

  /** CPU that the process used while the work was done. */
  const cpuMsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await cpuMs();
    await work();
    return (await cpuMs()) - before;
  };
  const cpuMs = async (): Promise<number> => {
    const { text } = await of().ask({ method: "GET", path: "/metrics" });
    return Number(/^process_cpu_seconds_total ([\d.]+)/m.exec(text)?.[1]) * 1_000;
  };

  describe("hostile bodies", () => {
    const sendable = HOSTILE.filter(({ body }) => body.length <= UNSENDABLE);
    it.each(sendable)("$name is a $code at every route", async (hostile) => {
      const before = await of().footprint();
      const operations = WRITES.filter(({ name }) => !(hostile.fitsRaw && isRaw(name))).map(
        ({ name }) => of().document.operation(name),
      );
      const faults: string[] = [];
      const cpu = await cpuMsOf(async () => {
        for (const operation of operations) faults.push(...(await faultsAt(operation, hostile)));
      });
      expect(faults).toEqual([]);
      expect(cpu / operations.length).toBeLessThan(REFUSAL_CPU_MS);
      expect(await of().footprint()).toEqual(before);
    });

    const unsendable = HOSTILE.filter(({ body }) => body.length > UNSENDABLE);
    it.each(unsendable)("$name is a $code before it has arrived", async ({ body }) => {
      const head = `POST /api/orders HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
      const length = `content-length: ${body.length}\r\n\r\n`;
      expect(statusIn(await sendBytes(of().url, `${head}${length}${body.toString()}`))).toBe(413);
    });

    it("M1 an order that names its own price, state or owner is refused, each field named", async () => {
      const operation = of().document.operation("POST /api/orders");
      const fields = {
        total: 1,
        unitPrice: 1,
        discount: 1,
        state: "PAID",
        partnerId: "x",
        paid: true,
      };
      const heard = await ask(operation, { body: { ...fields, memberId: "mem_0000000000000000" } });
      expect(heard.status).toBe(400);
      expect(heard.body).toMatchObject({
        errors: expect.arrayContaining(
          [...Object.keys(fields), "memberId"].map((field) =>
            expect.objectContaining({ field, code: "UNKNOWN_FIELD" }),
          ),
        ),
      });
    });

    it("S3.20 M1 a payment of another amount than the order's is refused, and nothing is written", async () => {
      const { town, member, itemId } = of().cast;
      const { orderId, payableAmount } = await placed(town, member, [{ itemId }]);
      const before = await of().footprint();
      for (const amount of [1, 0, payableAmount - 1, payableAmount + 1, 9_007_199_254_740_991]) {
        const heard = await of().ask({
          method: "POST",
          path: `/api/orders/${orderId}/payment`,
          body: { payMethod: "WALLET", amount },
          token: member.token,
          headers: newKey(),
        });
        expect([heard.status, codeOf(heard)]).toEqual([422, "PAYMENT_AMOUNT_MISMATCH"]);
      }
      expect(await of().footprint()).toEqual(before);
    });

    it("P9 more than 200 lines are refused", async () => {
      const operation = of().document.operation("POST /api/orders");
      const lines = Array.from({ length: 201 }, () => ({ itemId: of().cast.itemId, quantity: 1 }));
      const { status, body } = await ask(operation, { body: { lines } });
      expect({ status, body }).toMatchObject({
        status: 400,
        body: {
          errors: expect.arrayContaining([
            expect.objectContaining({ field: "lines", code: "TOO_MANY" }),
          ]),
        },
      });
    });
  });

  describe("texts of 50 kB", () => {
    it("H8 are refused by every field in little time", async () => {
      const slow: string[] = [];
      for (const { name } of WRITES) {
        const operation = of().document.operation(name);
        for (const { field, bodies } of slowBodies(operation.body)) {
          const statuses: number[] = [];
          const cpu = await cpuMsOf(async () => {
            for (const body of bodies) statuses.push((await ask(operation, { body })).status);
          });
          const isSlow = cpu > bodies.length * 20 + METER_CPU_MS;
          if (isSlow || statuses.some((status) => status !== 400)) {
            slow.push(`${name} ${field}: ${Math.round(cpu)} ms, ${statuses.join()}`);
          }
        }
      }
      expect(slow).toEqual([]);
    });
  });

  describe("texts that mean something elsewhere", () => {
    it.each(INJECTIONS)("X1 X2 X3 %j is stored and found as any other text", async (text) => {
      const { seller, town } = of().cast;
      const { itemId } = await newGoods(town, seller, { name: text, price: 100, stock: 0 });
      const shown = await of().ask({ method: "GET", path: `/api/items/${itemId}` });
      const { name } = shown.body as { readonly name: string };
      expect(name.startsWith(`${text}-`)).toBe(true);
      const found = await of().ask({
        method: "GET",
        path: `/api/items?limit=100&q=${encodeURIComponent(name)}`,
      });
      const { items } = found.body as { readonly items: readonly { readonly itemId: string }[] };
      expect(items.map((item) => item.itemId)).toEqual([itemId]);
    });

    it("H9 searches for wild cards and brackets find no more than they say, and quickly", async () => {
      for (const text of ["%%%_", "_", "(((", "[a-z]*", "\\", "%".repeat(100), "'"]) {
        const began = performance.now();
        const path = `/api/items?limit=100&q=${encodeURIComponent(text)}`;
        const { status, body } = await of().ask({ method: "GET", path });
        const { items } = body as { readonly items: readonly { readonly name: string }[] };
        expect([status, items.every(({ name }) => name.includes(text))], text).toEqual([200, true]);
        expect(performance.now() - began).toBeLessThan(5_000);
      }
    });
  });
}

/** The prefix of a token, by the first letter of its parameter. */
const PREFIXES: Readonly<Record<string, string>> = {
  c: "cpn",
  d: "whd",
  i: "itm",
  m: "mem",
  o: "ord",
  p: "ptn",
  r: "rvw",
  s: "shp",
  w: "whk",
};

/** For each field with a form, the body with each slow text in it. */
function slowBodies(schema: Schema | undefined): { field: string; bodies: readonly unknown[] }[] {
  const whole = (schema === undefined ? {} : completed(schema, undefined)) as Record<
    string,
    unknown
  >;
  return Object.entries(schema?.properties ?? {}).flatMap(([field, { pattern, properties }]) => {
    const inside = Object.entries(properties ?? {}).filter(([, inner]) => inner.pattern);
    return [
      ...(pattern === undefined
        ? []
        : [{ field, bodies: SLOW_TEXTS.map((text) => ({ ...whole, [field]: text })) }]),
      ...inside.map(([name]) => ({
        field: `${field}.${name}`,
        bodies: SLOW_TEXTS.map((text) => ({
          ...whole,
          [field]: { ...(whole[field] as object), [name]: text },
        })),
      })),
    ];
  });
}
