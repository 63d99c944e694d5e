/** Draws the pages for the documents, `npm run screens`: a shop of its own, visited by a browser. */
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, type Page } from "playwright-core";
import { bootPlatform } from "#src/platform.ts";
import { readSettings } from "#src/settings.ts";
import { giftLinksAt } from "#contexts/gift/links.ts";
import { enterAs, openBrowser, openItem, type Visit, visitWith } from "#test/browser/visiting.ts";

const FOLDER = resolve(import.meta.dirname, "../docs/screens");
const DESKTOP: Visit = { language: "ko", height: 860 };
const PHONE: Visit = { language: "ko", isPhone: true };

type Scene = {
  readonly browser: Browser;
  readonly address: string;
  readonly directory: string;
};
type Draw = (name: string, page: Page) => Promise<void>;

const draw: Draw = async (name, page) => {
  // Pictures, fonts and the last answers.
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`drew docs/screens/${name}.png`);
};

async function shopper({ browser, address }: Scene): Promise<void> {
  const page = await visitWith(browser, address, DESKTOP);
  await page.goto("/");
  await page.getByText("세작 녹차").first().waitFor();
  await draw("shop", page);
  await enterAs(page, /김미나/);
  await openItem(page, /유자청/);
  await draw("item", page);
  await page.getByRole("button", { name: "바로 구매" }).click();
  await page.getByRole("button", { name: "추천 적용" }).click();
  await page.getByText("할인", { exact: true }).waitFor();
  await draw("checkout", page);
  await page.getByLabel("무통장 입금").check();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: /주문하기/ }).click();
  await page
    .getByText(/ORD-\d/)
    .first()
    .waitFor();
  await draw("order", page);
}

async function staff({ browser, address }: Scene): Promise<void> {
  const page = await visitWith(browser, address, { ...DESKTOP, height: 1_080 });
  await enterAs(page, /운영팀/);
  await page.goto("/operator");
  await page.locator(".react-flow__node").first().waitFor();
  await draw("map", page);
  await page.goto("/operator/orders");
  await page.getByRole("link", { name: /ORD-/ }).first().click();
  await page.waitForURL(/\/operator\/orders\/ord_/);
  await page.locator(".chapters li").first().waitFor();
  await draw("story", page);
  const desk = await visitWith(browser, address, DESKTOP);
  await enterAs(desk, /하늘찻집/);
  await desk.goto("/seller");
  await desk.getByRole("heading").first().waitFor();
  await draw("seller", desk);
}

async function atNight({ browser, address }: Scene): Promise<void> {
  const page = await visitWith(browser, address, { ...PHONE, language: "en", scheme: "dark" });
  await page.goto("/");
  await page.getByText("Sejak green tea").first().waitFor();
  await draw("shop-phone-dark", page);
  await enterAs(page, /Mina/);
  await page.goto("/wallet");
  await page.getByTestId("balance").waitFor();
  await draw("wallet-phone-dark", page);
}

async function gift({ browser, address, directory }: Scene): Promise<void> {
  const page = await visitWith(browser, address, DESKTOP);
  await enterAs(page, /박준/);
  await openItem(page, /약과/);
  await page.getByRole("button", { name: "선물하기" }).click();
  await page.getByLabel("이름", { exact: true }).fill("한별");
  await page.getByLabel("연락처", { exact: true }).fill("010-2222-3333");
  await page.getByLabel("마음을 담은 한마디").fill("생일 축하해!\n달콤한 하루 보내.");
  await draw("give", page);
  const registered = page.waitForResponse((response) => response.url().endsWith("/api/gifts"));
  await page.getByRole("button", { name: "결제하러 가기" }).click();
  const { giftId } = (await (await registered).json()) as { readonly giftId: string };
  await page.getByRole("button", { name: /결제하기/ }).click();
  await page.getByText("선물 수락 대기").first().waitFor();
  const links = await giftLinksAt(join(directory, "keys", "gift-links.key"));
  const phone = await visitWith(browser, address, PHONE);
  await phone.goto(`/gift/${links.secretOf(giftId)}`);
  await phone.getByText("한별 님께").waitFor();
  await draw("gift-phone", phone);
}

mkdirSync(FOLDER, { recursive: true });
const directory = await mkdtemp(join(tmpdir(), "bojagi-screens-"));
const platform = await bootPlatform(
  readSettings({ PORT: "0", BOJAGI_DATA_DIR: directory, BOJAGI_LOG: "error" }),
);
const browser = await openBrowser();
try {
  const scene = { browser, address: platform.address, directory };
  await shopper(scene);
  await atNight(scene);
  await gift(scene);
  await staff(scene);
} finally {
  await browser.close();
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
}
