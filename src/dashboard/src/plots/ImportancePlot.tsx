import type { Importance } from "../api/analysis.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import type { Table } from "../charts/figure.js";
import type { Pen } from "../charts/pen.js";
import type { Draw } from "../charts/picture.js";
import { percent } from "../format/numbers.js";
import { param, setParams } from "../state/url.js";
import { useAnalysis, useThisStudy } from "../study/context.js";
import { Empty, Select, Show } from "../ui/parts.js";
import { Missing } from "./missing.js";

const methods = [
  ["pedAnova", "PED-ANOVA"],
  ["fanova", "fANOVA"],
  ["permutation", "Permutation"],
] as const;

/** How much of the values' spread each parameter explains. */
export function ImportancePlot() {
  const study = useThisStudy();
  const method = param("importance", "pedAnova");
  const { state, reload } = useAnalysis<Importance>("importance", method === "pedAnova" ? {} : { method });
  const data = state.value.data;
  const rows = data ? bars(data) : [];
  return (
    <ChartCard
      title="Parameter importances"
      of={study.name}
      counts={data?.counts}
      picture={barsPicture(rows)}
      table={() => barsTable(rows)}
      controls={
        <Select
          label="Method"
          hideLabel
          value={method}
          of={methods}
          change={of => setParams({ importance: of === "pedAnova" ? "" : of })}
        />
      }
    >
      <Show state={state.value} again={reload} missing={Missing}>
        {found =>
          found.reason || found.parameters.length === 0 ? (
            <div class="center tall">
              <Empty title="Not known yet">{found.reason ?? "The study has no parameters."}</Empty>
            </div>
          ) : (
            <Bars rows={rows} />
          )
        }
      </Show>
    </ChartCard>
  );
}

interface Row {
  name: string;
  share: number;
  pair?: boolean;
}

const bars = ({ parameters, interactions }: Importance): Row[] => [
  ...parameters.map(({ name, importance }) => ({ name, share: importance })),
  ...interactions.slice(0, 6).map(({ first, second, importance }) => ({ name: `${first} × ${second}`, share: importance, pair: true })),
];

export const barsTable = (rows: readonly Row[]): Table => ({
  columns: ["Parameter", "Importance"],
  rows: rows.map(({ name, share }) => [name, share]),
});

export const barsPicture = (rows: readonly Row[]): { height: number; draw: Draw } => ({
  height: 60 + 26 * rows.length,
  draw: (pen, width) => drawBars(pen, rows, width),
});

export function Bars({ rows }: { rows: readonly Row[] }) {
  const most = Math.max(1e-9, ...rows.map(({ share }) => share));
  return (
    <ul class="bars">
      {rows.map(({ name, share, pair }) => (
        <li key={name}>
          <span title={name}>{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="10" rx="1" class="bar-back" />
            <rect width={Math.max(0.5, (100 * share) / most)} height="10" class={pair ? "bar-pair" : "bar-front"} />
          </svg>
          <b>{percent(share, share < 0.0995 ? 1 : 0)}</b>
        </li>
      ))}
    </ul>
  );
}

function drawBars(pen: Pen, rows: readonly Row[], width: number): void {
  const colors = palette();
  const most = Math.max(1e-9, ...rows.map(({ share }) => share));
  for (const [index, { name, share, pair }] of rows.entries()) {
    const top = 10 + 26 * index;
    pen.text(name, 170, top + 9, { color: colors.text, align: "right", size: 12 });
    pen.rect(180, top, Math.max(1, ((width - 260) * share) / most), 18, { fill: pair ? colors.muted : colors.accent });
    pen.text(percent(share, 1), 188 + ((width - 260) * share) / most, top + 9, { color: colors.text, size: 12 });
  }
}
