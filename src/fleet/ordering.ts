import { configured } from "../configuration.ts";
import { give, type Order } from "./control.ts";

/** Gives an order to the fleet of the data folder that the settings name, and prints what came of it. */
export async function order(given: Order): Promise<void> {
  const { BOJAGI_DATA_DIR: directory } = await configured(process.env);
  const outcome = await give(directory, given, console.error);
  if ("refused" in outcome) {
    console.error(outcome.refused);
    process.exitCode = 1;
  } else if (outcome.answer !== undefined)
    console.log(JSON.stringify(outcome.answer, undefined, 2));
}
