import { cell, useCell } from "./cell.ts";
import { kept } from "./kept.ts";

export type Language = "ko" | "en";

const chosen = kept<Language>("local", "language");
const usual = (): Language => (navigator.language.startsWith("ko") ? "ko" : "en");
const language = cell<Language>(chosen.read() ?? usual());

export const languageNow = language.get;
export const useLanguage = (): Language => useCell(language);

/** Kept for the next visit; the document says its language to readers aloud. */
export function speak(next: Language): void {
  chosen.write(next);
  language.set(next);
  document.documentElement.lang = next;
}

/** `{ key: [Korean, English] }`, in one file for each area; a text with values is a function. */
export type Dictionary = Readonly<Record<string, readonly [ko: Entry, en: Entry]>>;
type Entry = string | ((...values: never[]) => string);
export type WordsOf<D extends Dictionary> = {
  readonly [K in keyof D]: D[K][0] extends string ? string : D[K][0];
};

/** A dictionary as a hook: `const w = useShopperWords(); w.addToCart`. */
export function wordsOf<const D extends Dictionary>(dictionary: D): () => WordsOf<D> {
  const column = (at: 0 | 1) =>
    Object.fromEntries(
      Object.entries(dictionary).map(([key, entry]) => [key, entry[at]]),
    ) as unknown as WordsOf<D>;
  const columns = { ko: column(0), en: column(1) };
  return () => columns[useLanguage()];
}

const BILINGUAL = /^(.*[가-힣].*?) ?\/ ([^/]+)$/;

const SENTENCES = /(?<=[.!?])\s+/;
const KOREAN = /[가-힣]/;

/** The sentences in the reader's language of a text whose author wrote both; all of any other text. */
export function sentencesFor(text: string, reader: Language): string {
  const sentences = text.split(SENTENCES);
  const own = sentences.filter((sentence) => KOREAN.test(sentence) === (reader === "ko"));
  return own.length === 0 ? text : own.join(" ");
}

/** A name in the reader's language, where its author gave it in both as `우전 녹차 / Green tea`. */
export function inLanguage(name: string, reader: Language): string {
  const [, ko, en] = BILINGUAL.exec(name) ?? [];
  return (reader === "ko" ? ko : en) ?? name;
}
