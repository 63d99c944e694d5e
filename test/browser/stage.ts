/** A shop with its pages, and browsers that visit it. */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { openTown, type Town } from "#test/town/town.ts";

const CHROMIUM = process.env["BOJAGI_CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether there is a browser here. Tests that need it name it where they are skipped. */
export const hasChromium = existsSync(CHROMIUM);

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Visit = {
  readonly language?: "ko" | "en";
  readonly scheme?: "light" | "dark";
  /** A phone is 390 wide. */
  readonly isPhone?: boolean;
};

export type BrowsedShop = {
  readonly town: Town;
  readonly url: string;
  /** A browser of its own, without a past. What its page reports as an error fails the test. */
  readonly visit: (visit?: Visit) => Promise<Page>;
  /** Closes the browsers of this test, and tells what they complained of. */
  readonly leave: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Opens the demo shop in one process, as `npm start` does. */
export async function openShop(): Promise<BrowsedShop> {
  // Every context unnamed, as a plain start has it: only then are there a demo shop and pages.
  const plain = { BOJAGI_CONTEXTS: "", BOJAGI_WEB: "on", BOJAGI_SEED: "demo" };
  const town = await openTown("fused", plain);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const url = town.processOf("order").url;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    town,
    url,
    visit: async (visit = {}) => {
      const context = await newContext(browser, url, visit);
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on("pageerror", ({ message }) => complaints.push(message));
      page.on("console", (message) => {
        if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
      });
      return page;
    },
    leave: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      return complaints.splice(0);
    },
    close: async () => {
      await browser.close();
      await town.close();
    },
  };
}

const newContext = (
  browser: Browser,
  baseURL: string,
  { language = "ko", scheme = "light", isPhone = false }: Visit,
): Promise<BrowserContext> =>
  browser.newContext({
    baseURL,
    locale: language === "ko" ? "ko-KR" : "en-US",
    colorScheme: scheme,
    reducedMotion: "reduce",
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
  });

/** Enters with one of the demo accounts, by the name on its button. */
export async function enterAs(page: Page, name: RegExp): Promise<void> {
  await page.goto("/login");
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Looks for an item and opens it. */
export async function openItem(page: Page, name: RegExp): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name }).first().click();
  await page.waitForURL(/\/items\//);
}
