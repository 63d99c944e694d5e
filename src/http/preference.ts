/**
 * The seconds of `Prefer: wait=N` (RFC 7240), at most `limit`; undefined without one. What cannot be
 * read is ignored, as the RFC wants.
 */
export function waitPreferred(
  header: string | string[] | undefined,
  limit: number,
): number | undefined {
  if (header === undefined) return undefined;
  const text = typeof header === "string" ? header : header.join(",");
  for (const preference of text.split(",", 20)) {
    const [, seconds] = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:;|$)/i.exec(preference) ?? [];
    if (seconds !== undefined) return Math.min(Number(seconds), limit);
  }
  return undefined;
}
