import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Dyed cloth: celadon leads, persimmon warns. */
const celadon: MantineColorsTuple = [
  "#eef6f3",
  "#dcebe5",
  "#b6d5c9",
  "#8ebfad",
  "#6dac96",
  "#579f87",
  "#3f8d73",
  "#327b62",
  "#276a53",
  "#1b5541",
];
const persimmon: MantineColorsTuple = [
  "#fdf0ec",
  "#f8ddd5",
  "#eeb6a6",
  "#e48e75",
  "#db6c4d",
  "#d65733",
  "#c2452d",
  "#ab3821",
  "#962f1b",
  "#7d2413",
];

export const theme = createTheme({
  colors: { celadon, persimmon },
  primaryColor: "celadon",
  // White letters on the filled shade pass the contrast of WCAG AA in both schemes.
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: "md",
  fontFamily:
    '"Pretendard Variable", Pretendard, "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", system-ui, sans-serif',
  headings: { fontWeight: "650" },
  cursorType: "pointer",
});

/** Paper in place of white, and quiet words that can still be read on it (WCAG AA). */
export const paper: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-body": "var(--paper)", "--mantine-color-dimmed": "var(--quiet)" },
  dark: { "--mantine-color-body": "var(--paper)", "--mantine-color-dimmed": "var(--quiet)" },
});
