/**
 * The ranking in Redis: a sorted set for each day, and beside it what each order counts for. Of two words
 * on an order the newer holds, whatever comes first; so what was lost can be added up again while sales
 * go on.
 */
import type { Redis } from "ioredis";
import { addDays } from "#kernel/calendar.ts";
import type { Entries, RankedSale, Read, Span, ToldRanking, ToldRankings } from "../ranking.ts";
import { rankedSale } from "../rules/counting.ts";
import type { OrderView } from "../rules.ts";

export type OpenRankings = {
  readonly rankings: ToldRankings;
  readonly close: () => Promise<void>;
};

const COMMAND_WITHIN_MS = 1_000;
const RECONNECT_MS = 500;
const DAY_SECONDS = 86_400;
/** Sales told late, and a window that is made longer, find their day still there. */
const SPARE_DAYS = 2;
const REBUILD_PAGE = 500;

const PREFIX = "bojagi:sales";
/** The first day from which every sale is here. Lost with everything else. */
const COMPLETE_FROM = `${PREFIX}:complete-from`;
const dayKey = (day: string): string => `${PREFIX}:${day}`;
const ordersKey = (day: string): string => `${PREFIX}:${day}:orders`;

/** Opens a connection that comes back by itself; what is asked meanwhile is refused at once. */
export async function openRedisRankings(url: string): Promise<OpenRankings> {
  const { Redis: Client } = await import("ioredis");
  const redis = new Client(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_WITHIN_MS,
    connectTimeout: COMMAND_WITHIN_MS,
    retryStrategy: () => RECONNECT_MS,
  });
  // Whoever asks hears of it: orders and lists go on without.
  redis.on("error", () => {});
  return {
    rankings: redisRankings(redis),
    close: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

/** What is lost is added up again by the first who asks, once at a time for all of them. */
export function redisRankings(redis: Redis): ToldRankings {
  let isRebuilding = false;
  const rebuildOnce = async (read: Read, from: string): Promise<void> => {
    if (isRebuilding) return;
    isRebuilding = true;
    // What fails is begun again by the next reader.
    await rebuild(redis, read, from).catch(() => undefined);
    isRebuilding = false;
  };
  return (read): ToldRanking => ({
    tell: (sale, keepDays) => tell(redis, sale, keepDays),
    best: async (span, size) => {
      const completeFrom = await redis.get(COMPLETE_FROM);
      if (completeFrom === null || completeFrom > span.from) {
        void rebuildOnce(read, addDays(span.from, -SPARE_DAYS));
        throw new Error("the ranking is being added up again");
      }
      return bestOf(redis, span, size);
    },
  });
}

/**
 * Pieces and orders in one number, the negative of their sum: so the order of the set, and of equals
 * that of their tokens, is the order of the list, and days add up.
 */
const PIECE = 2 ** 22;
const scoreOf = (quantity: number, orders: number): number => -(quantity * PIECE + orders);

/** What an order counted for is taken out, and what it counts for now put in, unless it is known. */
const TELL = `
  local known = redis.call("HGET", KEYS[2], ARGV[1])
  local of = {}
  for part in string.gmatch(known or "-1", "%S+") do of[#of + 1] = part end
  if tonumber(of[1]) >= tonumber(ARGV[2]) then return 0 end
  for at = 2, #of, 2 do redis.call("ZINCRBY", KEYS[1], -of[at + 1], of[at]) end
  for at = 4, #ARGV, 2 do redis.call("ZINCRBY", KEYS[1], ARGV[at + 1], ARGV[at]) end
  redis.call("HSET", KEYS[2], ARGV[1], table.concat({ARGV[2], unpack(ARGV, 4)}, " "))
  redis.call("EXPIRE", KEYS[1], ARGV[3])
  redis.call("EXPIRE", KEYS[2], ARGV[3])
  return 1`;

async function tell(
  redis: Redis,
  { orderId, linesGone, day, items }: RankedSale,
  keepDays: number,
): Promise<void> {
  const scores = items.flatMap(({ itemId, quantity }) => [itemId, scoreOf(quantity, 1)]);
  const lifeSeconds = (keepDays + SPARE_DAYS) * DAY_SECONDS;
  const keys = [dayKey(day), ordersKey(day)] as const;
  await redis.eval(TELL, 2, ...keys, orderId, linesGone, lifeSeconds, ...scores);
}

async function bestOf(redis: Redis, span: Span, size: number): Promise<Entries> {
  const days = daysOf(span).map(dayKey);
  const united = `${PREFIX}:best:${span.from}:${span.to}`;
  const answers = await redis
    .multi()
    .zunionstore(united, days.length, ...days)
    .zrangebyscore(united, "-inf", "(0", "WITHSCORES", "LIMIT", 0, size)
    .del(united)
    .exec();
  const [error, found] = answers?.[1] ?? [new Error("the ranking did not answer"), []];
  if (error !== null) throw error;
  return entriesIn(found as readonly string[]);
}

const entriesIn = (found: readonly string[]): Entries =>
  found.flatMap((itemId, index) => {
    if (index % 2 === 1) return [];
    const sum = -Number(found[index + 1]);
    return [{ itemId, quantity: Math.floor(sum / PIECE), orders: sum % PIECE }];
  });

function daysOf({ from, to }: Span): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

type CountedOrder = {
  readonly orderId: string;
  readonly day: string;
  readonly lines: OrderView["lines"];
  readonly cancelledLineNos: readonly number[] | null;
};

/** Adds up from the orders themselves, while they go on: each that is told meanwhile counts once. */
async function rebuild(redis: Redis, read: Read, from: string): Promise<void> {
  let last = "";
  for (;;) {
    const orders = await read<CountedOrder>(
      `select order_id as "orderId", counted_on as day, lines,
              cancelled_line_nos as "cancelledLineNos" from query.order_views
        where counted_on >= $1 and order_id > $2 order by order_id limit $3`,
      [from, last, REBUILD_PAGE],
    );
    for (const order of orders) {
      const sale = rankedSale({ ...order, cancelledLineNos: order.cancelledLineNos ?? [] });
      await tell(redis, sale, REBUILT_DAYS);
      last = order.orderId;
    }
    if (orders.length < REBUILD_PAGE) break;
  }
  await redis.set(COMPLETE_FROM, from);
}

const REBUILT_DAYS = 30;
