/** The data folder of an embedded server, and what lies in it. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import {
  chown,
  lchown,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Account } from "./accounts.ts";

export type Folder = {
  readonly path: string;
  /** Made just now, or empty: it is given to the server's account whole. */
  readonly fresh: boolean;
  readonly cluster: string;
  readonly password: string;
  /** The port of the last start, taken again when it is free: open pools then find the server. */
  readonly port: string;
  readonly log: string;
  /** Links and copies, only where the installed package cannot be used as it lies. */
  readonly libraries: string;
  readonly binaries: string;
};

const LOG_BYTES_MAX = 16 * 1024 * 1024;

/** The folder's parts. Makes the folder, private, when it is missing. */
export async function openFolder(directory: string): Promise<Folder> {
  await mkdir(dirname(resolve(directory)), { recursive: true });
  await mkdir(directory, { mode: 0o700 }).catch(unlessPresent);
  const path = await realpath(directory);
  const inside = (name: string) => join(path, name);
  return {
    path,
    fresh: (await readdir(path)).length === 0,
    cluster: inside("cluster"),
    password: inside("password"),
    port: inside("port"),
    log: inside("log"),
    libraries: inside("libraries"),
    binaries: inside("binaries"),
  };
}

/** How far the rights of others are looked at: a fresh folder will have those it needs. */
export function entranceOf({ path, fresh }: Folder): string {
  return fresh ? dirname(path) : path;
}

/** Lets the account into a fresh folder. A folder with files in it stays whose it is. */
export async function giveFolder({ path, fresh }: Folder, owner: Account | undefined) {
  if (fresh && owner !== undefined) await chown(path, owner.uid, owner.gid);
}

/** The password of the server's one account, on disk before it is first used. */
export async function ensurePassword(folder: Folder, owner: Account | undefined): Promise<string> {
  const known = await readText(folder.password);
  if (known !== undefined) return known;

  const unfinished = unfinishedName(folder.password);
  await writePrivately(unfinished, randomBytes(24).toString("base64url"), owner);
  // Unlike rename, it leaves the password of a start that was a moment earlier.
  await link(unfinished, folder.password).catch(unlessPresent);
  await rm(unfinished);
  return await readFile(folder.password, "utf8");
}

/** Remembers the port that the server listens on. */
export async function rememberPort(folder: Folder, port: number): Promise<void> {
  const unfinished = unfinishedName(folder.port);
  await writePrivately(unfinished, String(port), undefined);
  await rename(unfinished, folder.port);
}

/** The file's text without white space around it; undefined when there is no such file. */
export async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    },
  );
}

/** Opens the server's log for appending; a long one is put aside first, over the one before it. */
export async function openLog({ log }: Folder) {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0;
  if (size > LOG_BYTES_MAX) await rename(log, `${log}.1`);
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  // No link is followed: we may be root, in a folder that the server's account can write to.
  return open(log, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
}

/**
 * Gives a cluster of another account to `owner`: the data folder has moved between a place that only
 * root can enter and one that all can. Throws when we are not root and the cluster is not ours.
 */
export async function takeOwnership(cluster: string, owner: Account | undefined): Promise<void> {
  const { uid } = await stat(cluster);
  if (uid === (owner?.uid ?? process.getuid?.() ?? uid)) return;
  if (owner === undefined) {
    throw new Error(`${cluster} belongs to user id ${uid}: start as that user, or as root`);
  }
  const parts = await readdir(cluster, { recursive: true, withFileTypes: true });
  for (const part of parts) await lchown(join(part.parentPath, part.name), owner.uid, owner.gid);
  await chown(cluster, owner.uid, owner.gid);
}

function unfinishedName(path: string): string {
  return `${path}.${randomBytes(4).toString("hex")}`;
}

async function writePrivately(path: string, text: string, owner: Account | undefined) {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    if (owner !== undefined) await file.chown(owner.uid, owner.gid);
    await file.sync();
  } finally {
    await file.close();
  }
}

function unlessPresent(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
