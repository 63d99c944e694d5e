/** What a paid order counts for: the sales of its day, and the news for the data platform. */
import type { orderLinesCancelled, orderPaid } from "#contexts/order/contract.ts";
import { addDays, dayOf } from "#kernel/calendar.ts";
import type { BodyOf } from "#kernel/message.ts";
import {
  type Decision,
  type Moment,
  type NewTask,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { dailySales, feedRecords } from "../collections.ts";
import { type FeedKind, type noteTold, rankSale, tellDataPlatform } from "../contract.ts";
import {
  afterOrderFact,
  emptyView,
  type OrderFact,
  type OrderView,
  withoutLines,
} from "../rules.ts";
import { withLinesBack } from "../rules/charging.ts";
import {
  rankedSale,
  saleIdsOf,
  shareOf,
  withoutShare,
  withOtherShare,
  withShare,
} from "../rules/counting.ts";
import {
  afterCompleted,
  afterSent,
  afterTakenBack,
  type FeedRecord,
  nextOf,
} from "../rules/feeding.ts";
import { listDueOn } from "./ranking.ts";
import { statedOf, viewOf } from "./views.ts";

type OfOrder = { readonly orderId: string };
type Viewed = StateOf<ReturnType<typeof viewOf>>;

/** Where nobody listens, nothing is noted for them. */
export const soldOrder = (hasFeed: boolean) => (fact: OfOrder) => ({
  ...viewOf(fact),
  feed: feedRecords.many(hasFeed ? [fact.orderId] : []),
});
const salesOn = (view: OrderView | undefined, day: string | undefined) => ({
  sales: dailySales.many(view === undefined || day === undefined ? [] : saleIdsOf(view, day)),
});
export const salesOfPayment = (_: OfOrder, { view }: Viewed, at: number) =>
  salesOn(view, dayOf(at));
export const salesOfCount = (_: OfOrder, { view }: Viewed) => salesOn(view, view?.countedOn);

type SoldNeeds = ReturnType<ReturnType<typeof soldOrder>> & ReturnType<typeof salesOn>;
type SoldState = StateOf<SoldNeeds>;

/** Who outside is told of sales, beside the sums of the days. */
export type WhoIsTold = { readonly hasFeed: boolean; readonly hasRanking: boolean };

/** The order counts for the day on which it was paid. */
export const paid =
  ({ hasFeed, hasRanking }: WhoIsTold) =>
  (fact: BodyOf<typeof orderPaid>, state: SoldState, moment: Moment): Decision<SoldNeeds> => {
    const view = afterOrderFact(state.view ?? emptyView(fact.orderId), fact, statedOf(moment));
    if (view === undefined) return unchanged;
    const { at } = moment.message;
    const countedOn = dayOf(at);
    const sales = withShare(state.sales, shareOf(view, countedOn));
    const isFirstOfDay = sales.some(({ saleId }) => !state.sales.has(saleId));
    const told = afterCompleted(state.feed.get(fact.orderId), fact.orderId, at);
    return {
      changed: {
        view: { ...view, countedOn, paidAt: at },
        sales,
        ...(hasFeed && told !== undefined ? { feed: [told] } : {}),
      },
      deadlines: isFirstOfDay ? [listDueOn(addDays(countedOn, 1))] : [],
      tasks: [
        ...(hasFeed ? tasksOf(told, view) : []),
        ...(hasRanking ? [rankingOf(rankedSale({ ...view, day: countedOn }), moment)] : []),
      ],
    };
  };

/** The order is undone. What was counted is taken from the day it was counted on, once. */
export const takenBack =
  <Fact extends OrderFact>({ hasRanking }: WhoIsTold, also: (fact: Fact) => Partial<OrderView>) =>
  (fact: Fact, state: SoldState, moment: Moment): Decision<SoldNeeds> => {
    const before = state.view ?? emptyView(fact.orderId);
    const view = afterOrderFact(before, fact, statedOf(moment), also(fact));
    if (view === undefined) return unchanged;
    const { countedOn } = before;
    if (countedOn === undefined) return { changed: { view } };
    const told = afterTakenBack(state.feed.get(fact.orderId), moment.message.at);
    return {
      changed: {
        view: { ...withLinesBack(view, moment.message.at), countedOn: undefined },
        sales: withoutShare(state.sales, shareOf(before, countedOn)),
        ...(told === undefined ? {} : { feed: [told] }),
      },
      // While the first news is on its way, the second follows when that is noted.
      tasks: [
        ...(told?.completedSentAt === undefined ? [] : tasksOf(told, view)),
        ...(hasRanking ? [rankingOf(goneFrom(before, countedOn), moment)] : []),
      ],
    };
  };

type LinesNeeds = ReturnType<typeof viewOf> & ReturnType<typeof salesOn>;

/** Lines are cancelled: they are taken from the day on which the order was counted, once. */
export const linesTakenBack =
  ({ hasRanking }: Pick<WhoIsTold, "hasRanking">) =>
  (
    { orderId, lineNos }: BodyOf<typeof orderLinesCancelled>,
    state: StateOf<LinesNeeds>,
    moment: Moment,
  ): Decision<LinesNeeds> => {
    const before = state.view ?? emptyView(orderId);
    const without = withoutLines(before, lineNos);
    if (without === before) return unchanged;
    const view = withLinesBack(without, moment.message.at, lineNos);
    const { countedOn } = before;
    if (countedOn === undefined) return { changed: { view } };
    const shares = [shareOf(before, countedOn), shareOf(view, countedOn)] as const;
    return {
      changed: { view, sales: withOtherShare(state.sales, ...shares) },
      tasks: hasRanking ? [rankingOf(rankedSale({ ...view, day: countedOn }), moment)] : [],
    };
  };

const goneFrom = ({ orderId, lines }: OrderView, day: string) => ({
  orderId,
  linesGone: lines.length,
  day,
  items: [],
});

export const RANKING = "query.ranking";

/** The ranking hears of an order as it counts now. */
function rankingOf(sale: ReturnType<typeof rankedSale>, { policies }: Moment): NewTask {
  const keepDays = policies["ranking.windowDays"];
  return {
    kind: RANKING,
    id: `${sale.orderId} ranked ${sale.linesGone}`,
    command: rankSale({ ...sale, keepDays }),
  };
}

export const toldOrder = (fact: OfOrder) => ({
  ...viewOf(fact),
  record: feedRecords.one(fact.orderId),
});
type ToldNeeds = ReturnType<typeof toldOrder>;

/** The data platform has taken one piece of news; the next may follow. */
export function noted(
  { orderId, kind }: BodyOf<typeof noteTold>,
  { record, view }: StateOf<ToldNeeds>,
  { at }: Moment,
): Decision<ToldNeeds> {
  const after = afterSent(record, kind, at);
  if (after === undefined) return unchanged;
  return { changed: { record: after }, tasks: tasksOf(after, view ?? emptyView(orderId)) };
}

export const FEED = "query.feed";

function tasksOf(record: FeedRecord | undefined, view: OrderView): readonly NewTask[] {
  const kind = record === undefined ? undefined : nextOf(record);
  if (record === undefined || kind === undefined) return [];
  const command = tellDataPlatform(newsOf(view, kind, timeOf(record, kind)));
  return [{ kind: FEED, id: `${record.orderId} ${kind}`, command }];
}

const timeOf = ({ completedAt, takenBackAt }: FeedRecord, kind: FeedKind): number =>
  kind === "COMPLETED" ? completedAt : (takenBackAt ?? completedAt);

function newsOf(view: OrderView, kind: FeedKind, at: number): BodyOf<typeof tellDataPlatform> {
  const { orderId, orderNumber, memberId, serviceType, payMethod, payableAmountMinor } = view;
  const lines = view.lines.map((line) => {
    const { lineNo, itemId, partnerId, itemName, quantity, lineAmountMinor } = line;
    return { lineNo, itemId, partnerId, itemName, quantity, lineAmountMinor };
  });
  const order = { orderId, orderNumber, memberId, serviceType, payMethod };
  return { ...order, kind, at, payableAmountMinor, lines };
}
