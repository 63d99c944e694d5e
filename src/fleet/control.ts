/** How an operator on this machine speaks with a running fleet: a socket in its data folder. */
import { once } from "node:events";
import { chmod, mkdir, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { dirname, join } from "node:path";

export type Command = "status" | "restart" | "stop" | "start" | "scale" | "refresh";
export type Order = { readonly command: Command; readonly name: string };
/** What became of an order: what it answers, or why it was not followed. */
export type Outcome = { readonly answer: unknown } | { readonly refused: string };

const socketIn = (directory: string): string => join(directory, "fleet", "control.sock");

/** Follows orders, one a connection. Only the account that runs the fleet can give any. */
export async function listenForOrders(
  directory: string,
  follow: (order: Order) => Promise<unknown>,
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

async function answer(socket: Socket, follow: (order: Order) => Promise<unknown>): Promise<void> {
  socket.on("error", () => undefined);
  try {
    const order = JSON.parse(await lineOf(socket)) as Order;
    const outcome: Outcome = await follow(order).then(
      (value: unknown) => ({ answer: value }),
      (error: unknown) => ({ refused: (error as Error).message }),
    );
    socket.end(`${JSON.stringify(outcome)}\n`);
  } catch {
    socket.destroy();
  }
}

/** Gives an order to the fleet of a data folder; answers when it has been followed. */
export async function give(directory: string, order: Order): Promise<Outcome> {
  const socket = connect(socketIn(directory));
  try {
    await once(socket, "connect");
  } catch {
    return { refused: `no fleet runs on ${directory}` };
  }
  socket.write(`${JSON.stringify(order)}\n`);
  const said = await lineOf(socket);
  return said === "" ? { refused: "the fleet ended meanwhile" } : (JSON.parse(said) as Outcome);
}

/** What comes up to the end of a line, or of the connection. */
async function lineOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return text.split("\n", 1)[0] ?? "";
}
