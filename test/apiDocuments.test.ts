import { createConfig, lintFromString } from "@redocly/openapi-core";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { packsOf } from "#src/bus/packs.ts";
import { isEvent } from "../bin/asyncapi.ts";

const read = (file: string) => readFileSync(join(resolve(import.meta.dirname, ".."), file), "utf8");

/** What is wrong by the specification that the document names: its places. */
async function faultsOf(source: string): Promise<readonly string[]> {
  const config = await createConfig({ rules: { struct: "error", "no-unresolved-refs": "error" } });
  const problems = await lintFromString({ source, config });
  return problems.map(({ message, location: [place] }) => `${place?.pointer}: ${message}`);
}

test.each([
  ["docs/openapi.json", '"openapi": "3.1.0"', '"summary"', '"sumary"'],
  ["docs/asyncapi.json", '"asyncapi": "3.0.0"', '"action": "send"', '"action": "shout"'],
])(
  "S1.48 %s is valid by its specification, and would not be with a slip of the pen",
  async (file, version, right, wrong) => {
    const source = read(file);
    expect(source).toContain(version);
    expect(await faultsOf(source)).toEqual([]);
    expect(source).toContain(right);
    expect(await faultsOf(source.replace(right, wrong))).not.toEqual([]);
  },
);

test("S1.48 what lies on a broker is the event that docs/asyncapi.json describes", () => {
  const message = {
    id: "0198",
    type: "order.placed",
    version: 1,
    at: Date.parse("2026-11-21T09:30:00.123Z"),
    key: "ord_1",
    correlation: "c",
    cause: "d",
    actor: { role: "member", memberId: "mem_1" },
    body: { orderId: "ord_1" },
  };
  const segment = {
    position: 1,
    count: 1,
    messages: JSON.stringify([message]),
    appliedBy: ["order"],
  };
  const [pack] = packsOf({ stream: "order", slot: 3 }, [segment], 0);
  const [event] = JSON.parse(pack?.text ?? "[]") as [object];
  expect(isEvent(event)).toBe(true);
  expect(isEvent({ ...event, colour: "red" })).toBe(false);
});
