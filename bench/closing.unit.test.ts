import { expect, test } from "vitest";
import { closingInReverse } from "./closing.ts";

function recorded() {
  const closed: string[] = [];
  const close = (name: string) => async () => void closed.push(name);
  return { closed, close, closing: closingInReverse() };
}

test("what was started last is closed first, and once", async () => {
  const { closed, close, closing } = recorded();
  await closing.add(close("server"));
  await closing.add(close("database"));
  await closing.all();
  await closing.all();
  expect(closed).toEqual(["database", "server"]);
});

test("what fails to close does not keep the rest from it", async () => {
  const { closed, close, closing } = recorded();
  await closing.add(close("server"));
  await closing.add(() => Promise.reject(new Error("gone already")));
  await closing.all();
  expect(closed).toEqual(["server"]);
});

test("what starts after the run was given up is closed at once, and stops who started it", async () => {
  const { closed, close, closing } = recorded();
  await closing.giveUp();
  await expect(closing.add(close("late"))).rejects.toThrow("given up");
  expect(closed).toEqual(["late"]);
});
