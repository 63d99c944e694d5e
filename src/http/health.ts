import type { World } from "#kernel/world.ts";
import type { Group, Reads } from "./group.ts";
import type { Load } from "./front.ts";

const CHECK_TIMEOUT_MS = 1_000;
/** An answer is good for this long: asking often does not ask the database often. */
const CHECK_LASTS_MS = 500;
const FAILURES_TO_LEAVE = 3;
const SUCCESSES_TO_RETURN = 2;

/**
 * Whether this process should be given requests. Becomes ready with its first good check; then one
 * bad check in a row of good ones changes nothing, since a process that comes and goes does more
 * harm than a slow one: three bad ones in a row take it out, two good ones bring it back.
 */
export function readiness(
  group: Pick<Group, "ready">,
  reads: Reads,
  world: World,
  load: Pick<Load, "draining">,
): () => Promise<boolean> {
  let ready = false;
  let wasReady = false;
  let inRow = 0;
  let checkedAt = -Infinity;
  let checking: Promise<void> | undefined;

  const check = async (): Promise<void> => {
    const good = await isGood(group, reads, world);
    inRow = good === ready ? 0 : inRow + 1;
    const needed = ready ? FAILURES_TO_LEAVE : wasReady ? SUCCESSES_TO_RETURN : 1;
    if (inRow >= needed) {
      ready = good;
      wasReady = true;
      inRow = 0;
    }
    checkedAt = world.monotonic();
  };

  return async () => {
    if (load.draining) return false;
    if (world.monotonic() - checkedAt >= CHECK_LASTS_MS) {
      checking ??= check().finally(() => (checking = undefined));
      await checking;
    }
    return ready && !load.draining;
  };
}

async function isGood(group: Pick<Group, "ready">, reads: Reads, world: World): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<false>((resolve) => {
    cancel = world.after(CHECK_TIMEOUT_MS, () => resolve(false));
  });
  const asked = async (): Promise<boolean> => {
    if (!(await group.ready())) return false;
    await reads.query("select 1");
    return true;
  };
  try {
    return await Promise.race([asked(), late]);
  } catch {
    return false;
  } finally {
    cancel();
  }
}
