/** A short visit to a server, for the few statements that need no pool. */
import { Client } from "pg";

/** Connects, and disconnects when `use` has ended, however it ended. */
export async function withClient<Result>(
  url: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  // Without a listener a lost connection would end the process; the pending query rejects anyway.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
