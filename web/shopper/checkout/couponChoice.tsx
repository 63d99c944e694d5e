import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../../parts/formats.ts";
import type { BuyLine } from "../buying.ts";
import type { Sheet } from "../reads.ts";
import { bestQuery, type Chosen, NONE, sheetQuery } from "./pricing.ts";
import { useCheckoutWords } from "./words.ts";

export type CouponChoiceProps = {
  readonly lines: readonly BuyLine[];
  /** The purchase as it is priced with what is chosen. */
  readonly sheet: Sheet;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
};
type Offered = Sheet["coupons"][number];

/** The coupons one has: the best choice at a press, each by itself, and why the rest do not fit. */
export function CouponChoice({ lines, sheet, chosen, choose }: CouponChoiceProps) {
  const w = useCheckoutWords();
  const { name } = useFormats();
  const offered = useQuery(sheetQuery(lines, NONE)).data?.coupons ?? [];
  if (offered.length === 0) return <Text c="dimmed">{w.noCoupons}</Text>;
  const usable = offered.filter(({ reason }) => reason === undefined);
  const ofOrder = usable.filter(({ scope }) => scope === "ORDER");
  return (
    <Stack gap="sm">
      <Best lines={lines} sheet={sheet} choose={choose} />
      {usable
        .filter(({ scope }) => scope === "LINE")
        .map((coupon) => (
          <OfLine key={coupon.memberCouponId} {...{ coupon, sheet, chosen, choose }} />
        ))}
      {ofOrder.length === 0 ? null : (
        <Select
          label={w.orderCoupon}
          placeholder={w.noCoupon}
          clearable
          data={ofOrder.map((coupon) => ({
            value: coupon.memberCouponId,
            label: name(coupon.name),
          }))}
          value={chosen.ofOrder ?? null}
          onChange={(id) => choose({ ...chosen, ofOrder: id ?? undefined })}
        />
      )}
      <WhyNot coupons={offered.filter(({ reason }) => reason !== undefined)} />
    </Stack>
  );
}

function Best({ lines, sheet, choose }: Omit<CouponChoiceProps, "chosen">) {
  const w = useCheckoutWords();
  const { won } = useFormats();
  const best = useQuery(bestQuery(lines)).data;
  if (best === undefined || best.payableAmount >= sheet.payableAmount) return null;
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" fw={600}>
        {w.bestChoice(won(sheet.payableAmount - best.payableAmount))}
      </Text>
      <Button size="xs" variant="light" onClick={() => choose(best.chosen)}>
        {w.useBest}
      </Button>
    </Group>
  );
}

type OfLineProps = Omit<CouponChoiceProps, "lines"> & { readonly coupon: Offered };

/** A coupon for one line: which one. */
function OfLine({ coupon, sheet, chosen, choose }: OfLineProps) {
  const w = useCheckoutWords();
  const { name } = useFormats();
  const { memberCouponId: id } = coupon;
  const at = chosen.ofLines.findIndex((ids) => ids.includes(id));
  const apply = (lineNo: string | null) =>
    choose({
      ...chosen,
      ofLines: sheet.lines.map((line, index) => [
        ...(chosen.ofLines[index] ?? []).filter((other) => other !== id),
        ...(String(line.lineNo) === lineNo ? [id] : []),
      ]),
    });
  return (
    <Select
      label={name(coupon.name)}
      placeholder={w.noCoupon}
      clearable
      data={sheet.lines
        .filter(({ lineNo }) => coupon.lineNos.includes(lineNo))
        .map((line) => ({ value: String(line.lineNo), label: w.onLine(name(line.itemName)) }))}
      value={at === -1 ? null : String(sheet.lines[at]?.lineNo)}
      onChange={apply}
    />
  );
}

function WhyNot({ coupons }: { readonly coupons: readonly Offered[] }) {
  const w = useCheckoutWords();
  const { name } = useFormats();
  return coupons.map((coupon) => (
    <Text key={coupon.memberCouponId} size="sm" c="dimmed">
      {w.whyNot(name(coupon.name), coupon.reason)}
    </Text>
  ));
}
