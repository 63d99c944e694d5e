import { listOf } from "#kernel/schema.ts";
import {
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import type { GiftStatus, PushType } from "./contract.ts";
import {
  type Gift,
  giftHistoryEntry,
  type GiftHistoryEntry,
  giftItem,
  type GiftItem,
} from "./rules.ts";

/** Named by its order: all that is said of a gift is said under that key, in one order. */
export const gifts = collection<Gift>("gift.gifts", "orderId", {
  orderId: textColumn(),
  giftId: textColumn(),
  linkHash: textColumn(),
  buyerId: textColumn(),
  giverName: textColumn(),
  giverPhone: textColumn(),
  pushType: textColumn<PushType>(),
  receiverName: textColumn(),
  receiverPhone: textColumn(),
  message: textColumn(),
  items: jsonColumn<readonly GiftItem[]>(listOf(giftItem())),
  status: textColumn<GiftStatus>(),
  cancelReason: maybeColumn(textColumn()),
  expiresAt: maybeColumn(instantColumn()),
  receivedAt: maybeColumn(instantColumn()),
  addressAsked: flagColumn(),
  history: jsonColumn<readonly GiftHistoryEntry[]>(listOf(giftHistoryEntry(), 20, 1)),
  giftVersion: countColumn(),
  story: textColumn(),
});
