import { describe, expect, test } from "vitest";
import { chosenKey, identify, keyOf, repetitions } from "./idempotency.ts";
import type { Exchange } from "./exchange.ts";
import { accepts, languageOf } from "./language.ts";
import { readPosition, writePosition } from "./position.ts";
import { waitPreferred } from "./preference.ts";

test.each([
  [undefined, "ko"],
  ["en", "en"],
  ["en-US,en;q=0.9,ko;q=0.8", "en"],
  ["ko-KR,en;q=0.9", "ko"],
  ["en;q=0.2, ko;q=0.3", "ko"],
  ["fr, *", "ko"],
  ["en;q=0", "ko"],
  ["en;q=nonsense", "ko"],
])("Accept-Language %s is answered in %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test.each([
  [undefined, true],
  ["*/*", true],
  ["application/json", true],
  ["application/*;q=0.1", true],
  ["text/html,application/xhtml+xml,*/*;q=0.8", true],
  ["text/html", false],
  ["application/json;q=0, */*", false],
  ["", false],
])("Accept %s admits JSON: %s", (header, admitted) => {
  expect(accepts(header, "application/json")).toBe(admitted);
});

test.each([
  ["wait=10", 10],
  ["respond-async, wait=5", 5],
  ["Wait = 7; foo", 7],
  ["wait=99999", 30],
  ["wait=-1", undefined],
  ["wait=soon", undefined],
  [undefined, undefined],
])("Prefer %s waits %s seconds", (header, seconds) => {
  expect(waitPreferred(header, 30)).toBe(seconds);
});

test("a position comes back as it was given, and nothing else is a position", () => {
  const position = { stream: "order", slot: 7, position: 9_007_199_254_740 };
  const written = writePosition(position);
  expect(written).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(readPosition(written)).toEqual(position);
  const of = (text: string) => Buffer.from(text).toString("base64url");
  for (const forged of [
    "",
    "%",
    of("order/7"),
    of("order/7/-1"),
    of("order/8/1"),
    of("Order/7/1"),
    of("o/7/1/1"),
  ]) {
    expect(readPosition(forged)).toBeUndefined();
  }
});

describe("the key of a write", () => {
  test.each([
    ["abc", "abc"],
    ['"abc"', "abc"],
    ["x".repeat(255), "x".repeat(255)],
    ["x".repeat(256), undefined],
    ['"abc', undefined],
    ['"', undefined],
    ['""', undefined],
    ['"a"b"', undefined],
    ["a b", undefined],
    ["키", undefined],
    ["", undefined],
  ])("%s is %s", (header, key) => {
    expect(keyOf(header)).toBe(key);
  });

  test("is the client's own request id when there is no header for it", () => {
    const exchange = { requestId: "mine", requestIdChosen: true } as Exchange;
    expect(chosenKey(undefined, exchange)).toBe("mine");
    expect(chosenKey("key", exchange)).toBe("key");
    expect(chosenKey("a b", exchange)).toBeNull();
    expect(chosenKey(undefined, { ...exchange, requestIdChosen: false })).toBeUndefined();
  });

  const write = {
    method: "POST",
    path: "/api/orders",
    caller: "mina",
    params: {},
    query: {},
    body: { a: 1, b: [{ c: 2, d: "x" }] },
  };

  test("names the same write whatever the order of its fields", () => {
    const same = { ...write, body: { b: [{ d: "x", c: 2 }], a: 1 } };
    expect(identify(same, "k")).toEqual(identify(write, "k"));
  });

  test("is the caller's and the route's own, and another body keeps the answer's id", () => {
    const { answerId, bodyHash } = identify(write, "k");
    expect(identify({ ...write, caller: "jun" }, "k").answerId).not.toBe(answerId);
    expect(identify({ ...write, path: "/api/gifts" }, "k").answerId).not.toBe(answerId);
    expect(identify(write, "k2").answerId).not.toBe(answerId);
    const other = identify({ ...write, body: { a: 2 } }, "k");
    expect(other.answerId).toBe(answerId);
    expect(other.bodyHash).not.toBe(bodyHash);
    expect(identify({ ...write, params: { orderId: "1" } }, "k").bodyHash).not.toBe(bodyHash);
  });

  test("missing, the same write of the same member repeats within a second only", () => {
    let now = 0;
    const isRepetition = repetitions(() => now);
    expect(isRepetition(write)).toBe(false);
    now = 999;
    expect(isRepetition(write)).toBe(true);
    expect(isRepetition({ ...write, body: { a: 3 } })).toBe(false);
    expect(isRepetition({ ...write, caller: "jun" })).toBe(false);
    now = 1000;
    expect(isRepetition(write)).toBe(false);
  });
});
