/** A town that asks its visitors to slow down: the limits are low, so that few requests show them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, stranger, type Asker, type Told } from "./town/shop.ts";
import { openTown, type Town } from "./town/town.ts";

const LIMITS = {
  "rateLimit.memberWritesPerSecond": 1,
  "rateLimit.memberWritesBurst": 4,
  "rateLimit.memberReadsPerSecond": 1,
  "rateLimit.memberReadsBurst": 6,
  "rateLimit.addressWritesPerMinute": 3,
  "rateLimit.addressReadsPerMinute": 5,
};

let town: Town;
beforeAll(async () => {
  town = await openTown("fused", { BOJAGI_POLICIES: JSON.stringify(LIMITS) });
});
afterAll(() => town.close());

const times = (count: number, act: () => Promise<Told>): Promise<readonly Told[]> =>
  Promise.all(Array.from({ length: count }, act));
/** How many of many at once were let through; all others must be told to slow down. */
async function letThrough(act: () => Promise<Told>, status: number): Promise<number> {
  const answers = await times(TRIES, act);
  const others = answers.filter((answer) => answer.status !== status);
  expect(others.filter((answer) => answer.status !== 429)).toEqual([]);
  return TRIES - others.length;
}
const TRIES = 40;
/** A bucket fills while it is emptied; on the slowest machine not to half of what was tried. */
function expectBurst(passed: number, burst: number): void {
  expect(passed).toBeGreaterThanOrEqual(burst);
  expect(passed).toBeLessThan(TRIES / 2);
}
const writing = (asker: Asker) => () =>
  ask(town, asker, "POST", "/api/wallet/charges", { amount: 1_000 });
const reading = (asker: Asker) => () => ask(town, asker, "GET", "/api/wallet");
const browsing = () => ask(town, undefined, "GET", "/api/items");
const leaving = () => ask(town, undefined, "POST", "/api/sessions/end", { refreshToken: "none" });

describe("limits of requests", () => {
  test("S3.25 a member beyond the burst is told when to come back, reads and writes apart", async () => {
    const mina = await stranger(town);
    expectBurst(await letThrough(writing(mina), 201), 4);
    const refused = (await times(TRIES, writing(mina))).find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: "RATE_LIMITED", title: "요청 한도 초과" });
    expect(refused?.headers.get("retry-after")).toBe("1");
    expectBurst(await letThrough(reading(mina), 200), 6);
  });

  test("S3.25 an address without a log-in is limited, and who logged in there is not", async () => {
    expectBurst(await letThrough(browsing, 200), 5);
    expectBurst(await letThrough(leaving, 204), 3);
    for (const member of [await stranger(town), await stranger(town)]) {
      expectBurst(await letThrough(writing(member), 201), 4);
      expectBurst(await letThrough(reading(member), 200), 6);
    }
    expect(await letThrough(browsing, 200)).toBeLessThan(5);
  });

  test("S3.25 a token that is not good counts with its address, and a company that calls back never", async () => {
    const forged = { token: "eyJhbGciOiJFUzI1NiJ9.e30.AAAA" };
    await times(TRIES, browsing);
    expect(await letThrough(reading(forged), 401)).toBeLessThan(5);
    const { body, headers } = town.simulator.callbackOf("ord_0000000000000000-1", town.now());
    const call = () =>
      town.request("POST", "/api/payments/callbacks/simulator", { body, headers }) as Promise<Told>;
    expect(await letThrough(call, 200)).toBe(TRIES);
  });
});
