import { FolderInUse } from "#store/embedded/predecessor.ts";
import { BadSetting } from "./settings.ts";

/** Why a process cannot start, in one line, where who starts it can mend that; throws all else. */
export function hindranceIn(error: unknown): string {
  if (error instanceof BadSetting) return error.message;
  if (error instanceof FolderInUse)
    return `${error.message}: stop that one, or start this one with another BOJAGI_DATA_DIR`;
  const { code, port } = error as { readonly code?: unknown; readonly port?: unknown };
  if (code === "EADDRINUSE")
    return `port ${String(port)} is taken: start this one with another PORT`;
  throw error;
}
