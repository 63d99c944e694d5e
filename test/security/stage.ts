/** A town with its people and goods, and a way to ask anything of it as anybody. */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import {
  newGoods,
  newSeller,
  newShopper,
  operatorOf,
  type Person,
  type Seller,
} from "#test/town/people.ts";
import { openTown, type Town } from "#test/town/town.ts";
import { internalIds } from "#test/town/witness.ts";
import { type ApiDocument, documentAt } from "./document.ts";
import { type Footprint, footprintsOf } from "./footprint.ts";
import { type Heard, type Outgoing, send } from "./wire.ts";

/** Who comes to a route. The owners own the objects that the matrix asks for. */
export const IDENTITIES = [
  "guest",
  "member",
  "otherMember",
  "seller",
  "otherSeller",
  "operator",
  "expired",
  "forged",
] as const;
export type Who = (typeof IDENTITIES)[number];

export type Cast = {
  readonly town: Town;
  readonly member: Person;
  readonly otherMember: Person;
  readonly seller: Seller;
  readonly otherSeller: Seller;
  readonly operator: Person;
  /** An item of the seller, on sale, with plenty in stock. */
  readonly itemId: string;
};

/** A request as somebody means it: a body that is no text is sent as JSON. */
export type Asking = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Outgoing["headers"];
  readonly body?: unknown;
  readonly token?: string | undefined;
};

export type Stage = {
  readonly cast: Cast;
  readonly url: string;
  readonly document: ApiDocument;
  readonly ask: (asking: Asking) => Promise<Heard>;
  readonly tokenOf: (who: Who) => string | undefined;
  readonly footprint: () => Promise<Footprint>;
  /** Internal ids that any answer to `ask` showed. */
  readonly leaks: readonly string[];
  readonly close: () => Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const town = await openTown("fused", {
    BOJAGI_LOG: "info",
    BOJAGI_POLICIES: JSON.stringify({ "catalog.features": true }),
  });
  const cast = await castOf(town);
  const { url } = town.processOf("order");
  const footprints = await footprintsOf(town);
  const tokens = await tokensOf(cast);
  const leaks: string[] = [];
  return {
    cast,
    url,
    document: await documentAt(url),
    ask: async (asking) => {
      const heard = await send(url, outgoing(asking));
      const { method, path } = asking;
      const shown = path === "/openapi.json" ? undefined : heard.body;
      for (const leak of internalIds(shown)) leaks.push(`${method} ${path} ${leak}`);
      return heard;
    },
    tokenOf: (who) => tokens[who],
    footprint: footprints.take,
    leaks,
    close: async () => {
      await footprints.close();
      await town.close();
    },
  };
}

async function castOf(town: Town): Promise<Cast> {
  const [member, otherMember] = await Promise.all([
    newShopper(town, "Mina", 90_000_000),
    newShopper(town, "Jun", 1_000_000),
  ]);
  const seller = await newSeller(town, "Haneul Tea");
  const otherSeller = await newSeller(town, "Bada Salt");
  const { itemId } = await newGoods(town, seller, { name: "cup", price: 1_000, stock: 100_000 });
  const operator = await operatorOf(town);
  return { town, member, otherMember, seller, otherSeller, operator, itemId };
}

async function tokensOf(cast: Cast): Promise<Readonly<Record<Who, string | undefined>>> {
  const { town, member } = cast;
  const { token: expired } = await town.tokenOf({ memberId: member.memberId, lifeSeconds: -1 });
  return {
    guest: undefined,
    member: member.token,
    otherMember: cast.otherMember.token,
    seller: cast.seller.token,
    otherSeller: cast.otherSeller.token,
    operator: cast.operator.token,
    expired,
    forged: await forgedFrom(cast.operator.token),
  };
}

/** The same claims, signed by a key of the forger's own under the name of the true one. */
async function forgedFrom(token: string): Promise<string> {
  const [head = "", claims = ""] = token
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString());
  const { privateKey } = generateKeyPairSync("ed25519");
  return new SignJWT(JSON.parse(claims) as Record<string, unknown>)
    .setProtectedHeader(JSON.parse(head) as { alg: string })
    .sign(privateKey);
}

const outgoing = ({ method, path, headers = {}, body, token }: Asking): Outgoing => ({
  method,
  path,
  headers: {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  },
  body:
    body === undefined || typeof body === "string" || Buffer.isBuffer(body)
      ? body
      : JSON.stringify(body),
});

/** A key that no other write has. */
export const newKey = (): { readonly "idempotency-key": string } => ({
  "idempotency-key": randomUUID(),
});
