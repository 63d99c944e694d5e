import { expect, test } from "vitest";
import { parseJson } from "./json.ts";

const parse = (text: string) => parseJson(Buffer.from(text));
const fault = (text: string) => {
  const parsed = parse(text);
  return "fault" in parsed ? parsed.fault : parsed.value;
};

test.each([
  ['{"a":1,"b":[{"a":"x:y"},{"a":":"}]}', { a: 1, b: [{ a: "x:y" }, { a: ":" }] }],
  ['{"a":"\\":\\\\","b":"한글"}', { a: '":\\', b: "한글" }],
  ['"\\ud83c\\udf81"', "🎁"],
  [" [] ", []],
])("%s is read as JSON reads it", (text, value) => {
  expect(parse(text)).toEqual({ value });
});

test.each([
  ["a byte order mark", '\ufeff{"a":1}', "NOT_JSON"],
  ["a comma too many", '{"a":1,}', "NOT_JSON"],
  ["NaN", '{"a":NaN}', "NOT_JSON"],
  ["a comment", '{"a":1}//', "NOT_JSON"],
  ["an unended text", '{"a":"', "NOT_JSON"],
  ["the same name twice", '{"a":1,"a":2}', "REPEATED_NAME"],
  ["the same name twice, once escaped", '{"a":1,"\\u0061":2}', "REPEATED_NAME"],
  ["the same name twice, deep inside", '[{"b":{"a":1,"a":1}}]', "REPEATED_NAME"],
  ["__proto__", '{"__proto__":{"x":1}}', "FORBIDDEN_NAME"],
  ["__proto__ in escapes", '{"\\u005f_proto__":{"x":1}}', "FORBIDDEN_NAME"],
  ["half a surrogate pair", '{"a":"\\ud800"}', "BROKEN_TEXT"],
  ["half a surrogate pair as a name", '{"\\udc00":1}', "BROKEN_TEXT"],
  ["NUL", '{"a":"\\u0000"}', "BROKEN_TEXT"],
  ["depth 33", `${"[".repeat(33)}${"]".repeat(33)}`, "TOO_DEEP"],
  ["depth 10,000", "[".repeat(10_000), "TOO_DEEP"],
  ["a number of 10,000 digits", `{"a":${"9".repeat(10_000)}}`, "NUMBER_TOO_LONG"],
])("%s is refused", (_what, text, expected) => {
  expect(fault(text)).toBe(expected);
});

test("bytes that are not UTF-8 are refused", () => {
  expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ fault: "NOT_UTF8" });
  expect(parseJson(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toEqual({ fault: "NOT_UTF8" });
});

test("depth 32 is still read, and prototypes stay as they are", () => {
  expect("value" in parse(`${"[".repeat(32)}${"]".repeat(32)}`)).toBe(true);
  fault('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});
