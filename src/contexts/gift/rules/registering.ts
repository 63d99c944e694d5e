/** How a gift begins, and what is in it. */
import type { BodyOf } from "#kernel/message.ts";
import type { registerGift } from "../contract.ts";
import type { Gift, GiftItem } from "../rules.ts";

export const registered = (body: BodyOf<typeof registerGift>, at: number, story: string): Gift => ({
  orderId: body.orderId,
  giftId: body.giftId,
  linkHash: body.linkHash,
  buyerId: body.memberId,
  giverName: body.orderer.name,
  giverPhone: body.orderer.phone,
  pushType: body.pushType,
  receiverName: body.receiverName,
  receiverPhone: body.receiverPhone,
  message: body.message,
  items: [],
  status: "REGISTERED",
  addressAsked: false,
  history: [{ status: "REGISTERED", at }],
  giftVersion: 1,
  story,
});

type OrderedLine = {
  readonly itemName: string;
  readonly size: string;
  readonly options: readonly { readonly option: string }[];
  readonly quantity: number;
};

/** The order's lines without their prices. */
export const itemsOf = (lines: readonly OrderedLine[]): GiftItem[] =>
  lines.map(({ itemName, size, options, quantity }) => ({
    itemName,
    size,
    options: options.map(({ option }) => option),
    quantity,
  }));
