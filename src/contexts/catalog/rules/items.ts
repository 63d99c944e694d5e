import type { Actor, BodyOf } from "#kernel/message.ts";
import { isRefusal, refuse, type Refusal, type RefusalDetail } from "#kernel/refusal.ts";
import type { changeItem, itemListed, listItem } from "../contract.ts";

/** An item as it stands in the list, and as the facts of it state it. */
export type Item = BodyOf<typeof itemListed>;
export type OptionGroup = Item["optionGroups"][number];
export type DraftOptionGroup = BodyOf<typeof listItem>["optionGroups"][number];

/** What identity said last of a partner. */
export type Partner = { readonly partnerId: string; readonly enabled: boolean };

/**
 * A partner nobody has told us of counts as enabled: it is so from its registration on, and only
 * identity.partner-disabled takes it away. A fact on its way must not close a shop.
 */
export const isDisabled = (partner: Partner | undefined): boolean => partner?.enabled === false;

/** Why the item cannot be put on the list, before its name is looked at; undefined when it can. */
export function refusalToList(
  { saleStatus, optionGroups }: BodyOf<typeof listItem>,
  partner: Partner | undefined,
  actor: Actor,
): Refusal | undefined {
  // A seller's token proves the partner; an operator types it, and may mistype it.
  if (partner === undefined && actor.role === "operator") return refuse("COMMON_ENTITY_NOT_FOUND");
  if (isDisabled(partner)) return refuse("PARTNER_DISABLED");
  if (saleStatus === "PROHIBITED" && !mayManageAll(actor)) return refuse("AUTH_FORBIDDEN");
  return refusalOfGroups(optionGroups);
}

/** The item, if the caller may manage it. What is not the caller's, or is no more, is not found. */
export function managed(item: Item | undefined, actor: Actor): Item | Refusal {
  const theirs = mayManageAll(actor) || actor.partnerId === item?.partnerId;
  return item === undefined || item.deleted || !theirs ? refuse("COMMON_ENTITY_NOT_FOUND") : item;
}

/** The item, if the caller may edit it and saw it as it is now. */
export function editable(
  item: Item | undefined,
  seenVersion: number | undefined,
  actor: Actor,
): Item | Refusal {
  const own = managed(item, actor);
  if (isRefusal(own)) return own;
  if (seenVersion === undefined) return refuse("VERSION_REQUIRED");
  return seenVersion === own.itemVersion ? own : refuse("VERSION_CONFLICT");
}

/** The platform's ban is not the seller's to set or to lift. */
export function refusalToSetStatus(
  item: Item,
  saleStatus: Item["saleStatus"],
  actor: Actor,
): Refusal | undefined {
  const touchesBan = saleStatus === "PROHIBITED" || item.saleStatus === "PROHIBITED";
  return touchesBan && !mayManageAll(actor) ? refuse("AUTH_FORBIDDEN") : undefined;
}

const mayManageAll = ({ role }: Actor): boolean => role === "operator" || role === "system";

/** A group is named once in its item, an option once in its group: a choice must be clear. */
export function refusalOfGroups(
  groups: readonly DraftOptionGroup[] | undefined,
): Refusal | undefined {
  if (groups === undefined) return undefined;
  const details = [
    ...repeats(groups, "optionGroups"),
    ...groups.flatMap(({ options }, index) => repeats(options, `optionGroups.${index}.options`)),
  ];
  return details.length === 0 ? undefined : refuse("COMMON_INVALID_PARAMETER", details);
}

const repeats = (named: readonly { readonly name: string }[], field: string): RefusalDetail[] =>
  named.flatMap(({ name }, index) =>
    named.findIndex((other) => other.name === name) < index
      ? [{ field: `${field}.${index}.name`, code: "REPEATED_NAME" }]
      : [],
  );

/** The item as first listed. `newOptionId` makes a token for each option. */
export function listed(body: BodyOf<typeof listItem>, newOptionId: () => string): Item {
  const { itemId, partnerId, name, size, priceMinor, saleStatus } = body;
  return {
    itemId,
    itemVersion: 1,
    partnerId,
    name,
    size,
    priceMinor,
    optionGroups: withIds(body.optionGroups, [], newOptionId),
    saleStatus,
    deleted: false,
  };
}

/** The next version of the item, with what the edit gives and the rest as it was. */
export function changed(
  item: Item,
  edit: BodyOf<typeof changeItem>,
  newOptionId: () => string,
): Item {
  return nextVersion(item, {
    name: edit.name ?? item.name,
    size: edit.size ?? item.size,
    priceMinor: edit.priceMinor ?? item.priceMinor,
    optionGroups:
      edit.optionGroups === undefined
        ? item.optionGroups
        : withIds(edit.optionGroups, item.optionGroups, newOptionId),
  });
}

export const nextVersion = (item: Item, change: Partial<Item>): Item => ({
  ...item,
  ...change,
  itemVersion: item.itemVersion + 1,
});

function withIds(
  drafts: readonly DraftOptionGroup[],
  known: readonly OptionGroup[],
  newOptionId: () => string,
): OptionGroup[] {
  const idOf = (group: string, option: string): string | undefined =>
    known.find(({ name }) => name === group)?.options.find(({ name }) => name === option)?.optionId;
  return drafts.map(({ name, options }) => ({
    name,
    options: options.map((option) => ({
      optionId: idOf(name, option.name) ?? newOptionId(),
      name: option.name,
      priceMinor: option.priceMinor,
    })),
  }));
}

/** Two items of a partner may not share this: the name and size as a reader sees them. */
export const nameKey = (named: {
  readonly partnerId: string;
  readonly name: string;
  readonly size: string;
}): string => JSON.stringify([named.partnerId, seen(named.name), seen(named.size)]);

const seen = (written: string): string => written.normalize("NFC").trim();
