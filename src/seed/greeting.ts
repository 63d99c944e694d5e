import type { SeededLogins } from "./seed.ts";

/** What a person who has just started the platform wants to know, as lines. The first says that it is ready. */
export function greeting(address: string, logins: SeededLogins): readonly string[] {
  return [
    `Bojagi is ready at ${address}`,
    `  The shop                  ${address}/`,
    `  API, to read and to try   ${address}/docs`,
    ...loginLines(logins),
    "",
    `  curl -s '${address}/api/items?q=tea&limit=3'`,
  ];
}

function loginLines(logins: SeededLogins): readonly string[] {
  const [first] = logins;
  if (first === undefined) return [];
  const widest = Math.max(...logins.map(({ email }) => email.length));
  return [
    "",
    `  A demo shop is open, and everybody's password is ${first.password}. Not for the internet:`,
    "  BOJAGI_SEED=none on a new BOJAGI_DATA_DIR begins an empty shop.",
    ...logins.map(
      ({ role, email, name }) => `    ${role.padEnd(9)} ${email.padEnd(widest)}  ${name}`,
    ),
  ];
}
