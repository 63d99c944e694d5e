import { handOver, recordCarrierStatus, startPreparing } from "#contexts/delivery/contract.ts";
import { acceptGift, startGiftPayment } from "#contexts/gift/contract.ts";
import { orders } from "#contexts/order/collections.ts";
import {
  cancelOrder,
  cancelOrderLines,
  confirmReceipt,
  type OrderStatus,
  payOrder,
} from "#contexts/order/contract.ts";
import { confirmDeposit } from "#contexts/payment/contract.ts";
import { impossible } from "#kernel/refusal.ts";
import {
  gift,
  jun,
  junsAddress,
  mina,
  ofMina,
  ONE_PROCESS,
  openShop,
  order,
  orderId,
  partnerId,
  PAYABLE_MINOR,
  PRICE_MINOR,
  seller,
  type Shelf,
  THREE_PROCESSES,
  twoLines,
} from "./shop.ts";
import type { Cast, Scene, Stage } from "./stage.ts";

type Part = (stage: Stage) => Promise<unknown>;

/** One way of an order through the contexts. */
export type Journey = {
  readonly title: string;
  readonly sentence: string;
  readonly split?: true;
  readonly shelf?: Partial<Shelf>;
  /** What happened before, and is not drawn. */
  readonly before?: Part;
  readonly play: Part;
  /** Where the order is in the end; "NOWHERE" where nothing of it is written. */
  readonly ends: OrderStatus | "NOWHERE";
};

const MINUTE_MS = 60_000;
const PLENTY: Shelf = { pots: 5, walletMinor: 100_000n };

const place: Part = (stage) => stage.ask(mina, order());
const pay: Part = (stage) =>
  stage.ask(mina, payOrder({ ...ofMina, payMethod: "WALLET", amountMinor: PAYABLE_MINOR }));
const placeAndPay: Part = (stage) => stage.ask(mina, order({ autoPay: true }));
const cancel: Part = (stage) => stage.ask(mina, cancelOrder(ofMina));

const ofSeller = { orderId, partnerId };
const ship: Part = async (stage) => {
  await stage.ask(seller, startPreparing(ofSeller));
  await stage.ask(seller, handOver({ ...ofSeller, carrier: "CJ", trackingNumber: "1234" }));
};
const deliver: Part = (stage) =>
  stage.ask(
    seller,
    recordCarrierStatus({ ...ofSeller, carrierStatus: "DELIVERED", at: stage.now() }),
  );

export const journeys: readonly Journey[] = [
  {
    title: "Placed, then paid",
    sentence: "Mina orders with a coupon and pays from her wallet: two requests, two transactions.",
    play: async (stage) => {
      await place(stage);
      await pay(stage);
    },
    ends: "PREPARED",
  },
  {
    title: "Placed and paid in one request",
    sentence: "With `autoPay` the whole journey is one transaction.",
    play: placeAndPay,
    ends: "PREPARED",
  },
  {
    title: "Placed and paid, in three processes",
    sentence:
      "The same reactions where catalog and coupon run apart: every arrival is a transaction of its own.",
    split: true,
    play: placeAndPay,
    ends: "PREPARED",
  },
  {
    title: "Out of stock, in one process",
    sentence: "Catalog says no in the transaction of the request: all of it is taken back.",
    shelf: { pots: 0 },
    play: place,
    ends: "NOWHERE",
  },
  {
    title: "Out of stock, in three processes",
    sentence:
      "The order exists when catalog's no arrives: what said yes is undone, and the order ends.",
    split: true,
    shelf: { pots: 0 },
    play: place,
    ends: "CANCELLED",
  },
  {
    title: "A coupon refused after the stock was set aside",
    sentence:
      "Compensation on evidence: only who said yes is asked to undo. The coupon was used for another order.",
    split: true,
    before: (stage) => stage.ask(mina, order({ orderId: orderId.replace("Order", "Other") })),
    play: place,
    ends: "CANCELLED",
  },
  {
    title: "Not enough money",
    sentence: "The wallet refuses, and the order is undone with the answer that says why.",
    shelf: { walletMinor: 1_000n },
    before: place,
    play: pay,
    ends: "CANCELLED",
  },
  {
    title: "Cancelled before payment",
    sentence: "Payment is asked first: only it can promise that no money will be taken.",
    before: place,
    play: cancel,
    ends: "CANCELLED",
  },
  {
    title: "Cancelled after payment",
    sentence: "Once delivery promises that nothing leaves: money, coupon and stock go back.",
    before: placeAndPay,
    play: cancel,
    ends: "REFUNDED",
  },
  {
    title: "Never paid",
    sentence: "The unpaid limit falls due and asks for the same as a cancel would.",
    before: place,
    play: (stage) => stage.pass("30 minutes pass", 30 * MINUTE_MS),
    ends: "CANCELLED",
  },
  {
    title: "One line cancelled",
    sentence: "Delivery promises that it has not left; then its money and its stock go back.",
    before: (stage) => stage.ask(mina, order({ autoPay: true, lines: twoLines() })),
    play: (stage) =>
      stage.ask(
        mina,
        cancelOrderLines({ ...ofMina, lineNos: [2], expectedRefundMinor: PRICE_MINOR }),
      ),
    ends: "PREPARED",
  },
  {
    title: "Paid by bank transfer",
    sentence:
      "The seller confirms that the money came: only then is the stock claimed, and the parcel sent.",
    before: (stage) =>
      stage.ask(mina, order({ payMethod: "BANK_TRANSFER", depositorName: "Mina" })),
    play: (stage) => stage.ask(seller, confirmDeposit({ orderId })),
    ends: "SHIPPING",
  },
  {
    title: "A gift",
    sentence:
      "Mina pays, Jun says where it goes: an order like any other, which waits for its address.",
    play: async (stage) => {
      await stage.ask(mina, gift());
      await stage.ask(mina, startGiftPayment(ofMina));
      await pay(stage);
      await stage.ask(jun, acceptGift({ orderId, address: junsAddress }));
    },
    ends: "PREPARED",
  },
  {
    title: "Shipped, delivered, received",
    sentence: "The seller packs and hands over, the carrier delivers, Mina confirms.",
    before: placeAndPay,
    play: async (stage) => {
      await ship(stage);
      await deliver(stage);
      await stage.ask(mina, confirmReceipt(ofMina));
    },
    ends: "CLOSED",
  },
];

/** What happens on the journey, as it really runs. Throws when it does not end as it says. */
export async function scenesOf(journey: Journey, cast?: Cast): Promise<readonly Scene[]> {
  const { title, split, shelf, before, play, ends } = journey;
  const groups = split === true ? THREE_PROCESSES : ONE_PROCESS;
  const stage = await openShop(groups, { ...PLENTY, ...shelf }, cast);
  await before?.(stage);
  stage.raise();
  await play(stage);
  const end = stage.row(orders, orderId)?.status ?? "NOWHERE";
  if (end !== ends) return impossible(`"${title}" ended ${end}, not ${ends}`);
  return stage.scenes;
}
