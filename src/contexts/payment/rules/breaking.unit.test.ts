import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Breaker, closedBreaker, enter, leave, type Verdict } from "./breaking.ts";

const LIMIT_MS = 610;

/** One call after another, each with its verdict. */
function called(before: Breaker, verdicts: readonly Verdict[], at = 0): Breaker {
  let breaker = before;
  for (const verdict of verdicts) {
    const entered = enter(breaker, at, LIMIT_MS);
    if (!("no" in entered)) throw new Error("held");
    breaker = leave(entered.breaker, entered.no, verdict, at);
  }
  return breaker;
}
const isHeld = (breaker: Breaker, at: number): boolean => "retryAfterMs" in enter(breaker, at, 610);
const times = (count: number, verdict: Verdict): readonly Verdict[] =>
  Array<Verdict>(count).fill(verdict);

describe("the breaker", () => {
  test.each<[string, readonly Verdict[], boolean]>([
    ["9 slow calls", times(9, "SLOW"), false],
    ["10 slow calls", times(10, "SLOW"), true],
    ["9 slow of 20", [...times(11, "QUICK"), ...times(9, "SLOW")], false],
    ["10 slow of 20", [...times(10, "QUICK"), ...times(10, "SLOW")], true],
    ["9 slow calls long ago", [...times(9, "SLOW"), ...times(20, "QUICK"), "SLOW"], false],
    ["calls that never asked", times(50, "NONE"), false],
  ])("S4.12 %s: %j opens it: %s", (_, verdicts, isOpen) => {
    expect(isHeld(called(closedBreaker, verdicts), 0)).toBe(isOpen);
  });

  test("S4.12 opens while slow calls are still awaited, and holds everybody for five seconds", () => {
    let breaker = closedBreaker;
    for (let calls = 0; calls < 10; calls++) {
      const entered = enter(breaker, 0, LIMIT_MS);
      breaker = entered.breaker;
    }
    expect(isHeld(breaker, LIMIT_MS)).toBe(false);
    const held = enter(breaker, LIMIT_MS + 1, LIMIT_MS);
    expect(held).toMatchObject({ retryAfterMs: 4_999 });
    expect(isHeld(held.breaker, LIMIT_MS + 4_999)).toBe(true);
    expect(isHeld(held.breaker, LIMIT_MS + 5_000)).toBe(false);
  });

  test("S4.12 lets three probes through after five seconds: all quick close it, a slow one opens it", () => {
    const open = called(closedBreaker, times(10, "SLOW"));
    let breaker = open;
    for (let probes = 0; probes < 3; probes++) {
      const entered = enter(breaker, 5_000, LIMIT_MS);
      expect("no" in entered).toBe(true);
      breaker = entered.breaker;
    }
    expect(isHeld(breaker, 5_000)).toBe(true);
    const closed = called(open, times(3, "QUICK"), 5_000);
    expect(closed.openedAt).toBeUndefined();
    const again = called(open, ["QUICK", "QUICK", "SLOW"], 5_000);
    expect(again.openedAt).toBe(5_000);
    expect(isHeld(again, 9_999)).toBe(true);
  });

  test("gives a probe back that asked nobody", () => {
    const open = called(closedBreaker, times(10, "SLOW"));
    expect(called(open, [...times(9, "NONE"), ...times(3, "QUICK")], 5_000).openedAt).toBe(
      undefined,
    );
  });

  test("always lets somebody through again, whatever happened", () => {
    const verdicts = fc.constantFrom<Verdict | "LOST">("QUICK", "SLOW", "NONE", "LOST");
    fc.assert(
      fc.property(
        fc.array(fc.record({ verdict: verdicts, pauseMs: fc.nat(3_000) }), { maxLength: 80 }),
        (story) => {
          let [breaker, now] = [closedBreaker, 0];
          for (const { verdict, pauseMs } of story) {
            now += pauseMs;
            const entered = enter(breaker, now, LIMIT_MS);
            breaker = entered.breaker;
            if ("no" in entered && verdict !== "LOST")
              breaker = leave(breaker, entered.no, verdict, now);
            expect(breaker.awaited.length).toBeLessThanOrEqual(story.length);
          }
          const afterAll = enter(breaker, now + 6_000, LIMIT_MS).breaker;
          expect(isHeld(afterAll, now + 12_000)).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
