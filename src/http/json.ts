import { isUtf8 } from "node:buffer";

/** Deeper bodies than this are refused (attacks R12). */
const DEPTH_MAX = 32;
/** The longest number that means the same to every parser: -9007199254740991 has 17 characters. */
const NUMBER_CHARACTERS_MAX = 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Why a body is not JSON with one meaning. */
export type JsonFault =
  | "NOT_UTF8"
  | "NOT_JSON"
  | "TOO_DEEP"
  | "NUMBER_TOO_LONG"
  | "REPEATED_NAME"
  | "FORBIDDEN_NAME"
  | "BROKEN_TEXT";

/**
 * Parses JSON that every parser reads alike (attacks R5, R6): UTF-8 without a byte order mark, no name
 * twice in one object, no `__proto__`, no NUL, no lone surrogate, at most 32 levels deep.
 */
export function parseJson(bytes: Buffer): { readonly value: unknown } | { fault: JsonFault } {
  if (!isUtf8(bytes)) return { fault: "NOT_UTF8" };
  const text = bytes.toString("utf8");
  const scan = scanOf(text);
  if ("fault" in scan) return scan;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: "NOT_JSON" };
  }
  const found: Found = { names: 0, fault: undefined };
  lookInto(value, found);
  if (found.fault !== undefined) return { fault: found.fault };
  // A repeated name leaves fewer names in the value than there are colons in the text.
  return found.names === scan.colons ? { value } : { fault: "REPEATED_NAME" };
}

/** Depth and length are judged on the text, before anything is built from it. */
function scanOf(text: string): { readonly colons: number } | { fault: JsonFault } {
  let colons = 0;
  let depth = 0;
  let number = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (isInNumber(character)) {
      if (++number > NUMBER_CHARACTERS_MAX) return { fault: "NUMBER_TOO_LONG" };
      continue;
    }
    number = 0;
    if (character === QUOTE) index = endOfString(text, index);
    else if (character === COLON) colons++;
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > DEPTH_MAX) return { fault: "TOO_DEEP" };
    } else if (character === 0x7d || character === 0x5d) depth--;
  }
  return { colons };
}

const isInNumber = (character: number): boolean =>
  (character >= 0x30 && character <= 0x39) ||
  character === 0x2d ||
  character === 0x2b ||
  character === 0x2e ||
  character === 0x65 ||
  character === 0x45;

/** The index of the quote that ends the string; the end of the text when none does. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === BACKSLASH) index++;
    else if (character === QUOTE) return index;
  }
  return text.length;
}

type Found = { names: number; fault: JsonFault | undefined };

function lookInto(value: unknown, found: Found): void {
  if (typeof value === "string") {
    if (isBroken(value)) found.fault = "BROKEN_TEXT";
  } else if (Array.isArray(value)) {
    for (const entry of value) lookInto(entry, found);
  } else if (typeof value === "object" && value !== null) {
    for (const name of Object.keys(value)) {
      found.names++;
      if (name === "__proto__") found.fault = "FORBIDDEN_NAME";
      if (isBroken(name)) found.fault = "BROKEN_TEXT";
      lookInto((value as Record<string, unknown>)[name], found);
    }
  }
}

const BROKEN = /\0|\p{Surrogate}/u;

/** Text that cannot be stored: with NUL, or with half a surrogate pair. */
export const isBroken = (text: string): boolean => BROKEN.test(text);
