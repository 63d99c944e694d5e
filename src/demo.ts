import { enterShop } from "./demo/buying.ts";
import { transferring } from "./demo/bankTransfer.ts";
import { doubting } from "./demo/cardTimeout.ts";
import { cancelling, receiving } from "./demo/endings.ts";
import { giving } from "./demo/gift.ts";
import { inNewShop } from "./demo/shop.ts";
import { tellerWith } from "./demo/telling.ts";
import { both, inMs, Unexpected } from "./demo/words.ts";

/** Tells the story of one order on a platform of its own, and fails if anything is not as it should be. */
const STORIES = {
  receive: receiving,
  cancel: cancelling,
  "card-timeout": doubting,
  gift: giving,
  "bank-transfer": transferring,
} as const;

const isStory = (name: string): name is keyof typeof STORIES => Object.hasOwn(STORIES, name);

async function tell(name: keyof typeof STORIES, left: AbortSignal): Promise<void> {
  say(strong(both("보자기 Bojagi", "the story of one order")));
  await inNewShop(left, async (shop) => {
    const ready = `${shop.contexts.length} contexts in this process, on a PostgreSQL of their own`;
    say(`${shop.address}: ${ready}, ready in ${inMs(shop.readyMs)}`);
    const teller = tellerWith({ say, strong });
    const { order, label, promises } = await STORIES[name](await enterShop(shop, teller));
    const { requests, transactions, messages } = teller.counts();
    say("");
    say(both(`약속 ${promises}개, 깨진 것 0개`, `${promises} promises checked, 0 broken`));
    say(
      `${order} ${label}: ${requests} requests; ` +
        `${messages} messages of the order in ${transactions} transactions`,
    );
  });
}

function say(line: string): void {
  console.log(line);
}
function strong(line: string): string {
  return process.stdout.isTTY ? `\u001b[1m${line}\u001b[22m` : line;
}

const [name = "receive"] = process.argv.slice(2);
const leaving = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => leaving.abort(new Unexpected(`left at ${signal}`)));
}
try {
  if (!isStory(name)) throw new Unexpected(`a story is one of ${Object.keys(STORIES).join(", ")}`);
  await tell(name, leaving.signal);
} catch (error) {
  console.error(error instanceof Unexpected ? `\n${error.message}` : error);
  process.exitCode = 1;
}
