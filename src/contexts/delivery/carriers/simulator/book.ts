/** The simulator's own book: the parcels it took, and where each is. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { CARRIER_STATUSES, type CarrierStatus } from "../../contract.ts";

export type BookedParcel = {
  readonly consignmentId: string;
  readonly trackingNumber: string;
  readonly status: CarrierStatus;
  readonly at: number;
};

export type ParcelBook = {
  readonly parcels: () => readonly BookedParcel[];
  readonly find: (trackingNumber: string) => BookedParcel | undefined;
  readonly of: (consignmentId: string) => BookedParcel | undefined;
  /** Takes a parcel under its id once; a repeat finds what was taken first. */
  readonly enter: (consignmentId: string, at: number) => BookedParcel;
  readonly move: (parcel: BookedParcel, status: CarrierStatus, at: number) => BookedParcel;
};

/** The stop after this one; undefined for a parcel that has arrived. */
export const nextStop = ({ status }: BookedParcel): CarrierStatus | undefined =>
  CARRIER_STATUSES[CARRIER_STATUSES.indexOf(status) + 1];

/** A book in memory, or in a file that outlives the process. */
export function parcelBookAt(file?: string): ParcelBook {
  const parcels = new Map<string, BookedParcel>();
  for (const line of linesOf(file)) {
    const parcel = JSON.parse(line) as BookedParcel;
    parcels.set(parcel.consignmentId, parcel);
  }
  const write = (parcel: BookedParcel): BookedParcel => {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(parcel)}\n`);
    parcels.set(parcel.consignmentId, parcel);
    return parcel;
  };
  return {
    parcels: () => [...parcels.values()],
    find: (wanted) => [...parcels.values()].find(({ trackingNumber }) => trackingNumber === wanted),
    of: (consignmentId) => parcels.get(consignmentId),
    enter: (consignmentId, at) =>
      parcels.get(consignmentId) ??
      write({ consignmentId, trackingNumber: numberOf(parcels.size + 1), status: "ACCEPTED", at }),
    move: (parcel, status, at) => write({ ...parcel, status, at }),
  };
}

const numberOf = (parcelNo: number): string => `SIM-${String(parcelNo).padStart(10, "0")}`;

function linesOf(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  // A line that a dying process did not finish was never answered.
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}
