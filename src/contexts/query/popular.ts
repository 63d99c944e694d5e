/** The list of best-selling items that is made once a day. */
import type { BodyOf, Message } from "#kernel/message.ts";
import type { TaskRunner } from "#runtime/tasks.ts";
import { keepPopularList, type makePopularList } from "./contract.ts";
import { type Entries, type Ranking, type Read, windowOf } from "./ranking.ts";

/** The list made at the midnight of that day, where there is one. */
export async function keptList(read: Read, day: string): Promise<Entries | undefined> {
  const [list] = await read<{ readonly entries: Entries }>(
    "select entries from query.popular_lists where as_of_day = $1",
    [day],
  );
  return list?.entries;
}

/** Makes the list of a day out of what was sold before it. */
export const listMaking =
  ({ best }: Ranking): TaskRunner =>
  async (message) => {
    const { asOfDay, windowDays, size } = (message as Message<BodyOf<typeof makePopularList>>).body;
    const entries = await best(windowOf(asOfDay, windowDays), size);
    return keepPopularList({ asOfDay, entries: [...entries] });
  };
