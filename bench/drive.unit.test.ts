import { expect, test } from "vitest";
import { drive, type Placed } from "./drive.ts";

const complete: Placed = { outcome: "complete", hasCoupon: false };

test("as fast as answers come: each client waits for its answer, and placing stops at the most", async () => {
  let atOnce = 0;
  let most = 0;
  const result = await drive({ seconds: 10, clients: 3, ordersMax: 20 }, async (n) => {
    most = Math.max(most, ++atOnce);
    await Promise.resolve();
    atOnce--;
    return { ...complete, hasCoupon: n % 4 === 0 };
  });
  expect(most).toBe(3);
  expect(result).toMatchObject({ orders: 20, complete: 20, withCoupon: 5, refused: 0, failed: 0 });
});

test("at a rate: orders start in time although no answer comes, and their waiting is counted", async () => {
  const answers: (() => void)[] = [];
  const plan = { seconds: 0.1, clients: 1, ratePerSecond: 100 };
  const { orders, p50Ms } = await drive(plan, async () => {
    const answered = new Promise<void>((resolve) => answers.push(resolve));
    if (answers.length === 10) for (const answer of answers) answer();
    await answered;
    return complete;
  });
  expect(orders).toBe(10);
  // Planned every 10 ms and all answered with the last: the median waited for about half of them.
  expect(p50Ms).toBeGreaterThan(30);
});

test("what is refused or fails is no order, and the first reason is kept", async () => {
  const outcomes: Placed[] = [
    complete,
    { outcome: "accepted", hasCoupon: true },
    { outcome: "refused", hasCoupon: false, reason: "409: sold out" },
    { outcome: "failed", hasCoupon: false, reason: "500" },
  ];
  const plan = { seconds: 10, clients: 1, ordersMax: outcomes.length };
  const result = await drive(plan, async (n) => outcomes[n] ?? complete);
  expect(result).toMatchObject({
    orders: 2,
    complete: 1,
    withCoupon: 1,
    refused: 1,
    failed: 1,
    firstReason: "409: sold out",
  });
});
