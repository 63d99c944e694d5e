import { operatorOf, type Person } from "./people.ts";
import { ask, type Told } from "./shop.ts";
import type { Town } from "./town.ts";

export type Parcel = {
  readonly status: string;
  readonly label: string;
  readonly shipmentId: string;
};

/** The seller begins to pack. */
export const pack = (town: Town, seller: Person, shipmentId: string): Promise<Told<Parcel>> =>
  ask(town, seller, "POST", `/api/shipments/${shipmentId}/preparation`);

/** The seller gives the parcel, or some lines of it, to the carrier. */
export const handOver = (
  town: Town,
  seller: Person,
  shipmentId: string,
  lineNos?: readonly number[],
): Promise<Told<Parcel>> =>
  ask(town, seller, "POST", `/api/shipments/${shipmentId}/hand-over`, {
    carrier: "Quick",
    trackingNumber: "6057-1234-5678",
    ...(lineNos === undefined ? {} : { lineNos }),
  });

/** The seller has the carrier called, and by default waits for it as long as a front would. */
export const callFor = (
  town: Town,
  seller: Person,
  shipmentId: string,
  { wait = "wait=20", lineNos }: { readonly wait?: string; readonly lineNos?: number[] } = {},
): Promise<Told<Parcel>> =>
  ask(
    town,
    seller,
    "POST",
    `/api/shipments/${shipmentId}/hand-over`,
    { carrier: "SIMULATOR", ...(lineNos === undefined ? {} : { lineNos }) },
    { prefer: wait },
  );

/** The carrier's callback as it would be sent now, or with something changed. */
export function carrierCallsBack(
  town: Town,
  consignmentId: string,
  change: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  at = town.now(),
): Promise<Told> {
  const { headers, body } = town.carrier.callbackOf(consignmentId, at);
  return town.request("POST", "/api/shipments/callbacks/SIMULATOR", {
    body: change.body ?? body,
    headers: { ...headers, ...change.headers },
  }) as Promise<Told>;
}

/** The carrier reports, by way of the operator. */
export const carrierSays = async (
  town: Town,
  shipmentId: string,
  carrierStatus: string,
  lineNos?: readonly number[],
): Promise<Told<Parcel>> =>
  ask(town, await operatorOf(town), "POST", `/api/shipments/${shipmentId}/carrier-events`, {
    carrierStatus,
    ...(lineNos === undefined ? {} : { lineNos }),
  });

/** Packed and handed over in one go. */
export async function ship(town: Town, seller: Person, shipmentId: string): Promise<void> {
  for (const answer of [
    await pack(town, seller, shipmentId),
    await handOver(town, seller, shipmentId),
  ]) {
    if (answer.status !== 200) throw new Error(`not shipped: ${JSON.stringify(answer.body)}`);
  }
}
