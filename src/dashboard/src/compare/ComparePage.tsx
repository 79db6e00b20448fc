import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { ComparedStudy, Comparison } from "../api/analysis.js";
import { get, query, studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { StudyView } from "../api/types.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { drawFigure, rangesOf, type Figure, type Table } from "../charts/figure.js";
import { Legend } from "../charts/Legend.js";
import { XY } from "../charts/XY.js";
import { count, number, usd, value as shown } from "../format/numbers.js";
import { alongAxis, columnOf, type Along } from "../plots/history.js";
import { improving } from "../plots/improving.js";
import { Bars } from "../plots/ImportancePlot.js";
import { Missing } from "../plots/missing.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { painted } from "../state/theme.js";
import { readStudies, studies } from "../studies/useStudies.js";
import { metricsOf } from "../study/context.js";
import { Choice, Empty, Select, Show, Toggle } from "../ui/parts.js";

const Most = 10;

/** Two or more studies side by side. */
export function ComparePage() {
  useEffect(() => {
    if (studies.peek() === null) void readStudies().catch(() => undefined);
  }, []);
  const names = param("study")
    .split(",")
    .filter(name => name !== "");
  const shared = useShared(names);
  const metric = param("metric") || shared?.[0];
  const path =
    shared === null
      ? null
      : `compare?${names.map(name => `study=${encodeURIComponent(name)}`).join("&")}${query({ metric }).replace("?", "&")}`;
  const { state, reload } = useResource<Comparison>(path);
  const choose = (next: string[]): void => setParams({ study: next.slice(0, Most).join(",") });
  const others = (studies.value ?? []).map(({ name }) => name).filter(name => !names.includes(name));
  return (
    <main>
      <header class="page-head">
        <h1>Compare</h1>
      </header>
      <div class="filters">
        {names.map((name, index) => (
          <span key={name} class="chip">
            <i class="sign" style={{ background: color(index) }} aria-hidden="true" />
            <a href={hrefOf(`/studies/${encodeURIComponent(name)}`)}>{name}</a>
            <button type="button" aria-label={`Leave ${name} out`} onClick={() => choose(names.filter(of => of !== name))}>
              ×
            </button>
          </span>
        ))}
        {names.length < Most && others.length > 0 && (
          <label class="select">
            <span class="sr-only">Add a study</span>
            <select value="" onChange={event => choose([...names, event.currentTarget.value])}>
              <option value="">Add a study …</option>
              {others.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {shared !== null && shared.length > 1 && (
          <Select
            label="Objective"
            value={metric!}
            of={shared.map(name => [name, name] as const)}
            change={of => setParams({ metric: of === shared[0] ? "" : of })}
          />
        )}
      </div>
      {names.length < 2 ? (
        <Empty icon="plus" title="Choose two studies or more">
          Their histories, distributions and importances are shown side by side.
        </Empty>
      ) : (
        <Show
          state={state.value}
          again={reload}
          missing={state.value.error?.message.includes("study") ? state.value.error.message : Missing}
        >
          {data => <Compared data={data} />}
        </Show>
      )}
    </main>
  );
}

const color = (index: number): string => palette().series[index % 10]!;

/** The values that all of two or more studies have, in the order of the first; null until that is known. */
function useShared(names: readonly string[]): string[] | null {
  const [shared, setShared] = useState<string[] | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setShared(null);
    if (names.length < 2) return;
    Promise.all(names.map(name => get<StudyView>(studyPath(name), abort.signal)))
      .then(views => setShared(views.map(metricsOf).reduce((all, own) => all.filter(name => own.includes(name)))))
      // What is wrong with a study the comparison itself says.
      .catch(() => !abort.signal.aborted && setShared([]));
    return () => abort.abort();
  }, [names.join()]);
  return shared;
}

/** The best so far; over trials up to the last one, so that a study that found its best early is seen to its end. */
function stepsOf({ history, direction, trials }: ComparedStudy, along: Along): { x: number[]; y: number[] } {
  const { x, y } = improving(
    history[columnOf[along]],
    history.value.map(value => value ?? NaN),
    direction,
  );
  return along === "trials" && y.length > 0 ? { x: [...x, Math.max(x.at(-1)!, trials - 1)], y: [...y, y.at(-1)!] } : { x, y };
}

function Compared({ data }: { data: Comparison }) {
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
        color: color(index),
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
        color: color(index),
        width: 2,
        step: true,
      })),
    }),
    [data, log, painted.value],
  );
  const legend = data.studies.map((study, index) => ({ label: study.name, color: color(index), line: true }));
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
              {data.parameters.map(({ name, values }) => (
                <tr key={name} class={new Set(values.map(of => JSON.stringify(of))).size > 1 ? "differs" : ""}>
                  <th scope="row">{name}</th>
                  {values.map((of, index) => (
                    <td key={index} class="num">
                      {of === null ? "–" : shown(of)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {data.studies.map(
        study =>
          study.importance.length > 0 && (
            <section key={study.name} class="card" aria-label={`Importances of ${study.name}`}>
              <header>
                <h3>Importances · {study.name}</h3>
              </header>
              <Bars rows={study.importance.map(({ name, importance }) => ({ name, share: importance }))} />
            </section>
          ),
      )}
    </div>
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
