import { expect, test } from "vitest";
import { policyNames } from "#kernel/policies.ts";
import { POLICIES_IN_KOREAN } from "../web/operator/policyWords.ts";

test("every policy is told in Korean as well, and none that is gone", () => {
  expect(Object.keys(POLICIES_IN_KOREAN).toSorted()).toEqual([...policyNames].toSorted());
});
