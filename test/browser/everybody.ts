/** What everybody needs of a page: that it can be read, reached and told apart, on any screen. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { settled } from "./visiting.ts";

const DESK_BY_DAY = { language: "ko", scheme: "light", width: 1_440, height: 900 } as const;
const PHONE_AT_NIGHT = { language: "en", scheme: "dark", width: 390, height: 844 } as const;
type Look = typeof DESK_BY_DAY | typeof PHONE_AT_NIGHT;

/**
 * What cannot be read, reached or told apart, and pages wider than their screen: each page by day at a
 * desk in Korean, and by night on a phone in English. `page` is as the first of them.
 */
export async function faultsOf(page: Page, paths: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = [];
  let look: Look = DESK_BY_DAY;
  for (const path of paths) {
    await page.goto(path);
    await settled(page);
    // Brings axe into the page, where it stays: to load a page anew costs more than to look at it.
    await new AxeBuilder({ page }).setLegacyMode().withRules("document-title").analyze();
    faults.push(...(await faultsSeen(page, path, look)));
    look = await changeLook(page, look);
    faults.push(...(await faultsSeen(page, path, look)));
    // The next page begins as this one ended.
  }
  return faults;
}

/** As a person would: by the buttons at the top, and another screen. */
async function changeLook(page: Page, look: Look): Promise<Look> {
  const next = look === DESK_BY_DAY ? PHONE_AT_NIGHT : DESK_BY_DAY;
  await page.setViewportSize(next);
  await page.getByRole("button", { name: /^(밝게.어둡게|Light or dark)$/ }).click();
  await page.getByRole("button", { name: /^(English|한국어)$/ }).click();
  return next;
}

type Seen = {
  readonly language: string;
  readonly scheme: string;
  readonly excess: number;
  readonly violations: readonly { readonly id: string; readonly nodes: readonly Node[] }[];
};
type Node = { readonly html: string; readonly failureSummary: string };

/** Axe looks when nothing moves any more: a colour on its way to another is none of the two. */
const LOOK_AROUND = `(async () => {
  const { lang, dataset, scrollWidth } = document.documentElement;
  const ending = document.getAnimations().filter(
    ({ effect }) => effect.getComputedTiming().endTime !== Infinity,
  );
  await Promise.allSettled(ending.map(({ finished }) => finished));
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  const scheme = dataset.mantineColorScheme;
  return { language: lang, scheme, excess: scrollWidth - innerWidth, violations };
})()`;

async function faultsSeen(page: Page, path: string, look: Look): Promise<readonly string[]> {
  await settled(page);
  const seen = await page.evaluate<Seen>(LOOK_AROUND);
  const name = `${path}, ${look.language}, ${look.scheme}:`;
  const isAsked = seen.language === look.language && seen.scheme === look.scheme;
  return [
    ...seen.violations.map(
      ({ id, nodes: [node] }) => `${name} ${id} ${node?.html} ${node?.failureSummary}`,
    ),
    ...(seen.excess > 0 ? [`${name} ${seen.excess} px too wide`] : []),
    ...(isAsked ? [] : [`${name} it is ${seen.language}, ${seen.scheme}`]),
  ];
}
