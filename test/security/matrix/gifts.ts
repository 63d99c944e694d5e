/** Gifts, for who gives them and for who has their link. */
import { accept, given, giftOf, registered } from "#test/town/gifts.ts";
import { ship } from "#test/town/parcels.ts";
import { ADDRESS } from "#test/town/people.ts";
import type { Cast } from "../stage.ts";
import { EVERYONE, LOGGED_IN, OWN_MEMBER, row, type Row } from "./row.ts";

const newGift = ({ town, member, itemId }: Cast) => registered(town, member, [{ itemId }]);
const giftPath = async (cast: Cast, below: string) => ({
  path: `/api/gifts/${(await newGift(cast)).giftId}${below}`,
});
/** A gift that may be accepted, by whoever holds its link. */
const linkPath = async ({ town, member, itemId }: Cast, below: string) => ({
  path: `${(await given(town, member, [{ itemId }])).link}${below}`,
});
async function acceptedPath(cast: Cast, below: string) {
  const { gift, link } = await given(cast.town, cast.member, [{ itemId: cast.itemId }]);
  await accept(cast.town, link);
  await cast.town.quiet();
  return { gift, path: `${link}${below}` };
}

export const gifts: readonly Row[] = [
  row("POST /api/gifts", LOGGED_IN, ({ itemId }) => ({ body: giftOf([{ itemId }]) })),
  row("GET /api/gifts", LOGGED_IN),
  row("GET /api/gifts/{giftId}", OWN_MEMBER, (cast) => giftPath(cast, "")),
  row("POST /api/gifts/{giftId}/payment", OWN_MEMBER, (cast) => giftPath(cast, "/payment")),
  row("POST /api/gifts/{giftId}/cancellation", OWN_MEMBER, (cast) =>
    giftPath(cast, "/cancellation"),
  ),
  row("GET /api/gift-links/{secret}", EVERYONE, (cast) => linkPath(cast, "")),
  row("POST /api/gift-links/{secret}/acceptance", EVERYONE, async (cast) => ({
    ...(await linkPath(cast, "/acceptance")),
    body: { address: ADDRESS },
  })),
  row("POST /api/gift-links/{secret}/rejection", EVERYONE, (cast) => linkPath(cast, "/rejection")),
  row("PUT /api/gift-links/{secret}/address", EVERYONE, async (cast) => ({
    path: (await acceptedPath(cast, "/address")).path,
    body: { address: ADDRESS },
  })),
  row("POST /api/gift-links/{secret}/receipt", EVERYONE, async (cast) => {
    const { gift, path } = await acceptedPath(cast, "/receipt");
    const [row] = await cast.town.sql<{ readonly id: string }>(
      "delivery",
      "select shipment_id as id from delivery.shipments where order_id = $1",
      [gift.orderId],
    );
    await ship(cast.town, cast.seller, row?.id ?? "");
    return { path };
  }),
];
