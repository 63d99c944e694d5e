import { Alert, List, Text } from "@mantine/core";
import { useFormats } from "../../parts/formats.ts";
import type { Sheet } from "../reads.ts";
import { useCheckoutWords } from "./words.ts";

/** What is different from what was seen, to be confirmed with the next press. */
export function Drift({ before, now }: { readonly before: Sheet; readonly now: Sheet }) {
  const w = useCheckoutWords();
  const { won, name } = useFormats();
  const changed = now.lines.filter(
    (line, at) => before.lines[at]?.unitDiscountedPrice !== line.unitDiscountedPrice,
  );
  return (
    <Alert color="persimmon" role="alert" title={w.drifted}>
      <Text size="sm">{w.driftedHint}</Text>
      <List size="sm" mt="xs">
        {changed.map((line) => (
          <List.Item key={line.lineNo}>
            {name(line.itemName)}{" "}
            {w.was(
              won(before.lines[line.lineNo - 1]?.unitDiscountedPrice ?? 0),
              won(line.unitDiscountedPrice),
            )}
          </List.Item>
        ))}
        <List.Item>
          {w.payable} {w.was(won(before.payableAmount), won(now.payableAmount))}
        </List.Item>
      </List>
    </Alert>
  );
}

/** Every line that cannot be had as it is wanted. */
export function Short({ sheet }: { readonly sheet: Sheet }) {
  const w = useCheckoutWords();
  const { name } = useFormats();
  if (sheet.unavailableLines.length === 0) return null;
  const nameOf = (lineNo: number) =>
    name(sheet.lines.find((line) => line.lineNo === lineNo)?.itemName ?? "");
  return (
    <Alert color="persimmon" role="alert">
      {sheet.unavailableLines.map(({ line, code, available }) => (
        <Text key={line} size="sm">
          {code === "STOCK_INSUFFICIENT" ? w.short(nameOf(line), available) : w.gone(nameOf(line))}
        </Text>
      ))}
    </Alert>
  );
}
