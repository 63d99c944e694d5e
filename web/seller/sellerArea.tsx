import { Area } from "../parts/area.tsx";
import { useSellerWords } from "./words.ts";

export function SellerArea() {
  const w = useSellerWords();
  return (
    <Area
      label={w.area}
      places={[
        { to: "/seller", label: w.today },
        { to: "/seller/shipments", label: w.shipments },
        { to: "/seller/deposits", label: w.deposits },
        { to: "/seller/items", label: w.items },
        { to: "/seller/settlement", label: w.settlement },
      ]}
    />
  );
}
