import { Outlet, Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import "./area.css";

export type AreaPlace = { readonly to: string; readonly label: string };

/** The places of an area of staff, above each of its pages. */
export function Area({
  label,
  places,
}: {
  readonly label: string;
  readonly places: readonly AreaPlace[];
}) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the place one is at may lie beside the screen.
    row.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
    // The place changes with the path.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [path]);
  return (
    <>
      <nav ref={row} className="area" aria-label={label}>
        {places.map(({ to, label: name }, index) => (
          <Link
            key={to}
            to={to}
            className="place"
            activeOptions={{ exact: index === 0 }}
            aria-current={isAt(path, to, index === 0) ? "page" : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}

/** The first place is the area itself, and is not where the others are. */
const isAt = (path: string, to: string, isFirst: boolean): boolean =>
  isFirst ? path.replace(/\/$/, "") === to : `${path}/`.startsWith(`${to}/`);
