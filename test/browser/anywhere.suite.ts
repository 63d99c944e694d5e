/** What people see at the pages, whether one process stands behind them or a fleet. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  ADDRESS,
  newGoods,
  newSeller,
  newShopper,
  PASSWORD,
  type Person,
  place,
  type PlacedOrder,
} from "#test/town/people.ts";
import { balanceOf, read } from "#test/town/shop.ts";
import { OPERATOR } from "#test/town/upkeep.ts";
import type { BrowsedShop } from "./stage.ts";
import { enterWith } from "./visiting.ts";

const PRICE = 12_000;

export function anywhere(shop: () => BrowsedShop): void {
  const visitAs = async (email: string, password = PASSWORD): Promise<Page> => {
    const page = await shop().visit();
    await enterWith(page, email, password);
    return page;
  };
  /** A shopper with some money, and a seller with something to sell. */
  async function market() {
    const { town } = shop();
    const [seller, shopper] = [
      await newSeller(town, "Dal"),
      await newShopper(town, "Mina", 50_000),
    ];
    const { itemId } = await newGoods(town, seller, { price: PRICE, stock: 5 });
    return { seller, shopper, itemId };
  }
  async function ordered(
    { shopper, itemId }: { readonly shopper: Person; readonly itemId: string },
    more: Readonly<Record<string, unknown>>,
  ): Promise<PlacedOrder> {
    const { status, body } = await place(shop().town, shopper, [{ itemId }], more);
    expect(status).toBe(201);
    return body;
  }

  it("S4.17 a shopper finds something, buys it from the wallet, and watches on one page how the order goes on", async () => {
    const { town } = shop();
    const { shopper, itemId } = await market();
    const page = await visitAs(shopper.email);
    const { name } = await read<{ readonly name: string }>(town, undefined, `/api/items/${itemId}`);
    await page.getByRole("searchbox").fill(name);
    await page.waitForURL(/q=/);
    await page.getByText("상품 1개", { exact: true }).waitFor();
    await page.getByRole("link", { name }).click();
    await page.getByRole("button", { name: "바로 구매" }).click();
    await page.getByLabel("받는 분", { exact: true }).fill(ADDRESS.receiverName);
    await page.getByLabel("받는 분 연락처").fill(ADDRESS.receiverPhone);
    await page.getByLabel("우편번호").fill(ADDRESS.receiverZipcode);
    await page.getByLabel("주소", { exact: true }).fill(ADDRESS.receiverAddress1);
    await page.getByLabel("상세 주소").fill(ADDRESS.receiverAddress2);
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: /원 결제하기/ }).click();
    await page.waitForURL(/\/orders\/ord_/);
    const history = page.getByRole("heading", { name: "진행 상황" }).locator("..");
    for (const label of ["주문접수", "결제완료", "상품준비완료"]) {
      await history.getByText(label, { exact: true }).waitFor();
    }
    expect(await balanceOf(town, shopper)).toBe(50_000 - PRICE);
  });

  it("S4.17 a seller confirms a deposit with the keyboard, and the shopper sees it without reloading", async () => {
    const those = await market();
    const depositorName = "김미나의 입금";
    const { orderId } = await ordered(those, { payMethod: "BANK_TRANSFER", depositorName });
    const shopper = await visitAs(those.shopper.email);
    const seller = await visitAs(those.seller.email);
    await shopper.goto(`/orders/${orderId}`);
    await shopper.getByText("입금확인대기", { exact: true }).first().waitFor();
    await seller.goto("/seller/deposits");
    await seller.getByLabel("입금자명").fill(depositorName);
    const box = seller.getByRole("checkbox", { name: new RegExp(`${depositorName}.*고르기`) });
    await box.focus();
    await seller.keyboard.press("Enter");
    await seller.getByText("1건 처리했습니다.").waitFor();
    await seller.getByText("그 이름과 금액의 입금이 없습니다.").waitFor();
    await shopper.getByText("입금확인완료", { exact: true }).first().waitFor();
    await shopper.getByText("상품준비완료", { exact: true }).first().waitFor();
  });

  it("S4.17 an operator watches an order flow over the map, and reads its story through every context", async () => {
    const those = await market();
    const page = await visitAs(OPERATOR.email, OPERATOR.password);
    await page.getByRole("link", { name: "운영" }).click();
    await page.getByRole("group", { name: "구역과 메시지의 지도" }).waitFor();
    await page.getByRole("button", { name: "모두 보기" }).click();
    const flow = page.getByRole("row", { name: /^주문 → 결제/ });
    const before = Number(await flow.getByRole("cell").nth(2).textContent());
    const { orderNumber } = await ordered(those, { autoPay: true });
    await page.locator('.road[data-busy="true"]').first().waitFor({ state: "attached" });
    await expect
      .poll(async () => Number(await flow.getByRole("cell").nth(2).textContent()), {
        timeout: 10_000,
      })
      .toBeGreaterThan(before);

    await page.getByRole("link", { name: orderNumber }).click();
    const touched = page.getByRole("region", { name: "지나온 구역" });
    for (const context of ["주문", "상품·재고", "결제", "지갑", "배송", "알림", "조회 화면"]) {
      await touched.getByText(context, { exact: true }).waitFor();
    }
    await page.getByText("주문접수", { exact: true }).click();
    await page.getByText("회원의 요청에서 시작").first().waitFor();
    await page.getByText("재고 확보됨", { exact: true }).click();
    await page.getByRole("link", { name: "원인: 주문접수" }).first().waitFor();
  });
}
