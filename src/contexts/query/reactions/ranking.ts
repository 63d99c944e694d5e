/** The popular list: made at midnight of the days that have something to say, then left alone. */
import { addDays, dayOf, startOfDay } from "#kernel/calendar.ts";
import type { BodyOf } from "#kernel/message.ts";
import {
  type DeadlineChange,
  type Decision,
  type Moment,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { popularLists } from "../collections.ts";
import { type keepPopularList, makePopularList, popularListDue } from "../contract.ts";

export const POPULAR_LIST = "query.popular-list";

type OfDay = { readonly asOfDay: string };
export const listOfDay = ({ asOfDay }: OfDay) => ({ list: popularLists.one(asOfDay) });
type ListNeeds = ReturnType<typeof listOfDay>;

/** The first moment of that day. */
export const listDueOn = (asOfDay: string): DeadlineChange => ({
  name: "popular-list",
  key: asOfDay,
  at: startOfDay(asOfDay),
  command: popularListDue({ asOfDay }),
});

/** After days of standing still only today's list is of use. */
export function listDue(
  { asOfDay }: OfDay,
  { list }: StateOf<ListNeeds>,
  { at, policies, message }: Moment,
): Decision<ListNeeds> {
  if (list !== undefined) return unchanged;
  const today = dayOf(at);
  if (asOfDay < today) return { deadlines: [listDueOn(today)] };
  const windowDays = policies["ranking.windowDays"];
  const command = makePopularList({ asOfDay, windowDays, size: policies["ranking.size"] });
  return { tasks: [{ kind: POPULAR_LIST, id: `${asOfDay} ${message.id}`, command }] };
}

/** The first list of a day stands. While there is something on it, the next midnight brings another. */
export function keepList(
  { asOfDay, entries }: BodyOf<typeof keepPopularList>,
  { list }: StateOf<ListNeeds>,
): Decision<ListNeeds> {
  if (list !== undefined) return unchanged;
  return {
    changed: { list: { asOfDay, entries } },
    deadlines: entries.length === 0 ? [] : [listDueOn(addDays(asOfDay, 1))],
  };
}
