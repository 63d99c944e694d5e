import { inLanguage, type Language, sentencesFor, useLanguage } from "./language.ts";

const number = { ko: new Intl.NumberFormat("ko"), en: new Intl.NumberFormat("en") };
const ZONE = { timeZone: "Asia/Seoul" } as const;
const TO_THE_MS = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
} as const;
const moment = {
  ko: new Intl.DateTimeFormat("ko", { ...ZONE, dateStyle: "medium", timeStyle: "short" }),
  en: new Intl.DateTimeFormat("en", { ...ZONE, dateStyle: "medium", timeStyle: "short" }),
};
const instant = {
  ko: new Intl.DateTimeFormat("ko", { ...ZONE, ...TO_THE_MS }),
  en: new Intl.DateTimeFormat("en", { ...ZONE, ...TO_THE_MS }),
};
const day = {
  ko: new Intl.DateTimeFormat("ko", { ...ZONE, dateStyle: "long" }),
  en: new Intl.DateTimeFormat("en", { ...ZONE, dateStyle: "medium" }),
};

const isoDay = new Intl.DateTimeFormat("sv-SE", ZONE);
const DAY_MS = 86_400_000;

/** The day in Seoul so many days ago, as `2026-03-02`. */
export const dayAgo = (days: number): string => isoDay.format(Date.now() - days * DAY_MS);

const won = (amountMinor: number, language: Language): string =>
  language === "ko"
    ? `${number.ko.format(amountMinor)}원`
    : `${amountMinor < 0 ? "−" : ""}₩${number.en.format(Math.abs(amountMinor))}`;

/** Money, times and names as the reader's language writes them; the shop's clock is Seoul's. */
export function useFormats() {
  const language = useLanguage();
  return {
    won: (amountMinor: number) => won(amountMinor, language),
    count: (value: number) => number[language].format(value),
    time: (at: string) => moment[language].format(new Date(at)),
    /** To the millisecond. */
    instant: (at: string) => instant[language].format(new Date(at)),
    day: (at: string) => day[language].format(new Date(at)),
    /** What others named, in both languages or in one. */
    name: (given: string) => inLanguage(given, language),
    /** What others described, likewise. */
    prose: (given: string) => sentencesFor(given, language),
  };
}
