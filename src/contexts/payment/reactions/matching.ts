/** What others say of our money is kept, and differences are closed by those who explain them. */
import { type Reaction, reactionsOf } from "#runtime/reaction.ts";
import { closedCases, statedMoney } from "../collections.ts";
import { closeCase, noteStated } from "../contract.ts";
import { closedWith, newlyStated, statedIdOf } from "../rules/matching.ts";

const on = reactionsOf("payment");

export const matchingReactions: readonly Reaction[] = [
  on(noteStated, {
    needs: ({ source, records }) => ({
      known: statedMoney.many(records.map(({ recordId }) => statedIdOf(source, recordId))),
    }),
    decide: ({ source, records }, { known }) => {
      const changed = newlyStated(source, records, known);
      const answer = { settled: true, value: { newRecords: changed.length } } as const;
      return { ...(changed.length === 0 ? {} : { changed: { known: changed } }), answer };
    },
  }),
  on(closeCase, {
    needs: ({ caseId }) => ({ closed: closedCases.one(caseId) }),
    decide: (found, { closed }, { at, message: { actor } }) => {
      const value = closedWith(found, closed, actor.memberId, at);
      const changed = value === closed ? {} : { changed: { closed: value } };
      return { ...changed, answer: { settled: true, value } };
    },
  }),
];
