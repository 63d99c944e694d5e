import type { Access, Identity } from "./route.ts";

/** Whether the role of the caller is admitted. `member` admits everyone who is logged in. */
export function admits(access: Access, identity: Identity | undefined): boolean {
  if (access === "guest") return true;
  if (identity === undefined) return false;
  return access.includes("member") || access.includes(identity.role);
}
