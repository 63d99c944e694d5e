/** Requests made by chance, from the document that the process serves (attacks §4). */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Operation } from "./document.ts";
import { codeOf, faultsOf, fieldsNamed } from "./judging.ts";
import { type Shot, shotsAt } from "./shots.ts";
import type { Asking, Stage } from "./stage.ts";
import type { Footprint } from "./footprint.ts";
import { type Heard, sendBytes, statusIn } from "./wire.ts";

/** BOJAGI_FUZZ_REQUESTS widens it, BOJAGI_FUZZ_SEED tries other ones. */
const REQUESTS = Number(process.env["BOJAGI_FUZZ_REQUESTS"] ?? 2_000);
const MORE_REQUESTS = 500;
const SEED = Number(process.env["BOJAGI_FUZZ_SEED"] ?? 20_260_401);
const IN_A_ROW = 20;
const REQUEST_MS = 20;

/** Only a schema can say these of a field; whoever fits the schema never hears them. */
const SCHEMA_CODES = new Set([
  "WRONG_TYPE",
  "TOO_SHORT",
  "TOO_LONG",
  "TOO_FEW",
  "TOO_MANY",
  "UNKNOWN_FIELD",
  "BROKEN_TEXT",
]);
/** Refusals that are an outcome: the order knows that its payment failed. */
const OUTCOMES = new Set(["PAYMENT_DECLINED", "WALLET_BALANCE_INSUFFICIENT"]);

export function fuzzSuite(of: () => Stage): void {
  const seen = new Map<string, string[]>();
  const reached = new Set<string>();
  let requests = 0;
  let before: Footprint;

  const shoot = async (shot: Shot): Promise<void> => {
    const heard = await of().ask(askingOf(shot));
    requests++;
    reached.add(`${shot.operation} ${heard.status}`);
    if (heard.status < 300) remember(seen, heard.text);
    const faults = [...judge(shot, heard)];
    const after = await of().footprint();
    if (isPlainRefusal(heard) && !isSame(before, after)) faults.push(...changes(before, after));
    before = after;
    const { kind, method, path, operation } = shot;
    expect(faults, `${kind} ${method} ${path} (${operation}): ${faults.join()}`).toEqual([]);
  };

  const askingOf = ({ method, path, headers, body, who }: Shot): Asking => ({
    method,
    path: withIds(path, seen),
    headers,
    body: Buffer.isBuffer(body) || body === undefined ? body : withIdsIn(body, seen),
    token: "authorization" in headers ? undefined : of().tokenOf(who),
  });

  function judge(shot: Shot, heard: Heard): readonly string[] {
    const operation = of().document.operation(shot.operation);
    if (shot.method === "HEAD") return heard.text === "" && heard.status < 500 ? [] : [heard.text];
    if (shot.kind === "wild") return faultsOf(heard, of().document);
    const own = shot.kind === "valid" ? ofValid(heard) : ofNear(shot, operation, heard);
    return [...faultsOf(heard, of().document, operation), ...own];
  }

  describe("requests made by chance", () => {
    beforeAll(async () => {
      const { member, otherMember, seller, otherSeller, itemId } = of().cast;
      const known = [
        member.memberId,
        otherMember.memberId,
        seller.partnerId,
        otherSeller.partnerId,
      ];
      remember(seen, [...known, itemId].join(" "));
      before = await of().footprint();
    });

    it(
      `S0.28 ${REQUESTS} of them meet no failure, each refusal says why and leaves nothing`,
      { timeout: 60_000 + REQUESTS * REQUEST_MS },
      async () => {
        const { operations } = of().document;
        const targets = operations.filter(({ path }) => !path.startsWith("/ops/test/"));
        await fc.assert(
          fc.asyncProperty(
            fc.array(shotsAt(targets), { minLength: 1, maxLength: 2 * IN_A_ROW, size: "max" }),
            async (shots) => {
              for (const shot of shots) await shoot(shot);
            },
          ),
          {
            seed: SEED,
            includeErrorInReport: true,
            numRuns: Math.ceil(REQUESTS / IN_A_ROW),
            interruptAfterTimeLimit: 30_000 + REQUESTS * REQUEST_MS,
          },
        );
        expect(requests).toBeGreaterThan(REQUESTS / 2);
      },
    );

    it("reach the ends that they are meant to reach, those that chance missed in a while more", async () => {
      for (const end of [
        "POST /api/orders 201",
        "POST /api/orders 400",
        "POST /api/orders/{orderId}/cancellation 200",
        "POST /api/items 201",
        "GET /api/orders/{orderId} 200",
      ]) {
        const alone = of().document.operations.filter(
          ({ name }) => end === `${name} ${end.slice(-3)}`,
        );
        for (const shot of fc.sample(shotsAt(alone), { seed: SEED, numRuns: MORE_REQUESTS })) {
          if (reached.has(end)) break;
          await shoot(shot);
        }
        expect([...reached]).toContain(end);
      }
      expect([...reached].filter((end) => end.endsWith(" 403"))).not.toEqual([]);
    });

    it("H9 bytes that are no request are refused or cut off", async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
          const head = Buffer.from("GET /api/items HTTP/1.1\r\nhost: a\r\n");
          const end = Buffer.from("\r\n\r\n");
          for (const start of [Buffer.alloc(0), head]) {
            const text = await sendBytes(of().url, Buffer.concat([start, bytes, end, end]));
            expect([0, 200, 400, 404, 405, 414, 431]).toContain(statusIn(text));
          }
        }),
        { seed: SEED, numRuns: 50 },
      );
    });

    it("leave every promise kept and the process alive", async () => {
      const { town } = of().cast;
      await town.quiet();
      const broken = await town.brokenPromises();
      expect(broken, broken.join("\n")).toEqual([]);
      expect((await of().ask({ method: "GET", path: "/readyz" })).status).toBe(200);
    });
  });
}

