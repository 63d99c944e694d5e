import closeWithGrace from "close-with-grace";
import { CONTEXT_NAMES } from "#contexts/names.ts";
import { realWorld } from "#kernel/world.ts";
import { openFleet } from "./fleet/fleet.ts";
import { planOf } from "./fleet/plan.ts";
import { hindranceIn } from "./hindrance.ts";

export type FleetArguments = {
  readonly together: readonly string[];
  readonly instances: readonly string[];
};

/** Longer than each of its processes may take. */
const STOP_WITHIN_MS = 60_000;

/** Starts a fleet, and keeps it until it is told to stop. SIGHUP reads the configuration again. */
export async function runFleet({ together, instances }: FleetArguments): Promise<void> {
  const log = (line: string): void => console.log(`fleet | ${line}`);
  try {
    const fleet = await openFleet({
      members: planOf(CONTEXT_NAMES, together, instances),
      instances,
      environment: process.env,
      world: realWorld(),
      log,
    });
    process.on("SIGHUP", () => {
      fleet.refresh().catch((error: unknown) => log(`not refreshed: ${String(error)}`));
    });
    closeWithGrace({ delay: STOP_WITHIN_MS, logger: false, skip: ["SIGHUP"] }, async ({ err }) => {
      if (err !== undefined) console.error(err);
      await fleet.stop();
    });
    console.log(`Bojagi is ready at ${fleet.address}`);
  } catch (error) {
    console.error(hindranceIn(error));
    process.exitCode = 1;
  }
}
