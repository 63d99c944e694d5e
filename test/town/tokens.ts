import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { signingKeysAt } from "#contexts/identity/keys.ts";
import { newToken } from "#kernel/ids.ts";

export type Claimed = {
  readonly memberId?: string;
  readonly role?: "member" | "seller" | "operator";
  readonly partnerId?: string;
  readonly lifeSeconds?: number;
};
export type TokenOf = (claimed?: Claimed) => Promise<{
  readonly memberId: string;
  readonly token: string;
}>;

const HOUR_SECONDS = 3_600;
const random = (length: number) => randomFillSync(new Uint8Array(length));

/**
 * Access tokens of people who never signed up: other contexts than identity know people by their
 * tokens alone, so a crowd of a thousand need not have a thousand passwords hashed.
 */
export async function tokensSignedIn(directory: string): Promise<(now: () => number) => TokenOf> {
  const keys = await signingKeysAt(join(directory, "keys", "signing.json"));
  return (now) =>
    async ({
      memberId = newToken("member", { now, random }),
      role = "member",
      partnerId,
      lifeSeconds = HOUR_SECONDS,
    } = {}) => {
      const iat = Math.floor(now() / 1000);
      const token = await keys.sign({
        sub: memberId,
        name: "Crowd",
        email: "crowd@people.example",
        role,
        ...(partnerId === undefined ? {} : { partnerId }),
        iat,
        exp: iat + lifeSeconds,
      });
      return { memberId, token };
    };
}
