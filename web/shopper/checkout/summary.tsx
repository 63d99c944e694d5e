import { Stack, Text, Title } from "@mantine/core";
import { useFormats } from "../../parts/formats.ts";
import { Picture } from "../../parts/picture.tsx";
import type { Sheet } from "../reads.ts";
import { useCheckoutWords } from "./words.ts";

/** What is bought, and what it comes to. */
export function Summary({ sheet }: { readonly sheet: Sheet }) {
  const w = useCheckoutWords();
  const { won, name } = useFormats();
  const list = sheet.lines.reduce((sum, line) => sum + line.unitListPrice * line.quantity, 0);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {w.items}
      </Title>
      <ul className="lines">
        {sheet.lines.map((line) => (
          <li key={line.lineNo}>
            <Picture of={line.itemName} />
            <div>
              <Text fw={600}>{name(line.itemName)}</Text>
              <Text size="sm" c="dimmed">
                {[...line.options.map(({ option }) => name(option)), `× ${line.quantity}`].join(
                  " · ",
                )}
              </Text>
              <Text size="sm" className="number">
                {won(line.unitDiscountedPrice * line.quantity)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      <dl className="sums">
        <dt>{w.listTotal}</dt>
        <dd>{won(list)}</dd>
        {list === sheet.payableAmount ? null : (
          <>
            <dt>{w.discount}</dt>
            <dd>{won(sheet.payableAmount - list)}</dd>
          </>
        )}
        <dt className="total">{w.payable}</dt>
        <dd className="total">{won(sheet.payableAmount)}</dd>
      </dl>
    </Stack>
  );
}
