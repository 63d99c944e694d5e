import { describe, expect, test } from "vitest";
import { diagramOf } from "../bin/journeys/diagram.ts";
import { fieldsOf } from "../bin/journeys/parties.ts";
import { journeys, scenesOf } from "../bin/journeys/told.ts";
import { contexts, messages } from "../bin/messages.ts";
import { flag, listOf, optional, record, text } from "#kernel/schema.ts";

const drawn = async (title: string): Promise<readonly string[]> => {
  const journey = journeys.find((one) => one.title === title);
  if (journey === undefined) throw new Error(`no journey "${title}"`);
  return diagramOf(await scenesOf(journey))
    .split("\n")
    .map((line) => line.trim());
};
const boxesIn = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith("rect")).length;

describe("the drawn journeys", () => {
  test("run in the same way every time", async () => {
    const [journey] = journeys;
    if (journey === undefined) throw new Error("no journeys");
    expect(diagramOf(await scenesOf(journey))).toBe(diagramOf(await scenesOf(journey)));
  });

  test("end where they say, or are not drawn", async () => {
    const [journey] = journeys;
    if (journey === undefined) throw new Error("no journeys");
    await expect(scenesOf({ ...journey, ends: "REFUNDED" })).rejects.toThrow("ended PREPARED");
  });

  test("show a whole journey as one transaction in one process, and as several when split", async () => {
    const fused = await drawn("Placed and paid in one request");
    const split = await drawn("Placed and paid, in three processes");
    expect(boxesIn(fused)).toBe(1);
    expect(boxesIn(split)).toBeGreaterThan(3);
    const said = (lines: readonly string[]) =>
      lines.filter((line) => line.includes(">>")).toSorted();
    expect(said(split)).toEqual(said(fused));
  });

  test("show that a refused request is taken back, and that its order is undone when split", async () => {
    expect(await drawn("Out of stock, in one process")).toEqual(
      expect.arrayContaining([
        "Note over order: all is taken back",
        "order-xMina: STOCK_INSUFFICIENT",
      ]),
    );
    expect(await drawn("Out of stock, in three processes")).toEqual(
      expect.arrayContaining(["order-->>coupon: restore", "order->>notification: cancelled"]),
    );
  });

  test("ask only those to undo who said yes", async () => {
    const lines = await drawn("A coupon refused after the stock was set aside");
    expect(lines).toContain("order-->>catalog: undo-stock");
    expect(lines).not.toContain("order-->>coupon: restore");
  });

  test("let the clock ask when a limit is over", async () => {
    expect(await drawn("Never paid")).toContain("clock-->>order: due");
  });
});

describe("the messages of the platform", () => {
  test("are all in a contract", () => {
    const known = new Set(messages.map(({ type }) => type));
    const heard = contexts.flatMap(({ reactions, sends }) => [
      ...reactions.map(({ definition }) => definition.type),
      ...sends.map(({ type }) => type),
    ]);
    expect(heard.filter((type) => !known.has(type))).toEqual([]);
  });

  test("are each answered, when they are commands", () => {
    const answered = new Set(
      contexts.flatMap(({ reactions }) => reactions.map(({ definition }) => definition.type)),
    );
    const commands = messages.filter(({ kind }) => kind === "command");
    expect(commands.map(({ type }) => type).filter((type) => !answered.has(type))).toEqual([]);
  });

  test("show their fields, and which may be absent", () => {
    const shape = record({
      name: text(),
      note: optional(text()),
      lines: listOf(record({ lineNo: text(), gift: optional(flag()) })),
      place: record({ city: text() }),
    });
    expect(fieldsOf(shape)).toBe("name, note?, lines [lineNo, gift?], place {city}");
  });
});
