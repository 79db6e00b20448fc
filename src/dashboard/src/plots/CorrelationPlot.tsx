import { ChartCard } from "../charts/ChartCard.js";
import { diverging, palette } from "../charts/colors.js";
import type { Pen } from "../charts/pen.js";
import { useThisStudy } from "../study/context.js";
import { Empty, Show } from "../ui/parts.js";
import { Missing } from "./missing.js";
import { useScatter } from "./useScatter.js";

/** How parameters and the value go with each other, by rank. */
export function CorrelationPlot() {
  const study = useThisStudy();
  const { state, reload } = useScatter();
  const found = state.data?.correlations ?? null;
  const names = found?.parameters ?? [];
  return (
    <ChartCard
      title="Correlations (Spearman)"
      of={study.name}
      picture={{
        height: 80 + 28 * names.length,
        draw: (pen, width) => {
          if (found) draw(pen, width, names, found.matrix);
        },
      }}
      table={() => ({ columns: ["", ...names], rows: names.map((name, row) => [name, ...found!.matrix[row]!]) })}
    >
      <Show state={state} again={reload} missing={Missing}>
        {() =>
          names.length < 2 ? (
            <div class="center tall">
              <Empty title="Nothing to compare">It needs two numeric parameters, or one and the value, of a few complete trials.</Empty>
            </div>
          ) : (
            <div class="scroll-x" tabIndex={0} role="region" aria-label="Correlations">
              <table class="matrix">
                <thead>
                  <tr>
                    <td />
                    {names.map(name => (
                      <th key={name} scope="col" title={name}>
                        <span>{name}</span>
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {names.map((name, row) => (
                    <tr key={name}>
                      <th scope="row" title={name}>
                        {name}
                      </th>
                      {found!.matrix[row]!.map((value, column) => (
                        <td
                          key={column}
                          style={{ background: value === null ? "transparent" : diverging(value) }}
                          class={value !== null && Math.abs(value) > 0.55 ? "strong" : ""}
                        >
                          {value === null ? "–" : value.toFixed(2).replace("-", "−")}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Show>
    </ChartCard>
  );
}

function draw(pen: Pen, width: number, names: readonly string[], matrix: (number | null)[][]): void {
  const colors = palette();
  const size = Math.min(90, (width - 170) / names.length);
  for (const [row, name] of names.entries()) {
    pen.text(name, 150, 54 + 28 * row, { color: colors.text, align: "right" });
    pen.text(name.slice(0, 12), 160 + size * (row + 0.5), 22, { color: colors.text, align: "center" });
    for (const [column, value] of matrix[row]!.entries()) {
      if (value === null) continue;
      pen.rect(160 + size * column, 40 + 28 * row, size - 2, 26, { fill: diverging(value) });
      pen.text(value.toFixed(2), 160 + size * (column + 0.5), 54 + 28 * row, { color: colors.text, align: "center" });
    }
  }
}
