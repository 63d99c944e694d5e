import { benchClient } from "./client.ts";
import { drive, type Placed } from "./drive.ts";
import { answerQuestions } from "./driver.ts";
import { runScenario } from "./scenario.ts";
import { bodyOf, issueCoupons, nthOrder, openShop, type Shop } from "./shop.ts";

/**
 * A process of its own that loads the platform over HTTP: `load.ts CONNECTIONS URL…`, one URL for each
 * process of the platform.
 */
const [connections = "1", ...urls] = process.argv.slice(2);
const client = await benchClient(urls, Number(connections));
let shop: Shop | undefined;
let placed = 0;

answerQuestions(async (question) => {
  if (question.ask === "shop") {
    shop = await openShop(client, question);
    return;
  }
  if (shop === undefined) throw new Error("there is no shop yet");
  const open = shop;
  if (question.ask === "coupons") return issueCoupons(client, open, question.count);
  if (question.ask === "scenario") return runScenario(client, open, question.plan);
  return drive(question.plan, () => placeOne(open, question.plan.oneItem));
});

async function placeOne(open: Shop, oneItem: boolean | undefined): Promise<Placed> {
  const order = nthOrder(open, placed++, oneItem);
  const { token } = order.shopper;
  const hasCoupon = order.coupon !== undefined;
  try {
    const request = { body: bodyOf(order), token };
    const { status, body } = await client.call<{ readonly status?: string }>(
      "POST",
      "/api/orders",
      request,
    );
    const outcome = outcomeOf(status, body.status);
    if (outcome === "complete" || outcome === "accepted") return { outcome, hasCoupon };
    return { outcome, hasCoupon, reason: `${status}: ${JSON.stringify(body)}` };
  } catch (error) {
    return { outcome: "failed", hasCoupon, reason: (error as Error).message };
  }
}

/** An order whose status is a failure is refused, whatever the answer's own status says. */
function outcomeOf(status: number, orderStatus: string | undefined): Placed["outcome"] {
  if (status >= 500) return "failed";
  if (status >= 300) return "refused";
  if (orderStatus === "PREPARED") return "complete";
  return orderStatus === "PLACED" ? "accepted" : "refused";
}
