/** Operators and sellers at their pages, beside the shoppers whose orders they see. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { logIn, type Person, place } from "#test/town/people.ts";
import { parkWhatToldOf } from "#test/town/parking.ts";
import { ask, read } from "#test/town/shop.ts";
import { until } from "#test/town/waiting.ts";
import { anywhere } from "./anywhere.suite.ts";
import { faultsOf } from "./everybody.ts";
import { type BrowsedShop, openShop } from "./stage.ts";
import { enterAs, hasChromium } from "./visiting.ts";

const MINA = /김미나|Mina/;
const HANEUL = /하늘찻집|Haneul/;
const OPERATOR = /운영팀|Operator/;

type Order = { readonly orderId: string; readonly orderNumber: string; readonly status: string };
type Item = {
  readonly itemId: string;
  readonly name: string;
  readonly price: number;
  readonly saleStatus: string;
  readonly availableQuantity: number;
  readonly optionGroups: readonly { readonly options: readonly { readonly optionId: string }[] }[];
};

describe.skipIf(!hasChromium)("S4.17 staff at the pages (needs chromium)", () => {
  let opened: BrowsedShop | undefined;
  const shop = (): BrowsedShop => {
    if (opened === undefined) throw new Error("the shop is not open");
    return opened;
  };
  const who = (name: string): Promise<Person> =>
    logIn(shop().town, `${name}@demo.example`, "bojagi-demo");

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

  /** Mina buys something of a seller, whatever it is. */
  async function bought(of: string, more: Readonly<Record<string, unknown>>): Promise<Order> {
    const { town } = shop();
    const [mina, item] = [await who("mina"), await itemOf(of)];
    const optionIds = item.optionGroups.flatMap(({ options: [option] }) => option?.optionId ?? []);
    const { status, body } = await place(town, mina, [{ itemId: item.itemId, optionIds }], more);
    expect(status).toBe(201);
    return body;
  }

  async function itemOf(of: string): Promise<Item> {
    const { town } = shop();
    const { partnerId } = await read<{ partnerId: string }>(town, await who(of), "/api/members/me");
    const { items } = await read<{ items: readonly Item[] }>(
      town,
      undefined,
      `/api/items?partnerId=${partnerId}&limit=50`,
    );
    const [item] = items
      .filter(({ saleStatus, availableQuantity: left }) => saleStatus === "ON_SALE" && left > 5)
      .toSorted((a, b) => a.price - b.price || (a.itemId < b.itemId ? -1 : 1));
    if (item === undefined) throw new Error(`${of} has nothing to sell`);
    return item;
  }

  anywhere(shop);

  const statusOf = async ({ orderId }: Order): Promise<string> =>
    (await read<Order>(shop().town, await who("mina"), `/api/orders/${orderId}`)).status;

  it("S4.17 an operator finds an order by its number, and is told of one that is not there", async () => {
    const { orderId, orderNumber } = await bought("dal", { autoPay: true });
    const page = await shop().visit({ language: "en", isPhone: true });
    await enterAs(page, OPERATOR);
    await page.goto("/operator/orders?q=ORD-20200101-000001");
    await page.getByText("There is no order").waitFor();
    await page.getByLabel("Find by order number").fill(orderNumber);
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForURL(new RegExp(orderId));
    await page.getByRole("heading", { name: `Order ${orderNumber}` }).waitFor();
  });

  it("S4.17 an operator makes a coupon and gives it to a shopper, who has it", async () => {
    const page = await shop().visit();
    await enterAs(page, OPERATOR);
    await page.goto("/operator/coupons");
    await page.getByRole("button", { name: "쿠폰 만들기" }).click();
    const making = page.getByRole("dialog");
    await making.getByLabel("이름").fill("설날 2,000원");
    await making.getByLabel("값").fill("2000");
    await making.getByLabel("수량").fill("3");
    await making.getByRole("button", { name: "쿠폰 만들기" }).click();
    await making.waitFor({ state: "detached" });
    await page.getByText(/3장 중 0장 발급/).waitFor();
    await page.getByRole("button", { name: "설날 2,000원: 발급" }).click();
    const giving = page.getByRole("dialog");
    await giving.getByRole("combobox", { name: "받는 회원" }).click();
    await page.getByRole("option", { name: /mina@demo/ }).click();
    await giving.getByRole("button", { name: "발급" }).click();
    await page.getByText(/3장 중 1장 발급/).waitFor();
    const { coupons } = await read<{ readonly coupons: readonly { readonly name: string }[] }>(
      shop().town,
      await who("mina"),
      "/api/my/coupons?limit=100",
    );
    expect(coupons.map(({ name }) => name)).toContain("설날 2,000원");
  });

  it("S4.17 a seller packs and hands over, and the shopper follows it and receives", async () => {
    const order = await bought("goun", { autoPay: true });
    const [shopper, seller] = [await shop().visit(), await shop().visit({ isPhone: true })];
    await Promise.all([enterAs(shopper, MINA), enterAs(seller, /고운 보자기|Goun/)]);
    await shopper.goto(`/orders/${order.orderId}`);
    await seller.goto("/seller/shipments");
    await seller.getByRole("checkbox", { name: "모두 고르기" }).check();
    await seller.getByRole("button", { name: /건 포장 시작/ }).click();
    await seller.getByText("준비 중", { exact: true }).click();
    await seller.getByRole("button", { name: "택배사에 넘김" }).first().click();
    const dialog = seller.getByRole("dialog");
    await dialog.getByLabel("택배사").fill("보자기택배");
    await dialog.getByLabel("송장번호").fill("6057-9999-0001");
    await dialog.getByRole("button", { name: "택배사에 넘김" }).click();
    await shopper.getByText("배송중", { exact: true }).first().waitFor();
    await shopper.getByText("6057-9999-0001").first().waitFor();
    await shopper.getByRole("button", { name: "수령 확인" }).click();
    await until(
      () => statusOf(order),
      (status) => status === "CLOSED",
    );
    expect(await statusOf(order)).toBe("CLOSED");
  });

  it("S4.17 a seller changes a price and counts the stock again, and says why", async () => {
    const item = await itemOf("haneul");
    const page = await shop().visit();
    await enterAs(page, HANEUL);
    await page.goto(`/seller/items/${item.itemId}`);
    await page.getByLabel("가격").fill(String(item.price + 1_000));
    const details = page.getByRole("region", { name: "상품 정보" });
    await details.getByRole("button", { name: "저장" }).click();
    await details.getByText("저장했습니다.").waitFor();
    const adjusting = page.getByRole("form", { name: "조정" });
    await adjusting.getByLabel("늘거나 준 수량").fill("-2");
    await adjusting.getByLabel("이유").fill("실사에서 두 개가 모자람");
    await adjusting.getByRole("button", { name: "조정" }).click();
    await page.getByRole("cell", { name: "실사에서 두 개가 모자람" }).waitFor();
    const now = await read<Item>(shop().town, undefined, `/api/items/${item.itemId}`);
    expect(now).toMatchObject({
      price: item.price + 1_000,
      availableQuantity: item.availableQuantity - 2,
    });
  });

  const EVERY_PAGE_MS = 240_000;
  it(
    "S4.17 every page of staff can be read by everybody, by day at a desk and by night on a phone",
    { timeout: EVERY_PAGE_MS },
    async () => {
      const { orderId } = await bought("haneul", { autoPay: true });
      await bought("haneul", { payMethod: "BANK_TRANSFER", depositorName: "김미나" });
      const { itemId } = await itemOf("haneul");
      const ofOperator = [
        "",
        "/orders",
        `/orders/${orderId}`,
        "/parked",
        "/promises",
        "/money",
        "/money?show=doubts",
        "/coupons",
        "/people",
        "/people?show=partners",
        "/policies",
      ];
      const ofSeller = ["", "/shipments", "/deposits", "/items", `/items/${itemId}`, "/settlement"];
      const [operator, seller] = [await shop().visit(), await shop().visit()];
      await enterAs(operator, OPERATOR);
      await enterAs(seller, HANEUL);
      const faults = [
        ...(await faultsOf(
          operator,
          ofOperator.map((path) => `/operator${path}`),
        )),
        ...(await faultsOf(
          seller,
          ofSeller.map((path) => `/seller${path}`),
        )),
      ];
      expect(faults).toEqual([]);
    },
  );

  it("S1.38 S4.17 an operator sees what would come of parked messages, then applies all of a kind", async () => {
    const { town } = shop();
    for (let orders = 0; orders < 2; orders++) {
      const { orderId } = await bought("haneul", {});
      await town.quiet();
      await parkWhatToldOf(town, orderId);
    }
    const page = await shop().visit();
    await enterAs(page, OPERATOR);
    await page.goto("/operator/parked");
    const alike = page.getByRole("region", { name: "같은 메시지에서 멈춘 대상" });
    await alike.getByRole("button", { name: "모두 다시 적용" }).click();
    const asked = page.getByRole("dialog");
    await asked.getByText("적용됩니다").waitFor();
    await asked.getByText(/query.order_views ord_/).waitFor();
    await asked.getByRole("button", { name: "그만두기" }).click();
    expect(await faultsOf(page, ["/operator/parked"])).toEqual([]);

    await page.goto("/operator/parked");
    await page.getByRole("button", { name: "Apply all again" }).click();
    await asked.getByText("It would be applied").waitFor();
    await asked.getByRole("button", { name: /Apply all \d+/ }).click();
    await asked.getByText(/ 0 still parked/).waitFor();
    await asked.getByRole("button", { name: "Close" }).last().click();
    await page.getByText("Nothing is parked.").waitFor();
    await page.getByRole("region", { name: "Applied again" }).getByText("Order pages").waitFor();
  });

  it("S4.17 nobody but staff finds the pages of staff", async () => {
    const page = await shop().visit();
    await enterAs(page, MINA);
    for (const path of ["/operator", "/operator/people", "/seller"]) {
      await page.goto(path);
      await page.getByRole("heading", { name: "찾는 화면이 없습니다" }).waitFor();
    }
    const mina = await who("mina");
    const refused = await ask(shop().town, mina, "GET", "/ops/map");
    expect(refused.status).toBe(403);
  });
});
