import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "Identity: every active member holds the own e-mail, and nobody else's",
    needs: ["identity"],
    when: "always",
    sql: `select m.member_id from identity.members m
            left join identity.taken_emails e on e.email = m.email and e.member_id = m.member_id
           where m.status = 'ACTIVE' and e.email is null`,
  },
  {
    name: "Identity: passwords are stored only as argon2id hashes",
    needs: ["identity"],
    when: "always",
    sql: `select member_id from identity.members
           where status = 'ACTIVE' and password_hash not like '$argon2id$%'`,
  },
];
