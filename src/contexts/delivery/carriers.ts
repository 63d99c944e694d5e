/** The carriers that this installation can call, made from the settings. */
import { randomBytes } from "node:crypto";
import { count, matching, optional, record, text, type ValueOf } from "#kernel/schema.ts";
import type { World } from "#kernel/world.ts";
import type { Carriers } from "./carrier.ts";
import { simulatorCarrier } from "./carriers/simulator.ts";
import { type CarrierSimulator, startCarrierSimulator } from "./carriers/simulator/server.ts";

export const carrierSettings = () =>
  record({
    /** One that runs elsewhere; without it one is started here. */
    simulator: optional(
      record({
        url: matching("^https?://[^\\s]+$", 200),
        secret: text(),
        connectWithinMs: optional(count(1, 60_000)),
        answerWithinMs: optional(count(1, 25_000)),
      }),
    ),
  });
export type CarrierSettings = ValueOf<ReturnType<typeof carrierSettings>>;

export type OpenCarriers = {
  readonly carriers: Carriers;
  /** The one that was started here, to be told what to do wrong. */
  readonly simulator?: Pick<CarrierSimulator, "set" | "left">;
  readonly close: () => Promise<void>;
};

/** How long a parcel stays at each stop of a simulator that nobody moves by hand. */
const STEP_MS = 30_000;

/** The simulator started here keeps its book in the file, so that parcels travel on after a restart. */
export async function openCarriers(
  { simulator }: CarrierSettings,
  { bookFile: file, world }: { readonly bookFile: string; readonly world: Clock },
): Promise<OpenCarriers> {
  if (simulator !== undefined)
    return {
      carriers: { SIMULATOR: simulatorCarrier(simulator, world) },
      close: () => Promise.resolve(),
    };
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const started = await startCarrierSimulator({ secret, file, stepMs: STEP_MS, world });
  return {
    carriers: { SIMULATOR: simulatorCarrier({ url: started.url, secret }, world) },
    simulator: started,
    close: started.close,
  };
}

type Clock = Pick<World, "now" | "after">;
