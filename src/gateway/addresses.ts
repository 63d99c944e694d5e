/** Discovery: which instances stand behind the addresses that were given. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

export type Addresses = Readonly<Record<string, readonly string[]>>;

/** Every address behind each one that was given: a name is looked up, and may stand for several. */
export async function found(given: Addresses): Promise<Addresses> {
  const contexts = Object.entries(given).map(async ([context, urls]) => {
    const all = await Promise.all(urls.map(resolved));
    return [context, [...new Set(all.flat())]] as const;
  });
  return Object.fromEntries(await Promise.all(contexts));
}

/** None for a name that nobody knows now. */
async function resolved(address: string): Promise<readonly string[]> {
  const url = new URL(address);
  const { hostname } = url;
  if (isIP(hostname) !== 0 || hostname.startsWith("[")) return [url.origin];
  const all = await lookup(hostname, { all: true }).catch(() => []);
  return all.map(({ address: ip, family }) => {
    url.hostname = family === 6 ? `[${ip}]` : ip;
    return url.origin;
  });
}
