import type { Answer, BenchClient } from "./client.ts";
import type { Figures } from "./figures.ts";
import { quantile } from "./quantiles.ts";
import { bodyOf, type Shop, type Shopper } from "./shop.ts";

/** So many users at once, each of whom goes round: is issued a coupon, orders, pays, looks at what sells. */
export type ScenarioPlan = { readonly users: number; readonly seconds: number };

export type ScenarioResult = {
  readonly seconds: number;
  readonly rounds: number;
  /** Answered as they should be. */
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Answered otherwise, or not at all. */
  readonly failed: number;
  readonly firstReason: string | undefined;
};

type Asked<T> = { readonly wanted: number; readonly answer: Promise<Answer<T>> };
type Step = <T>(asked: Asked<T>) => Promise<T>;

/** Runs the users until the time is over; each finishes the round it has begun. */
export async function runScenario(
  client: BenchClient,
  shop: Shop,
  { users, seconds }: ScenarioPlan,
): Promise<ScenarioResult> {
  const latencies: number[] = [];
  const reasons: string[] = [];
  let rounds = 0;
  const step: Step = async ({ wanted, answer }) => {
    const began = performance.now();
    const { status, body } = await answer;
    if (status !== wanted) throw new Error(`${status}: ${JSON.stringify(body)}`);
    latencies.push(performance.now() - began);
    return body;
  };
  const until = performance.now() + seconds * 1_000;
  const user = async (_: unknown, index: number): Promise<void> => {
    const shopper = shop.shoppers[index % shop.shoppers.length];
    if (shopper === undefined) throw new Error("the shop has no shoppers");
    for (let n = index; performance.now() < until; n += users) {
      await goRound(client, shop, shopper, n, step).then(
        () => rounds++,
        (error: unknown) => reasons.push((error as Error).message),
      );
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: users }, user));
  return {
    seconds: (performance.now() - began) / 1_000,
    rounds,
    requests: latencies.length,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
    failed: reasons.length,
    firstReason: reasons[0],
  };
}

async function goRound(
  client: BenchClient,
  { couponId, operatorToken, items }: Shop,
  { memberId, token }: Shopper,
  n: number,
  step: Step,
): Promise<void> {
  const issues = { body: { memberId }, token: operatorToken };
  const { memberCouponId } = await step<{ memberCouponId: string }>({
    wanted: 201,
    answer: client.call("POST", `/api/coupons/${couponId}/issues`, issues),
  });
  const item = (at: number) => items[at % items.length] ?? "";
  const order = {
    shopper: undefined,
    coupon: memberCouponId,
    items: [item(n * 7), item(n * 7 + 3)] as const,
  };
  const placed = await step<{ orderId: string; payableAmount: number }>({
    wanted: 201,
    answer: client.call("POST", "/api/orders", {
      body: { ...bodyOf(order), autoPay: false },
      token,
    }),
  });
  const paying = { body: { payMethod: "WALLET", amount: placed.payableAmount }, token };
  const path = `/api/orders/${placed.orderId}/payment`;
  await step({ wanted: 200, answer: client.call("POST", path, paying) });
  await step({ wanted: 200, answer: client.call("GET", "/api/items/popular") });
}

/** The result under the figures' names. */
export const figuresOfScenario = (users: number, result: ScenarioResult): Figures => ({
  [`scenario_${users}_rps`]: result.requests / result.seconds,
  [`scenario_${users}_p50_ms`]: result.p50Ms,
  [`scenario_${users}_p95_ms`]: result.p95Ms,
  [`scenario_${users}_p99_ms`]: result.p99Ms,
  [`scenario_${users}_failed`]: result.failed,
});
