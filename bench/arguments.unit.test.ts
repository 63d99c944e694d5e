import { expect, test } from "vitest";
import { PHASES, readArguments } from "./arguments.ts";

test("without arguments everything is measured in full", () => {
  expect(readArguments([])).toEqual({ quick: false, json: undefined, phases: PHASES });
});

test("a quick run measures no fleet unless it is asked to", () => {
  const phases = ["yardstick", "engine", "fused", "split", "scenario"];
  expect(readArguments(["--quick"])).toMatchObject({ phases });
  expect(readArguments(["--quick", "--only", "fleet-nats"])).toMatchObject({
    phases: ["fleet-nats"],
  });
});

test("a quick run writes its figures where it is told", () => {
  const line = ["--quick", "--json", "figures.json"];
  expect(readArguments(line)).toMatchObject({ quick: true, json: "figures.json" });
});

test("phases run in their own order, however they are named", () => {
  expect(readArguments(["--only", "split, yardstick"])).toMatchObject({
    phases: ["yardstick", "split"],
  });
});

test.each([
  ["an unknown phase", ["--only", "fused,warp"], /warp is not a phase/],
  ["no phase at all", ["--only", ""], /nothing is not a phase/],
  ["an unknown flag", ["--fast"], /--fast/],
  ["a file that is not named", ["--json"], /--json/],
  ["a word that belongs to no flag", ["quick"], /quick/],
])("%s is a problem, said in words", (_, line, problem) => {
  expect(readArguments(line)).toEqual({ problem: expect.stringMatching(problem) });
});
