/** Bodies that no honest client sends, and what each must be answered. */
import { brotliCompressSync, gzipSync } from "node:zlib";

export type Hostile = {
  /** The attack of the list, and what it is. */
  readonly name: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code:
    "COMMON_INVALID_PARAMETER" | "COMMON_BODY_TOO_LARGE" | "COMMON_UNSUPPORTED_MEDIA_TYPE";
  /** Routes that take bytes as they are take this many. */
  readonly fitsRaw?: true;
};

/** Companies that call back sign their bytes: up to 256 KiB of them are taken. */
export const isRaw = (operation: string): boolean => operation.includes("/callbacks/");

const invalid = (name: string, body: string | Buffer): Hostile => ({
  name,
  body,
  code: "COMMON_INVALID_PARAMETER",
});
const tooLarge = (name: string, body: string): Hostile => ({
  name,
  body,
  code: "COMMON_BODY_TOO_LARGE",
});
const mistyped = (
  name: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = "{}",
): Hostile => ({ name, headers, body, code: "COMMON_UNSUPPORTED_MEDIA_TYPE" });

const LIMIT_BYTES = 65_536;
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const withText = (bytes: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);

const notJson: readonly Hostile[] = [
  invalid("M5 half an object", '{"a":'),
  invalid("M5 a comma too many", '{"a":1,}'),
  invalid("M5 NaN", '{"a":NaN}'),
  invalid("M5 Infinity", '{"a":-Infinity}'),
  invalid("M5 a number beyond all numbers", '{"a":1e400}'),
  invalid("M5 a number in hexadecimal", '{"a":0x10}'),
  invalid("M5 a number with a plus", '{"a":+1}'),
  invalid("M5 a number with a zero before it", '{"a":01}'),
  invalid("M5 a comment", '/* all of it */{"a":1}'),
  invalid("M5 single quotes", "{'a':1}"),
  invalid("M5 a byte order mark", "\uFEFF{}"),
  invalid("M5 two values", "{}{}"),
  invalid("M5 a line break in a text", '{"a":"\n"}'),
  invalid("M5 a name said twice", '{"a":1,"a":2}'),
  invalid("M5 a name said twice, once in escapes", '{"a":1,"\\u0061":2}'),
];

const notText: readonly Hostile[] = [
  invalid("M5 a byte that is no UTF-8", withText([0xff])),
  invalid("M5 an overlong NUL", withText([0xc0, 0x80])),
  invalid("M5 half a character", withText([0xea, 0xb0])),
  invalid("M5 a surrogate in UTF-8", withText([0xed, 0xa0, 0x80])),
  invalid("R6 NUL in an escape", '{"a":"\\u0000"}'),
  invalid("R6 half a surrogate pair", '{"a":"\\ud800"}'),
  invalid("R6 a surrogate pair the wrong way round", '{"a":"\\udc00\\ud800"}'),
];

const notObjects: readonly Hostile[] = [
  invalid("M5 null alone", "null"),
  invalid("M5 a list alone", "[]"),
  invalid("M5 a text alone", '"text"'),
  invalid("M5 a number alone", "1"),
];

const prototypes: readonly Hostile[] = [
  invalid("M2 __proto__", '{"__proto__":{"isAdmin":true}}'),
  invalid("M2 __proto__ in escapes", '{"\\u005f_proto__":{"isAdmin":true}}'),
  invalid("M2 __proto__ further in", '{"a":[{"__proto__":{"isAdmin":true}}]}'),
  invalid("M2 constructor.prototype", '{"constructor":{"prototype":{"isAdmin":true}}}'),
];

const tooMuch: readonly Hostile[] = [
  invalid("M3 nested 33 deep", nested(33)),
  invalid("M3 nested 10,000 deep", nested(10_000)),
  invalid("M3 lists 60,000 deep", "[".repeat(60_000)),
  invalid("M3 a list of 30,000", `[${"0,".repeat(29_999)}0]`),
  invalid("M3 a number of 10,000 digits", `{"a":${"9".repeat(10_000)}}`),
  invalid("M3 a name of 60 kB", `{"${"a".repeat(60_000)}":1}`),
  {
    ...tooLarge("H1 one byte more than fits", `{"a":"${"a".repeat(LIMIT_BYTES - 7)}"}`),
    fitsRaw: true,
  },
  tooLarge("M3 a name of 1 MB", `{"${"a".repeat(1_000_000)}":1}`),
  tooLarge("M3 a list of a million", `[${"0,".repeat(999_999)}0]`),
];

const type = (value: string) => ({ "content-type": value });
const encoding = (value: string) => ({ ...type("application/json"), "content-encoding": value });
const MEGABYTE_OF_SPACES = `{}${" ".repeat(1_000_000)}`;

const notTyped: readonly Hostile[] = [
  mistyped("M4 JSON as text/plain", type("text/plain")),
  mistyped("M4 a form", type("application/x-www-form-urlencoded"), "a=1"),
  mistyped("M4 a form in parts", type("multipart/form-data; boundary=b"), "--b--"),
  mistyped("M4 XML", type("application/xml"), "<a/>"),
  mistyped("M4 a patch", type("application/json-patch+json"), "[]"),
  mistyped(
    "M4 charset utf-16",
    type("application/json; charset=utf-16"),
    Buffer.from("{}", "utf16le"),
  ),
  mistyped("M4 charset euc-kr", type("application/json; charset=euc-kr")),
  mistyped("M4 charset utf-7", type("application/json; charset=utf-7")),
  mistyped("M4 two types at once", type("application/json, text/plain")),
  mistyped("M4 no type at all", type("")),
  mistyped("H2 a thousandfold in gzip", encoding("gzip"), gzipSync(MEGABYTE_OF_SPACES)),
  mistyped("H2 a thousandfold in brotli", encoding("br"), brotliCompressSync(MEGABYTE_OF_SPACES)),
  mistyped("H2 an encoding of nobody's", encoding("x-own")),
  mistyped("H2 an encoding within an encoding", encoding("gzip, identity"), gzipSync("{}")),
];

export const HOSTILE: readonly Hostile[] = [
  ...notJson,
  ...notText,
  ...notObjects,
  ...prototypes,
  ...tooMuch,
  ...notTyped,
];

/** Texts that some pattern somewhere takes forever to refuse, each of 50 kB. */
export const SLOW_TEXTS: readonly string[] = [
  "a".repeat(50_000),
  `a@${"a.".repeat(25_000)} `,
  `${"1-".repeat(25_000)}x`,
  `${" ".repeat(50_000)}!`,
];

/** Texts that end a statement, a template or a line somewhere. */
export const INJECTIONS: readonly string[] = [
  "' OR 1=1--",
  '"; DROP TABLE members; --',
  "$1",
  "\\",
  "%%%_",
  "(((",
  "*/ select pg_sleep(10) /*",
  "${7*7}",
  "{{7*7}}",
  "<%= 7*7 %>",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "\u202Etxt.exe",
  "👩‍👩‍👧‍👦 zero\u200Bwidth",
  "line\r\nbreak\u001b[31m",
];
