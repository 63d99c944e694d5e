import cluster from "node:cluster";

/** What a process and the supervisor that started it tell each other. */
export type Told = { readonly address: string } | { readonly refreshed: true };
export type Asked = { readonly refresh: true };

const tell = (told: Told): void => void process.send?.(told);

/**
 * Tells the supervisor that started this process, if one did, where it serves; ends with that
 * supervisor, so that nothing is left behind when it dies.
 */
export function supervised(address: string, close: () => void): void {
  if (process.send === undefined) return;
  process.once("disconnect", close);
  // Ctrl-C reaches those of a cluster, too, and is for the supervisor, which ends all in order.
  if (cluster.isWorker) process.removeAllListeners("SIGINT").on("SIGINT", () => undefined);
  tell({ address });
}

/** Refreshes when the supervisor asks, and says when that is done. */
export function onRefresh(refresh: () => Promise<void>): void {
  process.on("message", () => void refresh().then(() => tell({ refreshed: true })));
}
