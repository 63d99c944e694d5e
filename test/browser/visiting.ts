/** Browsers that visit a shop, and what every visitor does. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { until } from "#test/town/waiting.ts";

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

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

export type Visit = {
  readonly language?: "ko" | "en";
  readonly scheme?: "light" | "dark";
  /** A phone is 390 wide. */
  readonly isPhone?: boolean;
  readonly height?: number;
};

const PATIENCE_MS = 20_000;

/** A page in a browser without a past. */
export async function visitWith(
  browser: Browser,
  baseURL: string,
  { language = "ko", scheme = "light", isPhone = false, height }: Visit = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    locale: language === "ko" ? "ko-KR" : "en-US",
    colorScheme: scheme,
    reducedMotion: "reduce",
    viewport: { width: isPhone ? 390 : 1_440, height: height ?? (isPhone ? 844 : 900) },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Enters with one of the demo accounts, by the name on its button. */
export async function enterAs(page: Page, name: RegExp): Promise<void> {
  await page.goto("/login");
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Enters with an e-mail address and a password. */
export async function enterWith(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("이메일").fill(email);
  await page.getByLabel("비밀번호").fill(password);
  await page.getByRole("main").getByRole("button", { name: "로그인" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Looks for an item and opens it. */
export async function openItem(page: Page, name: RegExp): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name }).first().click();
  await page.waitForURL(/\/items\//);
}

/** Nothing is being asked any more, and everything is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  const waiting = page.getByRole("status", { name: /불러오는 중|Loading/ });
  await until(
    () => waiting.count(),
    (count) => count === 0,
  );
}
