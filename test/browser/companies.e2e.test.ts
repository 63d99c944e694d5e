/** Payments whose payers authorise in a company's own window, and come back from there. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStripeCompany, type StripeCompany } from "#test/companies/stripe.ts";
import { openTossCompany, type TossCompany } from "#test/companies/toss.ts";
import { type BrowsedShop, openShop } from "./stage.ts";
import { enterAs, hasChromium } from "./visiting.ts";

const JUN = /박준|Jun/;
const SECRET = "sk_test_of_bojagi";

describe.skipIf(!hasChromium)("S1.43 windows of payment companies (needs chromium)", () => {
  let toss: TossCompany;
  let stripe: StripeCompany;
  let shop: BrowsedShop | undefined;
  const visit = async (): Promise<Page> => {
    const page = await shop?.visit();
    if (page === undefined) throw new Error("the shop is not open");
    await enterAs(page, JUN);
    return page;
  };
  beforeAll(async () => {
    toss = await openTossCompany();
    stripe = await openStripeCompany(SECRET);
    const methods = { CARD: "stripe", TOSS_PAY: "toss", KAKAO_PAY: "toss" };
    const settings = {
      methods,
      toss: { url: toss.url, secretKey: SECRET },
      stripe: { url: stripe.url, secretKey: SECRET, webhookSecret: "whsec_of_these_tests" },
    };
    shop = await openShop("fused", { BOJAGI_PAYMENT: JSON.stringify(settings) });
  });
  afterAll(async () => {
    await shop?.close();
    await Promise.all([toss.close(), stripe.close()]);
  });

  it("S1.43 a payer authorises at Toss, comes back to a paid order, and pays nothing twice by going back", async () => {
    const page = await visit();
    await ordered(page, "토스페이");
    await page.getByText("이 주문으로 돌아옵니다").waitFor();
    await page.getByRole("button", { name: /결제하기/ }).click();
    await page.getByRole("link", { name: "authorise", exact: true }).click();
    await page.getByText("상품준비완료").first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/orders\/ord_\w+$/);
    expect(toss.payments).toMatchObject([{ status: "DONE" }]);
    await page.goBack();
    await page.getByRole("link", { name: "authorise", exact: true }).click();
    await page.getByText("상품준비완료").first().waitFor();
    expect(toss.payments).toHaveLength(1);
  });

  it("S1.43 a payer who leaves the window, then brings a bad card, is told so each time and pays nothing", async () => {
    const page = await visit();
    await ordered(page, "카카오페이");
    await page.getByRole("button", { name: /결제하기/ }).click();
    await page.getByRole("link", { name: "leave" }).click();
    await page.getByText("결제창을 닫으셨습니다").waitFor();
    await page.getByRole("link", { name: "주문으로 돌아가기" }).click();
    await page.getByRole("button", { name: /결제하기/ }).click();
    await page.getByRole("link", { name: "authorise a bad card" }).click();
    await page.getByRole("alert").waitFor();
    const asked = toss.asked.filter(({ path }) => path.endsWith("/confirm")).length;
    // The old address is loaded anew: its charge is over, and no other begins.
    await page.reload();
    await page.getByRole("heading", { name: "진행 상황" }).waitFor();
    expect(await page.getByRole("button", { name: /결제하기/ }).count()).toBe(0);
    expect(toss.asked.filter(({ path }) => path.endsWith("/confirm"))).toHaveLength(asked);
  });

  it("S1.43 a payer authorises a card at Stripe; a lost answer of ours is asked for again", async () => {
    const page = await visit();
    await ordered(page, "카드");
    await page.getByRole("button", { name: /결제하기/ }).click();
    await page.getByRole("link", { name: "authorise" }).click();
    let lost = 0;
    await page.route(/\/api\/orders\/\w+\/payment$/, async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole("link", { name: "go back" }).click();
    await page.getByText("상품준비완료").first().waitFor();
    expect(lost).toBe(2);
    expect(stripe.intents).toMatchObject([{ status: "succeeded" }]);
  });

  it("S1.43 a member tops the wallet up through a window, once however often the page is loaded", async () => {
    const page = await visit();
    await page.goto("/wallet");
    await page.getByRole("button", { name: "충전하기" }).click();
    await page.getByRole("link", { name: "authorise" }).click();
    await page.getByRole("link", { name: "go back" }).click();
    await page.getByText("50,000원이 충전되었습니다.").waitFor();
    await page.reload();
    await page.getByText("50,000원이 충전되었습니다.").waitFor();
    expect(stripe.intents.filter(({ amount }) => amount === 50_000)).toHaveLength(1);
  });
});

/** A first order of something, up to where it waits for its payment. */
async function ordered(page: Page, payMethod: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: /황차/ }).first().click();
  await page.getByRole("button", { name: "바로 구매" }).click();
  await page.getByRole("radio", { name: payMethod }).check();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: /원 주문하기/ }).click();
  await page.waitForURL(/\/orders\/ord_\w+$/);
}
