/** X.1 every policy is a setting: each switch in a town that runs under its other values. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_POLICIES, policyNames, POLICIES } from "#kernel/policies.ts";
import { operatorOf } from "#test/town/people.ts";
import { UNHINDERED } from "#test/town/processes.ts";
import { read } from "#test/town/shop.ts";
import { openTown, type Topology, type Town } from "#test/town/town.ts";
import { promisesHold, STORIES } from "./stories.ts";

/** Values that go together; a story is told in the first town that has its value. */
const TOWNS: readonly Readonly<Record<string, string | boolean | number>>[] = [
  {
    "stock.claim.prepaid": "CLAIM_AT_PAYMENT",
    "stock.claim.bankTransfer": "RESERVE_AT_ORDER",
    "coupon.expectedPrice": "REQUIRED",
    "coupon.scopes": "LINE_ONLY",
    "cancel.gift.until": "PAID",
    "labels.language": "en",
    "delivery.deliveredStep": "NONE",
    "payment.onFailure": "RETRYABLE",
    "ranking.includeToday": true,
    "deposit.multiSeller": "NOT_OFFERED",
    "gift.expiryStart": "REGISTRATION",
    "gift.refundTarget": "BUYER_WALLET",
    "coupon.firstCome.record": "SYNC",
    "delivery.start.bankTransfer": "SELLER",
    "catalog.features": true,
    "database.retry.tries": 6,
  },
  {
    "saga.verification": "SEQUENTIAL",
    "cancel.prepaid.until": "PAID",
    "cancel.partial": "OFF",
    "deposit.refund": "WALLET_AT_ONCE",
  },
  {
    "coupon.scopes": "ORDER_ONLY",
    "price.expectation": "IGNORE",
    "deposit.onShortStock": "SELLER_DECIDES",
    "order.autoPay": true,
    "delivery.start.prepaid": "AUTO",
  },
];

const valuesOf = Object.keys(STORIES).map((name) => name.split("=") as [string, string]);
const townOf = (name: string, value: string): number =>
  TOWNS.findIndex((policies) => String(policies[name]) === value);

test("X.1 every value of every switch that is not its default has a story, and a town", () => {
  const wanted = policyNames.flatMap((name) => {
    const policy = POLICIES[name];
    if (policy.kind !== "switch") return [];
    return policy.values.slice(1).map((value) => `${name}=${value}`);
  });
  expect(Object.keys(STORIES).toSorted()).toEqual(wanted.toSorted());
  expect(valuesOf.filter(([name, value]) => townOf(name, value) < 0)).toEqual([]);
});

describe.each<Topology>(["fused", "split"])("%s", (topology) => {
  describe.each(TOWNS.map((policies, index) => ({ index, policies })))(
    "town $index",
    ({ index, policies }) => {
      let town: Town;
      beforeAll(async () => {
        town = await openTown(topology, { BOJAGI_POLICIES: JSON.stringify(policies) });
      });
      afterEach(async () => {
        await promisesHold(town);
      });
      afterAll(() => town.close());

      const told = valuesOf.filter(([name, value]) => townOf(name, value) === index);
      test.each(told)("X.1 %s %s", async (name, value) => {
        await STORIES[`${name}=${value}`]?.(town);
      });

      test("X.1 an operator sees every policy, with what it is here and what it may be", async () => {
        type Shown = { readonly name: string; readonly value: unknown };
        const operator = await operatorOf(town);
        const shown = await read<{ readonly policies: readonly Shown[] }>(
          town,
          operator,
          "/ops/policies",
        );
        const here = Object.fromEntries(shown.policies.map(({ name, value }) => [name, value]));
        const expected = Object.entries({ ...DEFAULT_POLICIES, ...UNHINDERED, ...policies }).map(
          ([name, value]) => [name, String(value)],
        );
        expect(here).toEqual(Object.fromEntries(expected));
      });
    },
  );
});
