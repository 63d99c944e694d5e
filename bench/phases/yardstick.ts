import { withClient } from "#store/embedded/connection.ts";
import type { Figures } from "../figures.ts";
import { YARDSTICK_CONNECTIONS } from "../lengths.ts";
import type { Stand } from "../stand.ts";
import { yardstick, YARDSTICK_TABLES, yardstickClients } from "../yardstick.ts";
import type { Found } from "./found.ts";

/** The yardstick in both forms, each with many and with few connections. */
export async function yardstickPhase(stand: Stand): Promise<Found> {
  const url = await stand.freshDatabase("yardstick");
  return {
    figures: {
      ...(await bothConnections(stand, url, false, "yardstick")),
      ...(await bothConnections(stand, url, true, "yardstick_pipelined")),
    },
    remarks: [],
  };
}

async function bothConnections(
  stand: Stand,
  url: string,
  pipelined: boolean,
  prefix: string,
): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const connections of YARDSTICK_CONNECTIONS) {
    stand.say(`${prefix} with ${connections} connections`);
    await withClient(url, (client) => client.query(YARDSTICK_TABLES));
    const plan = { ...stand.lengths.yardstick, connections, pipelined };
    const clients = await yardstickClients(url, plan);
    const end = () => Promise.all(clients.map((client) => client.end()));
    await stand.closing.add(end);
    figures[`${prefix}_${connections}_tps`] = await yardstick(clients, plan);
    await end();
  }
  return { [`${prefix}_tps`]: Math.max(...Object.values(figures)), ...figures };
}
