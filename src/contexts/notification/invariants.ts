import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "I29 a letter waits only until it is known how to reach whom it is for",
    needs: ["notification", "identity"],
    when: "quiet",
    sql: `select letter_id from notification.letters`,
  },
  {
    name: "I29 a notice that waits has its task, and what was taken has none",
    needs: ["notification"],
    when: "always",
    sql: `select n.dedupe_key, n.status, t.task_id
          from notification.notices n full join notification.tasks t
            on t.task_id = n.dedupe_key || '/' || n.attempts
          where n.dedupe_key is null or (n.status = 'QUEUED') is distinct from (t.task_id is not null)`,
  },
];
