import {
  adjustStock,
  changeItem,
  changeSaleStatus,
  receiveStock,
} from "#contexts/catalog/contract.ts";
import {
  CARRIER_STATUSES,
  handOver,
  recordCarrierStatus,
  startPreparing,
} from "#contexts/delivery/contract.ts";
import { setPartnerStatus } from "#contexts/identity/contract.ts";
import type { Actor, Draft } from "#kernel/message.ts";
import type { Client } from "./client.ts";
import type { Fleet } from "./fleet.ts";
import type { Reads, SeenShipment } from "./reads.ts";
import type { Run } from "./run.ts";
import { cancel } from "./shopper.ts";
import { asSeller, OPERATOR, type Town } from "./town.ts";

/** A seller packs and sends what was bought, and changes what is for sale. */
export async function sell(
  run: Run,
  client: Client,
  town: Town,
  reads: Reads,
  partnerId: string,
): Promise<void> {
  const { draw } = client;
  for (let rounds = draw.between(6, 12); rounds > 0; rounds--) {
    await client.think(700);
    for (const shipment of reads.shipments(partnerId)) {
      if (draw.chance(0.6)) await send(run, client, shipment);
    }
    if (draw.chance(0.12)) await tend(client, town, reads, partnerId);
  }
}

const write = (client: Client, actor: Actor, draft: Draft) =>
  client.write({ route: draft.definition.type, actor, make: () => ({ draft }) });

async function send(run: Run, client: Client, shipment: SeenShipment): Promise<void> {
  const { draw } = client;
  const { orderId, partnerId, lines } = shipment;
  const ofSeller = { orderId, partnerId };
  const seller = asSeller(partnerId);
  switch (shipment.status) {
    case "BEFORE":
      await write(client, seller, startPreparing(ofSeller));
      return;
    case "PREPARING": {
      const some = lines.length > 1 && draw.chance(0.5) ? [lines[0]?.lineNo ?? 1] : undefined;
      const parcel = { carrier: "CJ", trackingNumber: String(draw.between(1_000, 9_999)) };
      const named = some === undefined ? {} : { lineNos: some };
      await write(client, seller, handOver({ ...ofSeller, ...parcel, ...named }));
      return;
    }
    case "SHIPPING":
      if (lines.some(({ status }) => status === "PREPARING") && draw.chance(0.5)) {
        const parcel = { carrier: "CJ", trackingNumber: String(draw.between(1_000, 9_999)) };
        await write(client, seller, handOver({ ...ofSeller, ...parcel }));
        return;
      }
      await write(
        client,
        OPERATOR,
        recordCarrierStatus({
          ...ofSeller,
          carrierStatus: draw.chance(0.6) ? "DELIVERED" : draw.pick(CARRIER_STATUSES),
          at: run.timeline.now() - draw.below(1_000),
          lineNos: lines.filter(({ status }) => status === "SHIPPING").map(({ lineNo }) => lineNo),
        }),
      );
  }
}

async function tend(client: Client, town: Town, reads: Reads, partnerId: string): Promise<void> {
  const { draw } = client;
  const own = town.items.filter((item) => item.partnerId === partnerId);
  const { itemId } = draw.pick(own);
  const seen = reads.item(itemId);
  const seller = asSeller(partnerId);
  const itemVersion = (seen?.itemVersion ?? 1) + (draw.chance(0.1) ? 1 : 0);
  switch (draw.below(5)) {
    case 0:
      await write(client, seller, receiveStock({ itemId, quantity: draw.between(1, 5) }));
      return;
    case 1: {
      const quantity = draw.pick([-3, -1, 1]);
      await write(client, seller, adjustStock({ itemId, quantity, reason: "counted" }));
      return;
    }
    case 2: {
      const priceMinor = (seen?.priceMinor ?? 10_000n) + 500n;
      await write(client, seller, changeItem({ itemId, itemVersion, priceMinor }));
      return;
    }
    case 3:
      await write(
        client,
        seller,
        changeSaleStatus({ itemId, itemVersion, saleStatus: "SUSPENDED" }),
      );
      await client.think();
      await write(
        client,
        seller,
        changeSaleStatus({ itemId, itemVersion: itemVersion + 1, saleStatus: "ON_SALE" }),
      );
      return;
    default:
      await write(client, OPERATOR, setPartnerStatus({ partnerId, status: "DISABLE" }));
      await client.think();
      await write(client, OPERATOR, setPartnerStatus({ partnerId, status: "ENABLE" }));
  }
}

/** An operator cancels an order on request, and drives again what was parked. */
export async function operate(run: Run, client: Client, reads: Reads, fleet: Fleet): Promise<void> {
  const { draw } = client;
  for (let rounds = draw.between(5, 20); rounds > 0; rounds--) {
    await client.think(600);
    const orders = reads.orders();
    if (orders.length > 0 && draw.chance(0.05)) {
      await cancel(client, OPERATOR, draw.pick(orders).orderId);
    }
    await redriveSome(run, reads, fleet);
  }
}

/** The parked messages of one key are driven again in their order; an unruly operator takes any one. */
export async function redriveSome(run: Run, reads: Reads, fleet: Fleet): Promise<boolean> {
  const parked = reads.parked();
  if (parked.length === 0) return false;
  const { cell, message } = run.draw.pick(parked);
  const group = fleet.cells().includes(cell) ? run.draw.pick(cell.processes).group() : undefined;
  if (group === undefined) return true;
  const ofKey = parked
    .map((of) => of.message)
    .filter(({ consumer, key }) => consumer === message.consumer && key === message.key)
    .toSorted((a, b) => a.parkedAt - b.parkedAt || a.arrived - b.arrived);
  const outOfOrder = run.faults.redrivesOutOfOrder();
  const driven = outOfOrder ? [message] : ofKey;
  if (outOfOrder && message !== ofKey[0]) run.sometimes("key_redriven_out_of_order");
  else run.sometimes("key_redriven_in_order");
  run.tell(() => `operator: ${message.consumer} ${message.key} driven again, ${driven.length}`);
  const done = group.redrive(driven, "operator").catch(() => undefined);
  await Promise.race([done, run.timeline.sleep(1_000)]);
  return true;
}
