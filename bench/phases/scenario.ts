import { startDriver } from "../driver.ts";
import type { Figures } from "../figures.ts";
import { SCENARIO_USERS } from "../lengths.ts";
import { startFused } from "../platform.ts";
import { figuresOfScenario } from "../scenario.ts";
import type { Stand } from "../stand.ts";
import type { Found } from "./found.ts";

/** What people really do, one after the other, with ever more of them, on one process for all contexts. */
export async function scenarioPhase(stand: Stand): Promise<Found> {
  const { lengths, closing, say } = stand;
  say("scenario: starts, the shop opens");
  const platform = await startFused(stand);
  const program = new URL("../load.ts", import.meta.url);
  const connections = String(Math.max(...SCENARIO_USERS));
  const load = await startDriver(closing, program, [connections, ...platform.urls]);
  await load.openShop(lengths.shop);
  const [few] = SCENARIO_USERS;
  say("scenario: warm-up");
  await load.scenario({ users: few, seconds: lengths.warmUpSeconds });

  let figures: Figures = {};
  const remarks: string[] = [];
  for (const users of SCENARIO_USERS) {
    say(`scenario: ${users} users`);
    const result = await load.scenario({ users, seconds: lengths.scenarioSeconds });
    figures = { ...figures, ...figuresOfScenario(users, result) };
    const { failed, firstReason } = result;
    if (failed > 0) remarks.push(`scenario, ${users} users: ${failed} failed: ${firstReason}`);
  }
  return { figures, remarks };
}
