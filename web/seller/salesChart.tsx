import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

export type SalesChartProps = {
  readonly days: readonly { readonly day: string; readonly pieces: number }[];
  readonly label: string;
  readonly piecesLabel: string;
};

const AXIS = { fill: "var(--quiet)", fontSize: 12 };

/** Pieces by day. The same numbers stand in a table for those who do not see it. */
export function SalesChart({ days, label, piecesLabel }: SalesChartProps) {
  return (
    <div aria-hidden="true" title={label}>
      <ResponsiveContainer width="100%" height={220}>
        <BarChart
          data={[...days]}
          accessibilityLayer={false}
          margin={{ top: 8, right: 0, bottom: 0, left: -24 }}
        >
          <CartesianGrid vertical={false} stroke="var(--edge)" />
          <XAxis
            dataKey="day"
            tickFormatter={(day: string) => day.slice(5).replace("-", ".")}
            tick={AXIS}
            stroke="var(--edge)"
            minTickGap={28}
          />
          <YAxis allowDecimals={false} tick={AXIS} stroke="var(--edge)" />
          <Tooltip
            contentStyle={{ background: "var(--cloth)", borderColor: "var(--edge)" }}
            cursor={{ fill: "var(--edge)", opacity: 0.4 }}
          />
          <Bar
            dataKey="pieces"
            name={piecesLabel}
            fill="var(--mantine-primary-color-filled)"
            radius={[4, 4, 0, 0]}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
