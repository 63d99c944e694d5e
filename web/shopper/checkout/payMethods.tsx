import { Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../../parts/formats.ts";
import { walletQuery } from "../reads.ts";
import type { PayMethod } from "./placing.ts";
import { useCheckoutWords } from "./words.ts";

const METHODS = ["WALLET", "CARD", "KAKAO_PAY", "NAVER_PAY", "TOSS_PAY", "BANK_TRANSFER"] as const;

export type PayMethodsProps = {
  readonly value: PayMethod;
  readonly change: (method: PayMethod) => void;
  readonly payable: number;
  /** Whether a bank transfer will do; by default it does. */
  readonly isTransferable?: boolean;
};

/** How to pay; of each, what comes next. */
export function PayMethods({ value, change, payable, isTransferable = true }: PayMethodsProps) {
  const w = useCheckoutWords();
  const { won } = useFormats();
  const balance = useQuery(walletQuery).data?.balance;
  const hintOf = (method: PayMethod): string => {
    if (method === "BANK_TRANSFER") return w.payLater;
    if (method !== "WALLET") return w.payNextPage;
    if (balance === undefined) return "";
    return balance < payable ? w.balanceTooLow(won(balance)) : w.balance(won(balance));
  };
  return (
    <Radio.Group aria-label={w.payment} value={value} onChange={(method) => change(method)}>
      <Stack gap="sm">
        {METHODS.filter((method) => isTransferable || method !== "BANK_TRANSFER").map((method) => (
          <Radio
            key={method}
            value={method}
            label={w[method]}
            description={
              <Text span size="sm" c="dimmed">
                {hintOf(method)}
              </Text>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
