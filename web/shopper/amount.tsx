import { ActionIcon, Group, NumberInput } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useShopperWords } from "./words.ts";

export type AmountProps = {
  readonly value: number;
  readonly max: number;
  readonly change: (quantity: number) => void;
  /** What there is so many of, for readers aloud. */
  readonly label: string;
  readonly disabled?: boolean;
};

/** How many: one at least. */
export function Amount({ value, max, change, label, disabled = false }: AmountProps) {
  const w = useShopperWords();
  const set = (quantity: number) => change(Math.min(Math.max(1, quantity), Math.max(1, max)));
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={w.oneLess}
        disabled={disabled || value <= 1}
        onClick={() => set(value - 1)}
      >
        <IconMinus size={16} />
      </ActionIcon>
      <NumberInput
        hideControls
        aria-label={label}
        value={value}
        min={1}
        max={Math.max(1, max)}
        disabled={disabled}
        allowDecimal={false}
        onChange={(next) => {
          if (typeof next === "number") set(next);
        }}
        w={60}
        styles={{ input: { textAlign: "center" } }}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={w.oneMore}
        disabled={disabled || value >= max}
        onClick={() => set(value + 1)}
      >
        <IconPlus size={16} />
      </ActionIcon>
    </Group>
  );
}
