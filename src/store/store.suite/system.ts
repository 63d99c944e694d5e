import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import { systemTables } from "../system.ts";
import { AT } from "./shelves.ts";
import { insertingInto, save } from "./steps.ts";

/** Deadlines, tasks and parked messages are found. */
export function systemSuite(current: () => Store): void {
  const { deadlines, tasks, parked } = systemTables("shop");

  test("due are the deadlines up to the instant, the earliest first", async () => {
    const rows = [30, 10, 20].map((wait) => ({
      deadlineId: `expire/${wait}`,
      at: AT + wait,
      message: '{"n":1}',
    }));
    await save(current(), { changes: [insertingInto(deadlines, ...rows)] });
    expect(await current().due(deadlines, AT + 20, 10)).toEqual([rows[1], rows[2]]);
    expect(await current().due(deadlines, AT + 99, 1)).toEqual([rows[1]]);
    expect(await current().due(deadlines, AT + 9, 10)).toEqual([]);
  });

  test("a task that is dead is not due", async () => {
    const task = { kind: "charge", at: AT, attempts: 0, message: "{}" };
    const rows = [
      { ...task, taskId: "open" },
      { ...task, taskId: "dead", deadReason: "declined" },
    ];
    await save(current(), { changes: [insertingInto(tasks, ...rows)] });
    expect(await current().due(tasks, AT, 10)).toEqual([{ ...rows[0] }]);
  });

  test("the keys of parked messages are blocked for their consumer", async () => {
    const message = (context: string, key: string, arrived: number) => ({
      parkedId: `${context}/${key}${arrived}`,
      consumer: context,
      key,
      type: "order.placed",
      reasonClass: "threw" as const,
      reason: "no stock row",
      message: "{}",
      arrived,
      parkedAt: AT,
    });
    const inShop = [message("shop", "ord_1", 1), message("shop", "ord_1", 2)];
    const inTill = [message("till", "ord_2", 1)];
    await save(current(), {
      changes: [
        insertingInto(parked, ...inShop),
        insertingInto(systemTables("till").parked, ...inTill),
      ],
    });
    const transaction = await current().begin();
    const both = await transaction.blockedKeys(["shop", "till"]);
    const one = await transaction.blockedKeys(["till"]);
    await transaction.rollback();
    expect(both).toEqual(new Set(["shop ord_1", "till ord_2"]));
    expect(one).toEqual(new Set(["till ord_2"]));
  });
}
