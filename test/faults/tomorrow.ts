/** A build of this platform with one thing changed, as the next release may be. */
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const HERE = resolve(import.meta.dirname, "../..");
/** Order says one thing more of what is prepared; nobody has to know of it. */
const CHANGES = [
  ["contract.ts", 'fact("order.prepared", "orderId", {', "packedBy: optional(text(20)),"],
  ["rules/announcing.ts", "return orderPrepared({", 'packedBy: "TOMORROW",'],
] as const;
export const SAID_TOMORROW = '"packedBy":"TOMORROW"';

/** Makes it in a folder. */
export async function buildOfTomorrow(folder: string): Promise<void> {
  await mkdir(join(folder, "node_modules"), { recursive: true });
  for (const name of ["src", "bin", "package.json", "package-lock.json", "tsconfig.json"]) {
    await cp(join(HERE, name), join(folder, name), { recursive: true });
  }
  // The packages are ours; what it is bundled into is its own.
  for (const name of await readdir(join(HERE, "node_modules"))) {
    if (name === ".cache") continue;
    await symlink(join(HERE, "node_modules", name), join(folder, "node_modules", name));
  }
  for (const [name, place, more] of CHANGES) {
    const file = join(folder, "src/contexts/order", name);
    const text = await readFile(file, "utf8");
    if (!text.includes(place)) throw new Error(`${name} does not say ${place}`);
    await writeFile(file, text.replace(place, `${place} ${more}`));
  }
}
