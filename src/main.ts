import closeWithGrace from "close-with-grace";
import { bootPlatform } from "./platform.ts";
import { greeting } from "./seed/greeting.ts";
import { configured } from "./configuration.ts";
import { hindranceIn } from "./hindrance.ts";
import { supervised } from "./supervised.ts";

/** Reads the settings, boots the chosen contexts, waits, stops. */
const STOP_WITHIN_MS = 25_000;

try {
  const settings = await configured(process.env);
  const platform = await bootPlatform(settings, [], () => configured(process.env));
  const { close } = closeWithGrace({ delay: STOP_WITHIN_MS, logger: false }, async ({ err }) => {
    if (err !== undefined) console.error(err);
    await platform.stop();
  });
  supervised(platform.address, close);
  console.log(greeting(platform.address, platform.logins).join("\n"));
} catch (error) {
  console.error(hindranceIn(error));
  process.exitCode = 1;
}
