import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import type { BrokerTls } from "../broker.ts";

/** The files as they are now: certificates are renewed while we run, so they are read for each connection. */
export async function pemOf(files: BrokerTls): Promise<BrokerTls> {
  const read = Object.entries(files).map(
    async ([name, file]) => [name, await readFile(file, "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

/** What a connection over TLS to a host begins with. */
export const tlsTo = async (host: string, files: BrokerTls) => ({
  ...(await pemOf(files)),
  ...(isIP(host) === 0 ? { servername: host } : {}),
});
