/** Days are calendar days in Asia/Seoul, which has no daylight-saving time (requirements, "day"). */
const SEOUL_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day of an instant, as yyyy-MM-dd. */
export const dayOf = (at: number): string =>
  new Date(at + SEOUL_OFFSET_MS).toISOString().slice(0, 10);

/** The first instant of a day. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00.000+09:00`);

/** The last instant of a day. */
export const endOfDay = (day: string): number => startOfDay(day) + DAY_MS - 1;

/** The day that many days later. */
export const addDays = (day: string, days: number): string =>
  dayOf(startOfDay(day) + days * DAY_MS);

/** An instant as RFC 3339 text with Seoul's offset, as the API shows it. */
export const rfc3339 = (at: number): string =>
  `${new Date(at + SEOUL_OFFSET_MS).toISOString().slice(0, 23)}+09:00`;
