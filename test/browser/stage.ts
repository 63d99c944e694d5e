/** A shop with its pages for tests in browsers. */
import type { Page } from "playwright-core";
import { openTown, type Town } from "#test/town/town.ts";
import { openBrowser, type Visit, visitWith } from "./visiting.ts";

export type BrowsedShop = {
  readonly town: Town;
  readonly url: string;
  /** A browser of its own, without a past. What its page reports as an error is complained of. */
  readonly visit: (visit?: Visit) => Promise<Page>;
  /** Closes the browsers of this test, and tells what they complained of. */
  readonly leave: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Every context unnamed, as a plain start has it: only then are there a demo shop and pages. */
const DEMO = { BOJAGI_CONTEXTS: "", BOJAGI_WEB: "on", BOJAGI_SEED: "demo" };

/** Opens the demo shop in one process, as `npm start` does, or a fleet with nothing in it yet. */
export async function openShop(
  way: "fused" | "fleet" = "fused",
  environment: Readonly<Record<string, string>> = {},
): Promise<BrowsedShop> {
  const own = way === "fused" ? DEMO : { BOJAGI_WEB: "on" };
  const town = await openTown(way, { ...own, ...environment });
  const browser = await openBrowser();
  const url = town.fleet?.url ?? town.processOf("order").url;
  const complaints: string[] = [];
  return {
    town,
    url,
    visit: async (visit) => {
      const page = await visitWith(browser, url, visit);
      page.on("pageerror", ({ message }) => complaints.push(message));
      page.on("console", (message) => {
        if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
      });
      return page;
    },
    leave: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      return complaints.splice(0);
    },
    close: async () => {
      await browser.close();
      await town.close();
    },
  };
}
