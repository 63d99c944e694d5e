import type { Tools } from "#http/route.ts";
import { coupons, memberCoupons } from "../collections.ts";
import type { Coupon, MemberCoupon } from "../rules.ts";
import { couponView, memberCouponView } from "../rules/views.ts";

const PAGE_SIZE = 20;
export const LISTED_STATUSES = ["AVAILABLE", "USED", "EXPIRED"] as const;

/** What SQL gives for a row: null where the value in the process is undefined. */
type Stored<Row> = {
  readonly [Field in keyof Row]: undefined extends Row[Field]
    ? Exclude<Row[Field], undefined> | null
    : Row[Field];
};
/** Where a page ends: the next one begins below it. */
type Place = { readonly at: string; readonly id: string };

type PageQuery = { readonly cursor?: string; readonly limit?: number };

/** Coupons after the cursor, newest first; undefined when the cursor names none. */
export async function couponPage({ cursor, limit = PAGE_SIZE }: PageQuery, { read }: Tools) {
  const place = await placeOf(
    cursor,
    `select created_at as at from ${coupons.sqlName} where coupon_id = $1`,
    [],
    read,
  );
  if (place === undefined) return undefined;
  const rows = await read<Stored<Coupon>>(
    `select coupon_id as "couponId", name, scope, type, value, valid_from as "validFrom",
            valid_until as "validUntil", quantity, issued_quantity as "issuedQuantity"
     from ${coupons.sqlName}
     where (created_at, coupon_id) < ($1::timestamptz, $2)
     order by created_at desc, coupon_id desc
     limit $3`,
    [place.at, place.id, limit + 1],
  );
  const shown = rows.map((row) => couponView({ ...row, quantity: row.quantity ?? undefined }));
  return pageOf(shown, limit, ({ couponId }) => couponId);
}

type OwnQuery = PageQuery & { readonly status?: (typeof LISTED_STATUSES)[number] };

/** The caller's coupons after the cursor, newest first; undefined when the cursor names none of them. */
export async function memberCouponPage(
  { status, cursor, limit = PAGE_SIZE }: OwnQuery,
  { read, identity: { memberId }, now }: Tools,
) {
  const at = now();
  const place = await placeOf(
    cursor,
    `select issued_at as at from ${memberCoupons.sqlName}
     where member_coupon_id = $1 and member_id = $2`,
    [memberId],
    read,
  );
  if (place === undefined) return undefined;
  const rows = await read<Stored<MemberCoupon>>(
    `select member_coupon_id as "memberCouponId", coupon_id as "couponId", member_id as "memberId",
            name, scope, type, value, status, usable_from as "usableFrom",
            usable_until as "usableUntil", order_id as "orderId", issued_at as "issuedAt",
            used_at as "usedAt", grace_given_at as "graceGivenAt"
     from ${memberCoupons.sqlName}
     where member_id = $1 and (issued_at, member_coupon_id) < ($2::timestamptz, $3)
       and ($4::text is null or $4 = case
             when status = 'AVAILABLE' and usable_until < $5::timestamptz then 'EXPIRED'
             else status end)
     order by issued_at desc, member_coupon_id desc
     limit $6`,
    [memberId, place.at, place.id, status ?? null, new Date(at).toISOString(), limit + 1],
  );
  const shown = rows.map((row) => memberCouponView(present(row), at));
  return pageOf(shown, limit, ({ memberCouponId }) => memberCouponId);
}

const NEWEST: Place = { at: "infinity", id: "" };

async function placeOf(
  cursor: string | undefined,
  sql: string,
  more: readonly string[],
  read: Tools["read"],
): Promise<Place | undefined> {
  if (cursor === undefined) return NEWEST;
  const [found] = await read<{ readonly at: number }>(sql, [cursor, ...more]);
  return found === undefined ? undefined : { at: new Date(found.at).toISOString(), id: cursor };
}

const present = (row: Stored<MemberCoupon>): MemberCoupon => ({
  ...row,
  orderId: row.orderId ?? undefined,
  usedAt: row.usedAt ?? undefined,
  graceGivenAt: row.graceGivenAt ?? undefined,
});

function pageOf<View>(shown: readonly View[], limit: number, idOf: (view: View) => string) {
  const page = shown.slice(0, limit);
  const last = shown.length > limit ? page.at(-1) : undefined;
  return { coupons: page, ...(last === undefined ? {} : { nextCursor: idOf(last) }) };
}
