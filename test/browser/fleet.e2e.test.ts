/** The same pages with a process for each context behind them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { OPERATOR } from "#test/town/upkeep.ts";
import { until } from "#test/town/waiting.ts";
import { anywhere } from "./anywhere.suite.ts";
import { faultsOf } from "./everybody.ts";
import { type BrowsedShop, openShop } from "./stage.ts";
import { enterWith, hasChromium } from "./visiting.ts";

const OPENED_WITHIN_MS = 180_000;

describe.skipIf(!hasChromium)("S4.17 the pages of a fleet (needs chromium)", () => {
  let opened: BrowsedShop | undefined;
  const shop = (): BrowsedShop => {
    if (opened === undefined) throw new Error("the shop is not open");
    return opened;
  };
  beforeAll(async () => {
    opened = await openShop("fleet");
  }, OPENED_WITHIN_MS);
  afterEach(async () => {
    const complaints = await shop().leave();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    await shop().town.quiet();
    const broken = await shop().town.brokenPromises();
    if (broken.length > 0) throw new Error(broken.join("\n"));
  });
  afterAll(() => opened?.close());

  anywhere(shop);

  it("S4.17 an operator sees that a process is gone, on a map that goes on without it, and when it is back", async () => {
    const { town } = shop();
    const page = await shop().visit();
    await enterWith(page, OPERATOR.email, OPERATOR.password);
    await page.goto("/operator/instances");
    const cart = page.getByRole("row", { name: /^장바구니/ });
    await until(
      () => page.getByRole("row", { name: /정상/ }).count(),
      (ready) => ready === town.processes.length,
    );
    await town.processOf("cart").stop();
    await cart.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "지도", exact: true }).click();
    await page.getByText("지금 답이 없는 구역: 장바구니").waitFor();
    await page.getByRole("group", { name: "구역과 메시지의 지도" }).waitFor();
    await town.processOf("cart").start();
    await page.getByText("지금 답이 없는 구역").waitFor({ state: "detached" });
    expect(await faultsOf(page, ["/operator/instances"])).toEqual([]);
  });
});
