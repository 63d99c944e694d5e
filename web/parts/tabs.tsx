import { SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Which of a few lists is shown, kept in the address as `show`; the first goes without saying. */
export function Tabs<T extends string>({
  label,
  tabs,
  chosen,
}: {
  readonly label: string;
  readonly tabs: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: T;
}) {
  const navigate = useNavigate();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone it may lie beside the screen.
    row.current?.querySelector("label[data-active]")?.scrollIntoView({ block: "nearest" });
    // Another one is another place to be.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [chosen]);
  return (
    <div ref={row} className="sideways">
      <SegmentedControl
        aria-label={label}
        data={[...tabs]}
        value={chosen}
        onChange={(show) =>
          void navigate({
            to: ".",
            search: { show: show === tabs[0]?.value ? undefined : show },
          })
        }
        w="max-content"
      />
    </div>
  );
}
