/** A process of another team: the platform's own boot, with one context more. */
import { bootPlatform } from "#src/platform.ts";
import { readSettings } from "#src/settings.ts";
import { loyalty } from "./context.ts";

const platform = await bootPlatform(readSettings(process.env), [loyalty]);
process.once("SIGTERM", () => void platform.stop());
process.stdout.write(`Bojagi is ready at ${platform.address}\n`);
