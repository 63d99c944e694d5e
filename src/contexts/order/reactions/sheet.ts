/** What an order sheet asks of others. Nothing of it is kept: the answers go to whoever asked. */
import { refuse } from "#kernel/refusal.ts";
import { type Reaction, reactionsOf, refused, unchanged } from "#runtime/reaction.ts";
import { checkLines, linesChecked } from "#contexts/catalog/contract.ts";
import { couponExpired, couponIssued, linesQuoted, quoteLines } from "#contexts/coupon/contract.ts";
import { heldCoupons } from "../collections.ts";
import { askPrice, askStock } from "../contract.ts";

const on = reactionsOf("order");

const copyOfCoupon = ({ memberCouponId }: { readonly memberCouponId: string }) => ({
  held: heldCoupons.one(memberCouponId),
});

/** The answer so far: whoever asked waits for the settled one. */
const asked = { settled: false, value: {} } as const;

export const sheetReactions: readonly Reaction[] = [
  on(askPrice, {
    decide: ({ lines, ...ask }) => ({
      emitted: [
        quoteLines({
          ...ask,
          lines: lines.map(({ lineNo, unitListPriceMinor, quantity, memberCouponIds }) => ({
            lineNo,
            unitListPriceMinor,
            quantity,
            memberCouponIds,
          })),
        }),
      ],
      answer: asked,
    }),
  }),
  on(linesQuoted, {
    decide: (quoted) => {
      const { reason, lineNo } = quoted;
      if (reason === undefined) return { answer: { settled: true, value: quoted } };
      const details = lineNo === undefined ? undefined : [{ line: lineNo, code: reason }];
      return refused(refuse(reason, details));
    },
  }),

  on(askStock, {
    decide: ({ checkId, lines }) => ({
      emitted: [
        checkLines({
          checkId,
          lines: lines.map((line) => ({
            lineNo: line.lineNo,
            itemId: line.itemId,
            partnerId: line.partnerId,
            quantity: line.quantity,
            unitItemPriceMinor: line.unitItemPriceMinor,
            unitListPriceMinor: line.unitListPriceMinor,
            options: line.options.map(({ group, optionId, priceMinor }) => ({
              group,
              optionId,
              priceMinor,
            })),
          })),
        }),
      ],
      answer: asked,
    }),
  }),
  // A sheet of what cannot be had is a sheet all the same: it says so.
  on(linesChecked, {
    decide: ({ refused: lines }) => ({ answer: { settled: true, value: lines } }),
  }),

  on(couponIssued, {
    needs: copyOfCoupon,
    decide: ({ memberCouponId, memberId, usableUntil }, { held }) =>
      held === undefined
        ? { changed: { held: { memberCouponId, memberId, usableUntil } } }
        : unchanged,
  }),
  on(couponExpired, {
    needs: copyOfCoupon,
    // One that is told of too late is offered once more, and coupon then says that it is no good.
    decide: (_, { held }) => (held === undefined ? unchanged : { changed: { held: null } }),
  }),
];
