import { expect, test } from "vitest";
import { newToken, PREFIXES, type TokenKind } from "./ids.ts";

const NOON = Date.UTC(2026, 10, 21, 12);
const zeros = (length: number): Uint8Array => new Uint8Array(length);
const at = (now: number, random = zeros) => newToken("order", { now: () => now, random });

test("a token is a prefix and letters and digits, 20 characters in all", () => {
  for (const kind of Object.keys(PREFIXES) as TokenKind[]) {
    const token = newToken(kind, { now: () => NOON, random: (length) => zeros(length).fill(61) });
    expect(token).toMatch(new RegExp(`^${PREFIXES[kind]}_[0-9A-Za-z]+$`));
    expect(token).toHaveLength(20);
  }
});

test("tokens of one second begin alike, those of the next come after them, wherever the second lies", () => {
  const seconds = [0, 61, 62, 3_843, 100_000, 62 ** 4 - 2].map((second) => second * 1_000);
  for (const second of seconds) {
    expect(at(second + 999).slice(0, 8)).toBe(at(second).slice(0, 8));
    expect(at(second + 1_000).slice(0, 8) > at(second).slice(0, 8)).toBe(true);
  }
});

test("all that follows the second is drawn: twelve characters at least", () => {
  const drawn = at(NOON, (length) => zeros(length).fill(7));
  expect(drawn.slice(8)).toBe("7".repeat(12));
});
