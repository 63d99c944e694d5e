/** How an operator on this machine speaks with a running fleet: a socket in its data folder. */
import { once } from "node:events";
import { chmod, mkdir, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { dirname, join } from "node:path";

export type Command = "status" | "restart" | "stop" | "start" | "scale" | "split" | "refresh";
export type Order = { readonly command: Command; readonly name: string };
/** What became of an order: what it answers, or why it was not followed. */
export type Outcome = { readonly answer: unknown } | { readonly refused: string };
type Line = Outcome | { readonly said: string };
/** Follows an order, and says meanwhile what has been done. */
type Follow = (order: Order, say: (text: string) => void) => Promise<unknown>;

const socketIn = (directory: string): string => join(directory, "fleet", "control.sock");

/** Follows orders, one a connection. Only the account that runs the fleet can give any. */
export async function listenForOrders(
  directory: string,
  follow: Follow,
): Promise<{ readonly close: () => Promise<void> }> {
  const path = socketIn(directory);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(path, { force: true });
  const server = createServer((socket) => void answer(socket, follow));
  server.listen(path);
  await once(server, "listening");
  await chmod(path, 0o600);
  return {
    close: async () => {
      server.close();
      await rm(path, { force: true });
    },
  };
}

async function answer(socket: Socket, follow: Follow): Promise<void> {
  socket.on("error", () => undefined);
  const write = (line: Line): void => void (socket.writable && socket.write(toLine(line)));
  try {
    const order = JSON.parse(await firstLine(socket)) as Order;
    const outcome: Outcome = await follow(order, (said) => write({ said })).then(
      (answered: unknown) => ({ answer: answered }),
      (error: unknown) => ({ refused: (error as Error).message }),
    );
    socket.end(toLine(outcome));
  } catch {
    socket.destroy();
  }
}

const toLine = (line: Line | Order): string => `${JSON.stringify(line)}\n`;

/** Gives an order to the fleet of a data folder; answers when it has been followed. */
export async function give(
  directory: string,
  order: Order,
  hear: (said: string) => void = () => undefined,
): Promise<Outcome> {
  const socket = connect(socketIn(directory));
  try {
    await once(socket, "connect");
  } catch {
    return { refused: `no fleet runs on ${directory}` };
  }
  socket.on("error", () => undefined);
  socket.write(toLine(order));
  for await (const text of linesOf(socket)) {
    const line = JSON.parse(text) as Line;
    if (!("said" in line)) return line;
    hear(line.said);
  }
  return { refused: "the fleet ended meanwhile" };
}

async function firstLine(socket: Socket): Promise<string> {
  for await (const line of linesOf(socket)) return line;
  return "";
}

/** The lines that come until the other side ends, or is gone. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let text = "";
  try {
    for await (const chunk of socket.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
      const lines = (text + String(chunk)).split("\n");
      text = lines.pop() ?? "";
      yield* lines;
    }
  } catch {
    // A connection that was cut has said what it had to say.
  }
}
