import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What becomes of the next bytes that carry a COMMIT: all reach the server, none, or the first half. */
export type Cut = "after" | "before" | "within";

export type SeveringProxy = {
  /** The same database by way of the proxy. */
  readonly url: string;
  /** Severs the connection that commits next; others go on. */
  readonly arm: (cut: Cut) => void;
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
};

/** Stands between a store and its PostgreSQL, and severs a connection at its COMMIT. */
export async function severingProxy(target: string): Promise<SeveringProxy> {
  const url = new URL(target);
  const sockets = new Set<Socket>();
  let armed: Cut | undefined;
  let cuts = 0;

  const join = (client: Socket): void => {
    const server = connectTo(url);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    server.on("data", (bytes) => client.write(bytes));
    server.on("close", () => client.destroy());
    client.on("close", () => server.destroy());
    client.on("data", (bytes) => {
      if (armed === undefined || !bytes.includes("commit\0")) return void server.write(bytes);
      const reached = { after: bytes.length, before: 0, within: bytes.length >> 1 }[armed];
      armed = undefined;
      cuts++;
      client.removeAllListeners("close");
      server.removeAllListeners("data");
      server.on("data", () => undefined);
      server.end(bytes.subarray(0, reached));
      client.destroy();
    });
  };

  const proxy = createServer(join);
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as { port: number };
  return {
    url: overTcp(url, port),
    arm: (cut) => (armed = cut),
    cuts: () => cuts,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}

/** The server may listen on a socket in a folder, which its url then names as `host`. */
function connectTo(url: URL): Socket {
  const folder = url.searchParams.get("host");
  const port = url.port === "" ? 5432 : Number(url.port);
  if (folder?.startsWith("/") === true) return connect(`${folder}/.s.PGSQL.${port}`);
  return connect(port, url.hostname);
}

function overTcp(url: URL, port: number): string {
  const { username, password, pathname } = url;
  const login = password === "" ? username : `${username}:${password}`;
  return `postgres://${login}@127.0.0.1:${port}${pathname}`;
}
