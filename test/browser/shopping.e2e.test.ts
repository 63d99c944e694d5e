/** Shoppers at the pages, as they would do it. */
import type { Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { confirm } from "#test/town/deposits.ts";
import { linkOf } from "#test/town/gifts.ts";
import { logIn, newShopper, operatorOf, PASSWORD, type Person } from "#test/town/people.ts";
import { ask, balanceOf, read } from "#test/town/shop.ts";
import { type BrowsedShop, openShop } from "./stage.ts";
import { enterAs, enterWith, hasChromium, openItem } from "./visiting.ts";

/** Of the one tea of the demo that is sold out. */
const SOLD_OUT_PRICE = "45000";
const MINA = /김미나|Mina/;
const JUN = /박준|Jun/;
const demo = (name: string) => `${name}@demo.example`;

describe.skipIf(!hasChromium)("S4.17 shoppers at the pages (needs chromium)", () => {
  let opened: BrowsedShop | undefined;
  const shop = (): BrowsedShop => {
    if (opened === undefined) throw new Error("the shop is not open");
    return opened;
  };
  const who = (name: string): Promise<Person> => logIn(shop().town, demo(name), "bojagi-demo");

  beforeAll(async () => {
    opened = await openShop();
  });
  afterEach(async () => {
    const complaints = await shop().leave();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    await shop().town.quiet();
    const broken = await shop().town.brokenPromises();
    if (broken.length > 0) throw new Error(broken.join("\n"));
  });
  afterAll(() => opened?.close());

  it("S4.17 a shopper finds something, takes the best coupons and pays from the wallet", async () => {
    const mina = await who("mina");
    const before = await balanceOf(shop().town, mina);
    const page = await shop().visit();
    await page.goto("/");
    await page.getByRole("searchbox").fill("세작");
    await page.waitForURL(/q=/);
    await page.getByRole("link", { name: /세작 녹차/ }).click();
    await page.getByRole("button", { name: "장바구니에 담기" }).click();
    await page.getByText("장바구니에 담았습니다.").waitFor();
    await enterAs(page, MINA);
    // What lay in the cart before the log-in is in it after.
    await page.getByRole("link", { name: "장바구니, 1개" }).click();
    await page.getByRole("link", { name: "주문하기" }).click();
    await page.getByRole("button", { name: "추천 적용" }).click();
    await page.getByText("할인", { exact: true }).waitFor();
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: /원 결제하기/ }).click();
    await page.waitForURL(/\/orders\/ord_/);
    await page.getByText("상품준비완료").first().waitFor();
    const order = await orderIn(page, mina);
    expect(order.status).toBe("PREPARED");
    expect(order.payableAmount).toBeLessThan(18_000);
    expect(await balanceOf(shop().town, mina)).toBe(before - order.payableAmount);
  });

  it("S4.17 a shopper narrows by category and price, and the address finds the same again", async () => {
    const page = await shop().visit();
    await page.goto("/");
    await page.getByRole("region", { name: "오늘의 찻상" }).waitFor();
    await page.getByRole("combobox", { name: "분류" }).click();
    await page.getByRole("option", { name: "차", exact: true }).click();
    await page.getByRole("combobox", { name: "정렬" }).click();
    await page.getByRole("option", { name: "낮은 가격순" }).click();
    await page.getByLabel("최저 가격").fill("15000");
    await page.waitForURL(/category=ctg_.*min=15000|min=15000.*category=ctg_/);
    const prices = page.locator(".good .number");
    const shown = async () =>
      (await prices.allTextContents()).map((text) => text.replace(/\D/g, ""));
    await expect.poll(async () => Number((await shown())[0])).toBeGreaterThanOrEqual(15_000);
    const found = await shown();
    expect(found.map(Number)).toEqual(found.map(Number).toSorted((a, b) => a - b));
    expect(found.length).toBeGreaterThan(1);
    await page.reload();
    await expect.poll(shown).toEqual(found);
    await page.getByRole("switch", { name: "품절 제외" }).click();
    await page.waitForURL(/stock=true/);
    const inStock = found.filter((price) => price !== SOLD_OUT_PRICE);
    await expect.poll(shown).toEqual(inStock);
    expect(inStock.length).toBe(found.length - 1);
    await page.reload();
    await expect.poll(shown).toEqual(inStock);
    await page.getByLabel("최저 가격").fill("99000000");
    await page.getByText("찾는 상품이 없습니다").waitFor();
    await page.getByRole("button", { name: "조건 지우기" }).click();
    await page.getByRole("region", { name: "오늘의 찻상" }).waitFor();
  });

  it("S4.17 a shopper who leaves is told what stays, and cannot come back", async () => {
    const { town } = shop();
    const { email } = await newShopper(town, "Leaver");
    const page = await shop().visit();
    await enterWith(page, email, PASSWORD);
    await page.goto("/account");
    await page.getByRole("button", { name: "탈퇴하기" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/결제 기록은 이 계정 없이 남고/).waitFor();
    await dialog.getByRole("checkbox").check();
    await dialog.getByLabel("지금 비밀번호").fill("not the password");
    await dialog.getByRole("button", { name: "탈퇴하기" }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByLabel("지금 비밀번호").fill(PASSWORD);
    await dialog.getByRole("button", { name: "탈퇴하기" }).click();
    await page.getByRole("link", { name: "로그인" }).waitFor();
    const body = { email, password: PASSWORD };
    expect((await town.request("POST", "/api/sessions", { body })).status).toBe(401);
  });

  it("S4.17 a shopper with a phone pays by card, in English, and cancels for the refund that was shown", async () => {
    const jun = await who("jun");
    const page = await shop().visit({ language: "en", isPhone: true });
    await enterAs(page, JUN);
    await buyNow(page, /Yellow tea/, "en", "Card");
    await page.getByRole("button", { name: "Pay ₩22,000" }).click();
    await page.getByText("Items ready").first().waitFor();
    const { status } = await orderIn(page, jun);
    expect(status).toBe("PREPARED");
    await page.getByRole("button", { name: "Cancel the order" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("₩22,000 goes back by card.").waitFor();
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("Refunded").first().waitFor();
    expect(await orderIn(page, jun)).toMatchObject({ status: "REFUNDED", refundedAmount: 22_000 });
  });

  it("S4.8 a bank transfer is told as it happens, in the exact labels, on one page", async () => {
    const { town } = shop();
    const [jun, operator] = [await who("jun"), await operatorOf(town)];
    const page = await shop().visit();
    await enterAs(page, JUN);
    await buyNow(page, /쑥차/, "ko", "무통장 입금");
    const history = page.getByRole("heading", { name: "진행 상황" }).locator("..");
    const label = (text: string) => history.getByText(text, { exact: true }).waitFor();
    await label("주문접수");
    await label("입금확인대기");
    await page.getByText("계좌번호").first().waitFor();
    const { orderId } = await orderIn(page, jun);
    expect((await confirm(town, operator, orderId)).status).toBe(200);
    await label("입금확인완료");
    await label("상품준비완료");
    await label("배송중");
    const [parcel] = (await orderIn(page, jun)).shipments;
    await page.getByText(parcel?.trackingNumber ?? "no number").waitFor();
    await page.getByRole("button", { name: "수령 확인" }).click();
    await label("수령확인");
    await page.getByRole("button", { name: "후기 쓰기" }).click();
    await page.getByLabel("어떠셨나요?").fill("향이 오래갑니다.");
    await page.getByRole("button", { name: "올리기" }).click();
    await page.getByText("후기를 남겼습니다.").waitFor();
    await openItem(page, /쑥차/);
    await page.getByText("향이 오래갑니다.").waitFor();
  });

  it("S4.17 of two shoppers at the last piece one has it, and the other is told and loses nothing", async () => {
    const { town } = shop();
    const operator = await operatorOf(town);
    const { itemId } = await goodsNamed("한지 공책");
    const { availableQuantity } = await read<Item>(town, undefined, `/api/items/${itemId}`);
    await ask(town, operator, "POST", `/api/items/${itemId}/stock-adjustments`, {
      quantity: 1 - availableQuantity,
      reason: "one is left",
    });
    const pages = await Promise.all([shop().visit(), shop().visit()]);
    await Promise.all([enterAs(pages[0], MINA), enterAs(pages[1], JUN)]);
    await Promise.all(pages.map((page) => fillCheckout(page, itemId)));
    const press = (page: Page) => page.getByRole("button", { name: /원 결제하기/ }).click();
    await Promise.all(pages.map(press));
    const ends = await Promise.all(
      pages.map((page) =>
        Promise.race([
          page.waitForURL(/\/orders\/ord_/).then(() => "bought"),
          page
            .getByRole("alert")
            .first()
            .waitFor()
            .then(() => "told"),
        ]),
      ),
    );
    expect(ends.toSorted()).toEqual(["bought", "told"]);
    const loser = pages[ends.indexOf("told")];
    expect(await loser?.getByLabel("배송 메모").inputValue()).toBe("경비실에 맡겨 주세요");
  });

  it("S2.4 a price that changed meanwhile is shown beside the old one, and bought only when pressed again", async () => {
    const { town } = shop();
    const operator = await operatorOf(town);
    const { itemId, version } = await goodsNamed("우전 녹차");
    const page = await shop().visit();
    await enterAs(page, JUN);
    await fillCheckout(page, itemId);
    const press = page.getByRole("button", { name: /원 결제하기/ });
    const path = `/api/items/${itemId}`;
    const headers = { "if-match": `"${version}"` };
    expect((await ask(town, operator, "PATCH", path, { price: 29_000 }, headers)).status).toBe(200);
    await town.quiet();
    await press.click();
    await page.getByText("28,000원 → 29,000원").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/checkout");
    await press.click();
    await page.waitForURL(/\/orders\/ord_/);
    expect((await orderIn(page, await who("jun"))).payableAmount).toBe(29_000);
  });

  it("S4.17 a shopper whose connection goes is told, and everything goes on when it is back", async () => {
    const page = await shop().visit({ language: "en" });
    await enterAs(page, JUN);
    await openItem(page, /Yakgwa/);
    const add = page.getByRole("button", { name: "Add to cart" });
    await add.waitFor();
    await page.context().setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await add.click();
    await page.context().setOffline(false);
    await page.getByText("It is in your cart.").waitFor();
    await page.getByText("You are offline.").waitFor({ state: "detached" });
  });

  it("S4.17 on a slow line a shopper sees that the order is on its way, and can press only once", async () => {
    const mina = await who("mina");
    const before = await ordersOf(mina);
    const page = await shop().visit();
    await enterAs(page, MINA);
    await fillCheckout(page, (await goodsNamed("황차")).itemId);
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let asked = 0;
    await page.route("**/api/orders", async (route) => {
      asked++;
      await held;
      await route.continue();
    });
    const press = page.getByRole("button", { name: /원 결제하기/ });
    await press.click();
    await page.locator("button[data-loading]").waitFor();
    // Whoever presses again, or changes what is on its way, reaches nothing.
    await press.click({ force: true });
    expect(await page.getByLabel("배송 메모").isDisabled()).toBe(true);
    expect(await page.getByLabel("배송 메모").inputValue()).toBe("경비실에 맡겨 주세요");
    letGo();
    await page.waitForURL(/\/orders\/ord_/);
    expect([asked, await ordersOf(mina)]).toEqual([1, before + 1]);
  });

  it("S0.25 the recipient of a gift sees the card at a phone, and accepts it without an account", async () => {
    const { town } = shop();
    const mina = await who("mina");
    const page = await shop().visit();
    await enterAs(page, MINA);
    await openItem(page, /약과/);
    await page.getByRole("button", { name: "선물하기" }).click();
    await page.getByLabel("이름", { exact: true }).fill("한별");
    await page.getByLabel("연락처", { exact: true }).fill("010-2222-3333");
    await page.getByLabel("마음을 담은 한마디").fill("생일 축하해!");
    await page.getByRole("button", { name: "결제하러 가기" }).click();
    await page.getByRole("button", { name: /원 결제하기/ }).click();
    await page.getByText("선물 수락 대기").first().waitFor();
    const [gift] = (
      await read<{ readonly gifts: readonly { giftId: string }[] }>(town, mina, "/api/gifts")
    ).gifts;
    const link = (await linkOf(town, gift ?? { giftId: "" })).split("/").at(-1);

    const phone = await shop().visit({ isPhone: true });
    await phone.goto(`/gift/${link}`);
    await phone.getByText("생일 축하해!").waitFor();
    await phone.getByText("한별 님께").waitFor();
    await phone.getByText("010-****-3333").waitFor();
    await phone.getByLabel("받는 분 연락처").fill("010-2222-3333");
    await phone.getByLabel("우편번호").fill("48058");
    await phone.getByLabel("주소", { exact: true }).fill("부산 해운대구 센텀중앙로 79");
    await phone.getByLabel("상세 주소").fill("1204호");
    await phone.getByRole("button", { name: "선물 받기" }).click();
    await phone.getByText("선물을 받으셨습니다.").waitFor();
    await page.getByText("상품준비완료").first().waitFor();
    // The giver hears that the address is known, and not which.
    await page.getByText("받는 분이 주소를 알려 주셨습니다.").waitFor();
    expect(await page.getByText("1204호").count()).toBe(0);
  });

  it("S4.17 a server that dies at the press of the button and comes back has sold once, and nothing typed is lost", async () => {
    const { town } = shop();
    const mina = await who("mina");
    const before = await ordersOf(mina);
    const page = await shop().visit();
    await enterAs(page, MINA);
    await fillCheckout(page, (await goodsNamed("세작 녹차")).itemId);
    const { kill, start } = town.processOf("order");
    // It has the order, and the shopper never hears of it.
    const lose = async (route: Route): Promise<void> => {
      await route.fetch();
      await kill();
      await route.abort("connectionreset");
    };
    await page.route("**/api/orders", lose, { times: 1 });
    await page.getByRole("button", { name: /원 결제하기/ }).click();
    await page.getByText("주문은 한 번만 들어갑니다.").waitFor();
    expect(await page.getByLabel("배송 메모").inputValue()).toBe("경비실에 맡겨 주세요");
    await start();
    await page.waitForURL(/\/orders\/ord_/);
    await page.getByText("상품준비완료").first().waitFor();
    expect(await ordersOf(mina)).toBe(before + 1);
  });

  type Item = {
    readonly itemId: string;
    readonly version: number;
    readonly availableQuantity: number;
  };
  type Order = {
    readonly orderId: string;
    readonly status: string;
    readonly payableAmount: number;
    readonly refundedAmount: number;
    readonly shipments: readonly { readonly trackingNumber?: string }[];
  };

  const orderIn = (page: Page, owner: Person): Promise<Order> =>
    read(shop().town, owner, `/api/orders/${new URL(page.url()).pathname.split("/").at(-1)}`);
  const ordersOf = async (owner: Person): Promise<number> =>
    (
      await read<{ readonly orders: readonly unknown[] }>(
        shop().town,
        owner,
        "/api/orders?size=100",
      )
    ).orders.length;
  const goodsNamed = async (name: string): Promise<Item> => {
    const path = `/api/items?q=${encodeURIComponent(name)}`;
    const [item] = (await read<{ readonly items: readonly Item[] }>(shop().town, undefined, path))
      .items;
    if (item === undefined) throw new Error(`there is no ${name}`);
    return item;
  };
});

const WORDS = {
  ko: { buy: "바로 구매", order: /원 주문하기/ },
  en: { buy: "Buy now", order: /^Order for/ },
} as const;

/** Orders an item right from its page, to be paid on the order's own. */
async function buyNow(
  page: Page,
  name: RegExp,
  language: "ko" | "en",
  method: string,
): Promise<void> {
  await openItem(page, name);
  await page.getByRole("button", { name: WORDS[language].buy }).click();
  await page.getByLabel(method, { exact: true }).check();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: WORDS[language].order }).click();
  await page.waitForURL(/\/orders\/ord_/);
}

/** The order sheet of one piece, filled in up to the last press. */
async function fillCheckout(page: Page, itemId: string): Promise<void> {
  await page.goto(`/checkout?buy=${itemId}:1`);
  await page.getByLabel("배송 메모").fill("경비실에 맡겨 주세요");
  await page.getByRole("checkbox").check();
}
