import { Badge } from "@mantine/core";

/** How a status is coloured, whatever it is called: the words come from the server. */
const COLORS: Readonly<Record<string, string>> = {
  PLACED: "gray",
  AWAITING_PAYMENT: "yellow",
  COMPENSATING: "persimmon",
  PAYMENT_CANCELLED: "persimmon",
  CANCELLED: "gray",
  REFUNDED: "gray",
  REJECTED: "gray",
  EXPIRED: "gray",
};

export type StatusProps = {
  readonly status: string;
  readonly label: string;
  readonly large?: boolean;
};

/** A status with its label, spelled exactly as the server says it. */
export const Status = ({ status, label, large = false }: StatusProps) => (
  <Badge
    color={COLORS[status] ?? "celadon"}
    size={large ? "xl" : "md"}
    tt="none"
    data-status={status}
  >
    {label}
  </Badge>
);
