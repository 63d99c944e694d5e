import { readFile } from "node:fs/promises";
import { BadSetting, readSettings, type Settings } from "./settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of the environment, over those of the file that `BOJAGI_CONFIG` names: a JSON object
 * with the names of settings, in which what is JSON anyway need not be text. Throws `BadSetting`.
 */
export const configured = async (environment: Environment): Promise<Settings> =>
  readSettings(await configuration(environment));

/** The same, as an environment without a file. */
export async function configuration({ BOJAGI_CONFIG: file, ...rest }: Environment) {
  const given = file === undefined || file === "" ? {} : await settingsIn(file);
  return { ...given, ...rest };
}

async function settingsIn(file: string): Promise<Environment> {
  const known = Object.keys(readSettings({}));
  const written = await jsonIn(file);
  for (const name of Object.keys(written)) {
    if (!known.includes(name)) throw new BadSetting(`${file}: ${name} is not a setting`);
  }
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

async function jsonIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch (error) {
    throw new BadSetting(`BOJAGI_CONFIG: ${file} cannot be read: ${(error as Error).message}`);
  }
  throw new BadSetting(`BOJAGI_CONFIG: ${file} is not a JSON object`);
}
