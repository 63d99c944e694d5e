import { Group, Text } from "@mantine/core";
import { useFormats } from "../../parts/formats.ts";
import { Picture } from "../../parts/picture.tsx";
import { Status } from "../../parts/status.tsx";
import { told } from "../../parts/told.ts";
import type { Order } from "../reads.ts";
import { Reviewing } from "../reviews.tsx";

/** What was ordered, and how far each of it is. */
export function Lines({ order: { orderId, status, lines } }: { readonly order: Order }) {
  const { won, name } = useFormats();
  const canReview = told.catalogFeatures && (status === "DELIVERED" || status === "CLOSED");
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line.lineNo}>
          <Picture of={line.itemName} />
          <div className="grow">
            <Group justify="space-between" gap="xs">
              <Text fw={600}>{name(line.itemName)}</Text>
              <Status status={line.deliveryStatus} label={line.deliveryLabel} />
            </Group>
            <Text size="sm" c="dimmed">
              {[
                line.size === "-" ? "" : name(line.size),
                ...line.options.map(({ option }) => name(option)),
                `× ${line.quantity}`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </Text>
            <Text size="sm" className="number">
              {won(line.lineAmount)}
            </Text>
            {canReview && line.deliveryStatus !== "CANCELLED" ? (
              <Reviewing
                line={{ orderId, lineNo: line.lineNo, itemId: line.itemId }}
                name={name(line.itemName)}
              />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
