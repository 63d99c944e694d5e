import { expect, test } from "vitest";
import { quantile } from "./quantiles.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  ["half of a hundred", hundred, 0.5, 50],
  ["nearly all of a hundred", hundred, 0.99, 99],
  ["all of them", hundred, 1, 100],
  ["the least", hundred, 0, 1],
  ["a share that falls between two takes the larger", [3, 1, 2], 0.5, 2],
  ["few values: the slowest stands for the worst hundredth", [5, 40], 0.99, 40],
  ["one value", [7], 0.5, 7],
  ["none", [], 0.5, 0],
])("the quantile of %s", (_, values, share, expected) => {
  expect(quantile(values, share)).toBe(expected);
});
