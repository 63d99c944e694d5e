import type { Context } from "#http/context.ts";
import { type Channels, type LinkOf, runnersOn } from "./channel.ts";
import { letters, notices } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactionsWith, sends } from "./reactions.ts";
import { routes } from "./routes.ts";

/** Notification reaches people through the channels of this installation. */
export const notificationContext = (channels: Channels, linkOf: LinkOf): Context => ({
  name: "notification",
  collections: [notices, letters] as never,
  ledgers: [],
  reactions: reactionsWith((name) => channels[name] !== undefined),
  sends,
  routes,
  runners: runnersOn(channels, linkOf),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
