import { invalid } from "#http/refused.ts";
import type { Refusal } from "#kernel/refusal.ts";

const ENTITY_TAG = /^"?([1-9]\d{0,8})"?$/;

/** The version an edit names in `If-Match`, quoted or bare; undefined when it names none. */
export function versionSeen(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): { readonly itemVersion?: number } | Refusal {
  const header = headers["if-match"];
  if (header === undefined) return {};
  const [, version] = typeof header === "string" ? (ENTITY_TAG.exec(header) ?? []) : [];
  return version === undefined
    ? invalid("If-Match", "WRONG_FORM")
    : { itemVersion: Number(version) };
}

/** The header that tells a version, for the next edit. */
export const entityTag = (version: number) => ({ etag: `"${version}"` });
