/** A row of the matrix: a route, and what becomes of each identity that asks it. */
import type { Asking, Cast, Who } from "../stage.ts";

/**
 * `allow`: done. `verify`: only with the token given after the password was checked again, else 403.
 * A number: refused with that status.
 */
export type Cell = "allow" | "verify" | 401 | 403 | 404 | 409;
export type Cells = Readonly<Record<Who, Cell>>;

export type Row = {
  /** Method and path, as the document names them. */
  readonly name: string;
  readonly cells: Cells;
  /** A request for a real object, as this identity would make it. */
  readonly asking: (cast: Cast, who: Who) => Promise<Asking>;
};

type Asked = Pick<Asking, "path" | "body" | "headers">;
export type Six = readonly [
  guest: Cell,
  member: Cell,
  otherMember: Cell,
  seller: Cell,
  otherSeller: Cell,
  operator: Cell,
];

/** Whatever the route: who shows a token shows a good one. */
const cellsOf = ([guest, member, otherMember, seller, otherSeller, operator]: Six): Cells => ({
  guest,
  member,
  otherMember,
  seller,
  otherSeller,
  operator,
  expired: 401,
  forged: 401,
});

export const EVERYONE: Six = ["allow", "allow", "allow", "allow", "allow", "allow"];
export const LOGGED_IN: Six = [401, "allow", "allow", "allow", "allow", "allow"];
export const VERIFIED: Six = [401, "verify", "verify", "verify", "verify", "verify"];
export const OPERATOR: Six = [401, 403, 403, 403, 403, "allow"];
export const SELLERS: Six = [401, 403, 403, "allow", "allow", "allow"];
export const OWN_SELLER: Six = [401, 403, 403, "allow", 404, "allow"];
export const OWN_MEMBER: Six = [401, "allow", 404, 404, 404, 404];
export const OWN_OR_OPERATOR: Six = [401, "allow", 404, 404, 404, "allow"];
export const ALL_CONCERNED: Six = [401, "allow", 404, "allow", 404, "allow"];

/** A row whose path is as written, or is said by what it asks. */
export function row(
  name: string,
  cells: Six,
  asked: (cast: Cast, who: Who) => Partial<Asked> | Promise<Partial<Asked>> = () => ({}),
): Row {
  const [method = "", path = ""] = name.split(" ");
  return {
    name,
    cells: cellsOf(cells),
    asking: async (cast, who) => ({ method, path, ...(await asked(cast, who)) }),
  };
}
