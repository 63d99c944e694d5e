import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICIES, WITHOUT_RATE_LIMITS } from "#kernel/policies.ts";
import { rateLimitsOf, takingFrom } from "./limiting.ts";

const clock = () => {
  let now = 0;
  return { monotonic: () => now, pass: (ms: number) => void (now += ms) };
};
const granted = (take: () => number, tries: number): number =>
  Array.from({ length: tries }, take).filter((waitMs) => waitMs === 0).length;

describe("the limits of requests", () => {
  test.each([
    ["writes", true, 40, 20],
    ["reads", false, 200, 100],
  ])("S3.25 a member has a burst of %s, then so many a second", (_, isWrite, burst, rate) => {
    const { monotonic, pass } = clock();
    const { ofMember } = rateLimitsOf(DEFAULT_POLICIES, monotonic);
    const mina = () => ofMember("mina", isWrite);
    expect(granted(mina, burst + 50)).toBe(burst);
    expect(mina()).toBeCloseTo(1_000 / rate);
    pass(1_000);
    expect(granted(mina, burst)).toBe(rate);
    expect(ofMember("jun", isWrite)).toBe(0);
    expect(ofMember("mina", !isWrite)).toBe(0);
  });

  test.each([
    ["writes", true, 300],
    ["reads", false, 3_000],
  ])("S3.25 an address without a log-in has a minute's worth of %s", (_, isWrite, count) => {
    const { monotonic, pass } = clock();
    const { ofAddress } = rateLimitsOf(DEFAULT_POLICIES, monotonic);
    const guest = (address = "203.0.113.7") => ofAddress(address, isWrite);
    expect(granted(guest, count + 9)).toBe(count);
    expect(guest("203.0.113.8")).toBe(0);
    pass(60_000);
    expect(granted(guest, count + 9)).toBe(count);
  });

  test("S3.25 addresses of one IPv6 network count together", () => {
    const { ofAddress } = rateLimitsOf(DEFAULT_POLICIES, clock().monotonic);
    let host = 0;
    const neighbour = () => ofAddress(`2001:db8:1:2::${(++host).toString(16)}`, true);
    expect(granted(neighbour, 400)).toBe(300);
    expect(ofAddress("2001:db8:1:3::1", true)).toBe(0);
  });

  test("never let through more than the burst and what filled up since, however it is asked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        (pauses, rate, burst) => {
          const { monotonic, pass } = clock();
          const take = takingFrom({ perMs: rate / 1_000, burst }, monotonic);
          let passed = 0;
          for (const pauseMs of pauses) {
            pass(pauseMs);
            passed += take("mina") === 0 ? 1 : 0;
            expect(passed).toBeLessThanOrEqual(burst + (monotonic() * rate) / 1_000 + 1e-6);
          }
        },
      ),
    );
  });

  test("let through who waits as long as is said", () => {
    const { monotonic, pass } = clock();
    const take = takingFrom({ perMs: 0.003, burst: 2 }, monotonic);
    granted(() => take("mina"), 5);
    pass(take("mina") + 0.001);
    expect(take("mina")).toBe(0);
  });

  test("remember a bounded number of names", () => {
    const take = takingFrom({ perMs: 1e-9, burst: 1 }, clock().monotonic, 100);
    expect([take("mina"), take("mina") > 0]).toEqual([0, true]);
    for (let others = 0; others < 1_000; others++) take(`other ${others}`);
    expect(take("mina")).toBe(0);
  });

  test("are none where none are set", () => {
    const policies = { ...DEFAULT_POLICIES, ...WITHOUT_RATE_LIMITS };
    const { ofMember, ofAddress } = rateLimitsOf(policies, clock().monotonic);
    expect(granted(() => ofMember("mina", true), 10_000)).toBe(10_000);
    expect(granted(() => ofAddress("::1", false), 10_000)).toBe(10_000);
  });
});
