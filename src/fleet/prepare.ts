/** Run once before a fleet: makes its databases, and ends. */
import { contextsWith } from "#contexts/all.ts";
import { prepareDatabases, type MemberDatabase } from "./databases.ts";

export type Preparation = {
  readonly admin: string;
  readonly databases: readonly MemberDatabase[];
};

process.once("message", ({ admin, databases }: Preparation) => {
  const keys = { sign: () => Promise.resolve(""), seal: () => "", jwks: { keys: [] } };
  prepareDatabases(admin, databases, contextsWith(keys)).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
