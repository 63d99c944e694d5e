import { Area } from "../parts/area.tsx";
import { told } from "../parts/told.ts";
import { useOperatorWords } from "./words.ts";

/** The places of operators; processes only of a fleet, the switchboard only where there is something to switch. */
export function OperatorArea() {
  const w = useOperatorWords();
  const isDemo = told.demo.length > 0;
  return (
    <Area
      label={w.area}
      places={[
        { to: "/operator", label: w.map },
        { to: "/operator/orders", label: w.orders },
        { to: "/operator/parked", label: w.parked },
        { to: "/operator/promises", label: w.promises },
        { to: "/operator/money", label: w.money },
        { to: "/operator/coupons", label: w.coupons },
        { to: "/operator/people", label: w.people },
        { to: "/operator/policies", label: w.policies },
        ...(told.isFleet === true ? [{ to: "/operator/instances", label: w.instances }] : []),
        ...(isDemo ? [{ to: "/operator/simulators", label: w.simulators }] : []),
      ]}
    />
  );
}
