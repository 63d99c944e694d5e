import { signUp } from "#contexts/identity/contract.ts";
import { hashPassword } from "#contexts/identity/passwords.ts";
import { newToken } from "#kernel/ids.ts";
import type { World } from "#kernel/world.ts";
import type { Group } from "#runtime/group.ts";

/** Makes sure that an operator exists who can log in: all others are appointed by one. */
export async function ensureOperator(
  group: Group,
  world: World,
  operator: { readonly email: string; readonly password: string },
): Promise<void> {
  const memberId = newToken("member", world);
  const { email, password } = operator;
  const name = "Operator";
  const phone = "02-000-0000";
  const passwordHash = await hashPassword(password);
  // Refused when the e-mail is taken: then the operator is there already.
  await group.send(signUp({ memberId, email, name, phone, passwordHash, role: "OPERATOR" }), {
    actor: { role: "system" },
    requestId: "first-run",
    fresh: memberId,
  });
}
