import { hash, verify } from "@node-rs/argon2";

/** Hashing is costly on purpose: more than this many at once would starve everything else. */
const AT_ONCE_MAX = 2;
/** About 20 ms each, with 19 MiB: the minimum that OWASP's password storage sheet names for argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A hash of nothing anybody knows: an unknown e-mail takes as long as a wrong password. */
const NOBODY = hash("no member has this password", COST);

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** The salted slow hash that is stored; never the password itself. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, COST));

/** Whether the password is right. Takes as long for an unknown member, whose hash is undefined. */
export const isRightPassword = (stored: string | undefined, password: string): Promise<boolean> =>
  inTurn(async () => {
    const right = await verify(stored ?? (await NOBODY), password);
    return right && stored !== undefined;
  });
