import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire between a client and a server that can be tampered with while both use it. */
export type Proxy = {
  readonly port: number;
  /** Ends every connection at once; new ones are taken again. */
  readonly cut: () => void;
  /**
   * Keeps all connections, and takes new ones, but carries nothing any more: of all, or of those whose
   * first words are meant.
   */
  readonly stall: (isMeant?: (firstWords: string) => boolean) => void;
  /** Carries all again, what waited first. */
  readonly resume: () => void;
  /** Holds back every piece for so long. */
  readonly slow: (waitMs: number) => void;
  /** Resets the connection that carries the so-many-th byte from a client, in the middle of it. */
  readonly resetAfter: (bytes: number) => void;
  /** Connections that were reset in the middle. */
  readonly resets: () => number;
  readonly close: () => Promise<void>;
};

/** At any free port, unless one is named. */
export async function openProxy(target: number, port = 0): Promise<Proxy> {
  const sockets = new Map<Socket, { firstWords: string }>();
  let isDead = (_firstWords: string): boolean => false;
  let waitMs = 0;
  let bytesLeft = Infinity;
  let resets = 0;
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    const wire = { firstWords: "" };
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.set(socket, wire);
      socket.on("error", end);
      socket.on("close", () => {
        sockets.delete(socket);
        // A peer that is gone is not heard of through a dead wire.
        if (!isDead(wire.firstWords)) end();
      });
      if (isDead("")) socket.pause();
    }
    const carry = (piece: Buffer, to: Socket): void => {
      if (waitMs === 0) to.write(piece);
      else setTimeout(() => to.write(piece), waitMs);
    };
    upstream.on("data", (piece) => carry(piece, client));
    client.on("data", (piece) => {
      wire.firstWords ||= piece.toString("latin1");
      if (isDead(wire.firstWords)) {
        client.pause();
        return client.unshift(piece);
      }
      if (piece.length < bytesLeft) {
        bytesLeft -= piece.length;
        return carry(piece, upstream);
      }
      upstream.write(piece.subarray(0, bytesLeft));
      bytesLeft = Infinity;
      resets++;
      client.resetAndDestroy();
      upstream.destroySoon();
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const each = (act: (socket: Socket, firstWords: string) => void): void => {
    for (const [socket, { firstWords }] of sockets) act(socket, firstWords);
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => each((socket) => socket.destroy()),
    stall: (isMeant = () => true) => {
      isDead = isMeant;
      each((socket, firstWords) => isMeant(firstWords) && socket.pause());
    },
    resume: () => {
      isDead = () => false;
      each((socket) => socket.resume());
    },
    slow: (held) => (waitMs = held),
    resetAfter: (bytes) => (bytesLeft = bytes),
    resets: () => resets,
    close: async () => {
      each((socket) => socket.destroy());
      server.close();
      await once(server, "close");
    },
  };
}
