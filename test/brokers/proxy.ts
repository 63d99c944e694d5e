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
  /** Carries what connects from now on. What was stalled stays dead, and is never told. */
  readonly renew: () => void;
  /** Holds back every piece for so long. */
  readonly slow: (waitMs: number) => void;
  /** Resets the connection that carries the so-many-th byte from a client, in the middle of it. */
  readonly resetAfter: (bytes: number) => void;
  /** Connections that were reset in the middle. */
  readonly resets: () => number;
  readonly close: () => Promise<void>;
};

/** A connection with what its client said first. */
type Wire = { firstWords: string; isLost: boolean };
type Trouble = {
  isDead: (firstWords: string) => boolean;
  waitMs: number;
  bytesLeft: number;
  resets: number;
};

/** At any free port, unless one is named. */
export async function openProxy(target: number, port = 0): Promise<Proxy> {
  const sockets = new Map<Socket, Wire>();
  const trouble: Trouble = { isDead: () => false, waitMs: 0, bytesLeft: Infinity, resets: 0 };
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    const wire = { firstWords: "", isLost: false };
    keep([client, upstream], wire, sockets, trouble);
    carry(client, upstream, wire, trouble);
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
      trouble.isDead = isMeant;
      each((socket, firstWords) => isMeant(firstWords) && socket.pause());
    },
    renew: () => {
      for (const wire of sockets.values()) wire.isLost ||= trouble.isDead(wire.firstWords);
      trouble.isDead = () => false;
    },
    resume: () => {
      trouble.isDead = () => false;
      each((socket) => socket.resume());
    },
    slow: (waitMs) => Object.assign(trouble, { waitMs }),
    resetAfter: (bytesLeft) => Object.assign(trouble, { bytesLeft }),
    resets: () => trouble.resets,
    close: async () => {
      each((socket) => socket.destroy());
      server.close();
      await once(server, "close");
    },
  };
}

/** Both ends go together, unless the wire between them is dead: then neither hears of the other. */
function keep(
  ends: readonly Socket[],
  wire: Wire,
  sockets: Map<Socket, Wire>,
  trouble: Trouble,
): void {
  const end = (): void => {
    for (const socket of ends) socket.destroy();
  };
  for (const socket of ends) {
    sockets.set(socket, wire);
    socket.on("error", end);
    socket.on("close", () => {
      sockets.delete(socket);
      if (!wire.isLost && !trouble.isDead(wire.firstWords)) end();
    });
    if (trouble.isDead("")) socket.pause();
  }
}

function carry(client: Socket, upstream: Socket, wire: Wire, trouble: Trouble): void {
  const pass = (piece: Buffer, to: Socket): void => {
    if (trouble.waitMs === 0) to.write(piece);
    else setTimeout(() => to.write(piece), trouble.waitMs);
  };
  upstream.on("data", (piece) => pass(piece, client));
  client.on("data", (piece) => {
    wire.firstWords ||= piece.toString("latin1");
    if (trouble.isDead(wire.firstWords)) {
      client.pause();
      return client.unshift(piece);
    }
    if (piece.length < trouble.bytesLeft) {
      trouble.bytesLeft -= piece.length;
      return pass(piece, upstream);
    }
    upstream.write(piece.subarray(0, trouble.bytesLeft));
    trouble.bytesLeft = Infinity;
    trouble.resets++;
    client.resetAndDestroy();
    upstream.destroySoon();
  });
}
