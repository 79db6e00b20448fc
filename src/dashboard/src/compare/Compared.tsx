import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { ComparedStudy, Comparison } from "../api/analysis.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { drawFigure, rangesOf, type Figure, type Table } from "../charts/figure.js";
import { Legend } from "../charts/Legend.js";
import { XY } from "../charts/XY.js";
import { count, number, usd, value as shown } from "../format/numbers.js";
import { columnWithAbsent } from "../plots/absent.js";
import { alongAxis, columnOf, type Along } from "../plots/history.js";
import { Bars, barsPicture, barsTable } from "../plots/ImportancePlot.js";
import { improving } from "../plots/improving.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { painted } from "../state/theme.js";
import { Choice, Toggle } from "../ui/parts.js";

/** The colour of a study, by its place. */
export const colorOf = (index: number): string => palette().series[index % 10]!;

/** The best so far; over trials up to the last one, so that a study that found its best early is seen to its end. */
function stepsOf({ history, direction, trials }: ComparedStudy, along: Along): { x: number[]; y: number[] } {
  const { x, y } = improving(
    history[columnOf[along]],
    history.value.map(value => value ?? NaN),
    direction,
  );
  return along === "trials" && y.length > 0 ? { x: [...x, Math.max(x.at(-1)!, trials - 1)], y: [...y, y.at(-1)!] } : { x, y };
}

/** What studies have come to, chart by chart. */
export function Compared({ data }: { data: Comparison }) {
  const along = param("by", "trials") as Along;
  const log = param("log") === "1";
  const history = useMemo(
    (): Figure => ({
      x: alongAxis[along],
      y: { label: data.metric, log },
      marks: data.studies.map((study, index) => ({
        kind: "line",
        label: study.name,
        ...stepsOf(study, along),
        color: colorOf(index),
        width: 2.25,
        step: true,
      })),
    }),
    [data, along, log, painted.value],
  );
  const edf = useMemo(
    (): Figure => ({
      x: { label: data.metric, log },
      y: { label: "Share of trials", kind: "share", extent: [0, 1] },
      marks: data.studies.map((study, index) => ({
        kind: "line",
        label: study.name,
        x: study.edf.value,
        y: study.edf.share,
        color: colorOf(index),
        width: 2,
        step: true,
      })),
    }),
    [data, log, painted.value],
  );
  const legend = data.studies.map((study, index) => ({ label: study.name, color: colorOf(index), line: true }));
  return (
    <div class="grid">
      <Plot
        title="Best so far"
        figure={history}
        table={{
          columns: ["Study", "Trial", data.metric],
          rows: data.studies.flatMap(({ name, history: of }) => of.number.map((trial, index) => [name, trial, of.value[index] ?? null])),
        }}
        controls={
          <>
            <Choice
              label="Progress by"
              value={along}
              of={[
                ["trials", "Trials"],
                ["time", "Time"],
                ["cost", "Cost"],
              ]}
              change={by => setParams({ by: by === "trials" ? "" : by })}
            />
            <Toggle label="log" on={log} change={on => setParams({ log: on ? "1" : "" })} />
          </>
        }
        legend={legend}
      />
      <section class="card wide" aria-label="Figures">
        <header>
          <h3>Figures</h3>
        </header>
        <div class="table-wrap" tabIndex={0} role="region" aria-label="Figures of the studies">
          <table>
            <thead>
              <tr>
                <th scope="col">Study</th>
                <th scope="col" class="num">
                  Best {data.metric}
                </th>
                <th scope="col" class="num">
                  Trials
                </th>
                <th scope="col" class="num">
                  Spent
                </th>
                <th scope="col" class="num">
                  Saved by pruning
                </th>
              </tr>
            </thead>
            <tbody>
              {data.studies.map(study => (
                <tr key={study.name}>
                  <th scope="row">
                    <a href={hrefOf(`/studies/${encodeURIComponent(study.name)}`)}>{study.name}</a>
                  </th>
                  <td class="num">{number(study.best, 6)}</td>
                  <td class="num">{count(study.trials)}</td>
                  <td class="num">{usd(study.spentUsd)}</td>
                  <td class="num">{usd(study.savedUsd)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Plot
        title="Distribution of values (EDF)"
        figure={edf}
        table={{
          columns: ["Study", data.metric, "Share"],
          rows: data.studies.flatMap(({ name, edf: of }) => of.value.map((at, index) => [name, at, of.share[index] ?? null])),
        }}
        legend={legend}
      />
      <section class="card" aria-label="Best parameters">
        <header>
          <h3>Best parameters</h3>
        </header>
        <div class="table-wrap" tabIndex={0} role="region" aria-label="Best parameters of each study">
          <table>
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                {data.studies.map(study => (
                  <th key={study.name} scope="col" class="num">
                    {study.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.parameters
                .map(({ name, values, absent }) => ({ name, cells: columnWithAbsent(values, absent) }))
                .map(({ name, cells }) => (
                  <tr key={name} class={new Set(cells.map(of => JSON.stringify(of))).size > 1 ? "differs" : ""}>
                    <th scope="row">{name}</th>
                    {cells.map((of, index) => (
                      <td key={index} class="num">
                        {shown(of)}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </section>
      {data.studies
        .filter(({ importance }) => importance.length > 0)
        .map(study => (
          <Importances key={study.name} study={study} />
        ))}
    </div>
  );
}

function Importances({ study: { name, importance } }: { study: ComparedStudy }) {
  const rows = importance.map(({ name: of, importance: share }) => ({ name: of, share }));
  return (
    <ChartCard title={`Importances · ${name}`} of="compare" picture={barsPicture(rows)} table={() => barsTable(rows)}>
      <Bars rows={rows} />
    </ChartCard>
  );
}

function Plot({
  title,
  figure,
  table,
  legend,
  controls,
}: {
  title: string;
  figure: Figure;
  table: Table;
  legend: { label: string; color: string; line: boolean }[];
  controls?: ComponentChildren;
}) {
  return (
    <ChartCard
      title={title}
      of="compare"
      wide
      controls={controls}
      table={() => table}
      picture={{
        height: 320,
        draw: (pen, width, height) => drawFigure(pen, figure, rangesOf(figure), width, height, palette()),
        key: legend,
      }}
    >
      <XY figure={figure} height={320} label={`${title} of ${figure.marks.length} studies`} />
      <Legend entries={legend} />
    </ChartCard>
  );
}
