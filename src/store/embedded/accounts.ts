/** Who may run PostgreSQL when we are root, and which folders they can reach. */
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

export const ROOT: Account = { name: "root", uid: 0, gid: 0 };

/**
 * Existing accounts that may own the server, best first: who already owns the cluster,
 * then one that owns nothing of the host, then the owner of the folder. Never root.
 */
export async function serverAccounts(
  cluster: string,
  entrance: string,
): Promise<readonly Account[]> {
  const known = await knownAccounts();
  const owner = async (path: string) => {
    const uid = (await stat(path).catch(() => undefined))?.uid;
    return known.find((account) => account.uid === uid);
  };
  const named = (name: string) => known.find((account) => account.name === name);
  const wanted = [await owner(cluster), named("nobody"), named("postgres"), await owner(entrance)];
  return [...new Set(wanted)].filter(
    (account) => account !== undefined && account.uid !== 0,
  ) as readonly Account[];
}

/** True when `account`, holding no special rights, can enter `path`. */
export async function canEnter(account: Account, path: string): Promise<boolean> {
  let folder = await realpath(path);
  for (;;) {
    if (!(await mayPass(account, folder))) return false;
    if (dirname(folder) === folder) return true;
    folder = dirname(folder);
  }
}

/** The accounts of the host's own list: initdb fails for a number without a name in it. */
async function knownAccounts(): Promise<readonly Account[]> {
  const list = await readFile("/etc/passwd", "utf8").catch(() => "");
  return list.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (name === undefined || uid === undefined || gid === undefined) return [];
    // Some systems write nobody as -2: the same number, unsigned.
    return [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
  });
}

async function mayPass({ uid, gid }: Account, folder: string): Promise<boolean> {
  const { uid: owner, gid: group, mode } = await stat(folder);
  if (uid === owner) return (mode & 0o100) !== 0;
  return (mode & (gid === group ? 0o010 : 0o001)) !== 0;
}