const ID = /(?<![0-9A-Za-z])([a-z]{2,3})_[0-9A-Za-z]{16,17}(?![0-9A-Za-z])/g;

/** Of these the first stays the first: the item that is on sale, its seller, its buyer. */
const FIRM = new Set(["itm", "ptn", "mem"]);

/** Notes the ids of a text, so that later requests can follow them. */
function remember(seen: Map<string, string[]>, text: string): void {
  for (const [id, prefix = ""] of text.matchAll(ID)) {
    const ids = seen.get(prefix) ?? [];
    if (!ids.includes(id)) ids.splice(FIRM.has(prefix) ? 1 : 0, 0, id);
    seen.set(prefix, ids.slice(0, 100));
  }
}

const NAMED_ID = /\{\{(\w+):(\d+)\}\}/g;

/** The lowest number names the first or the latest id; where there are none, one that nobody has. */
const withIds = (text: string, seen: ReadonlyMap<string, readonly string[]>): string =>
  text.replaceAll(NAMED_ID, (_, prefix: string, number: string) => {
    const ids = seen.get(prefix) ?? [];
    const choice = FIRM.has(prefix) && number !== "0" ? ids.slice(1) : ids;
    return choice[Number(number) % Math.max(1, choice.length)] ?? `${prefix}_0000000000000000`;
  });

function withIdsIn(value: unknown, seen: ReadonlyMap<string, readonly string[]>): unknown {
  if (typeof value === "string") return withIds(value, seen);
  if (Array.isArray(value)) return value.map((entry) => withIdsIn(entry, seen));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withIdsIn(field, seen)]),
  );
}

function ofValid({ status, body }: Heard): readonly string[] {
  const { errors = [] } = (body ?? {}) as {
    readonly errors?: readonly { readonly code: string }[];
  };
  if (status !== 400 || errors.every(({ code }) => !SCHEMA_CODES.has(code))) return [];
  return [`a valid request is told ${JSON.stringify(errors)}`];
}

function ofNear({ field, who }: Shot, { access }: Operation, heard: Heard): readonly string[] {
  if (heard.status < 400) return [`is taken with ${heard.status}`];
  const role = who === "otherMember" ? "member" : who === "otherSeller" ? "seller" : who;
  const isAdmitted = access === "guest" || access.includes("member") || access.includes(role);
  if (!isAdmitted) return heard.status === 403 ? [] : [`${heard.status} before 403`];
  if (heard.status !== 400) return [`${heard.status} ${codeOf(heard)} instead of 400`];
  const named = fieldsNamed(heard);
  return field === undefined || named.includes(field)
    ? []
    : [`names ${named.join()}, not ${field}`];
}

const isPlainRefusal = (heard: Heard): boolean =>
  heard.status >= 400 && !OUTCOMES.has(codeOf(heard) ?? "");

const isSame = (before: Footprint, after: Footprint): boolean =>
  JSON.stringify(before) === JSON.stringify(after);

const changes = (before: Footprint, after: Footprint): string[] =>
  Object.keys(after)
    .filter((place) => before[place] !== after[place])
    .map((place) => `wrote ${place}: ${before[place]} to ${after[place]}`);
