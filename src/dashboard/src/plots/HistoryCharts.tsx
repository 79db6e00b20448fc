import { useMemo } from "preact/hooks";
import type { History } from "../api/analysis.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { drawFigure, rangesOf, type Figure, type Table } from "../charts/figure.js";
import { Legend } from "../charts/Legend.js";
import { XY } from "../charts/XY.js";
import { zoomOf } from "../charts/zoom.js";
import { clock } from "../format/time.js";
import { param, setParams } from "../state/url.js";
import { Choice, Empty, Show, Toggle } from "../ui/parts.js";
import { openTrial, useHistory, useThisStudy } from "../study/context.js";
import { painted } from "../state/theme.js";
import * as plots from "./history.js";
import { Missing } from "./missing.js";
import { useHidden } from "./useHidden.js";

type Entries = { label: string; color: string; line?: boolean }[];
interface Spec {
  title: string;
  id: string;
  height?: number;
  wide?: boolean;
  /** Why there is nothing to draw; null when there is. */
  empty: (history: History) => string | null;
  figure: (history: History, view: View) => Figure;
  table: (history: History) => Table;
  legend?: (history: History) => Entries;
  logs?: boolean;
  along?: boolean;
  curves?: boolean;
  /** Made by the server, and not of what is heard of a running study: some time old. */
  isRead?: boolean;
  summary: (history: History) => string;
}
interface View {
  log: boolean;
  along: plots.Along;
  hidden: ReadonlySet<string>;
}

/** A chart of the history's data with its choices, all of them in the address. */
function HistoryChart({ spec }: { spec: Spec }) {
  const study = useThisStudy();
  const { state, reload } = useHistory();
  const { hidden, toggle } = useHidden(spec.id);
  const view: View = { log: param(`log.${spec.id}`) === "1", along: param(`by.${spec.id}`, "trials") as plots.Along, hidden };
  const colors = palette();
  const history = state.data;
  const off = [...hidden].join();
  const figure = useMemo(() => history && spec.figure(history, view), [history, view.log, view.along, off, painted.value]);
  const height = spec.height ?? 280;
  const open = openTrial(study.name);
  const isOld = spec.isRead && study.state !== "ended" && state.at !== null;
  const controls = (
    <>
      {spec.along && (
        <Choice
          label="Progress by"
          value={view.along}
          of={[
            ["trials", "Trials"],
            ["time", "Time"],
            ["cost", "Cost"],
          ]}
          change={by => setParams({ [`by.${spec.id}`]: by === "trials" ? "" : by })}
        />
      )}
      {spec.logs && <Toggle label="log" on={view.log} change={on => setParams({ [`log.${spec.id}`]: on ? "1" : "" })} />}
    </>
  );
  return (
    <ChartCard
      title={spec.title}
      of={study.name}
      wide={spec.wide ?? false}
      controls={controls}
      open={open}
      note={isOld && `As it was at ${clock(state.at!)}; read anew about once a minute.`}
      counts={history && (spec.curves ? history.curveCounts : spec.id === "edf" ? null : history.counts)}
      picture={{
        height,
        draw: (pen, width, tall) => {
          if (figure) drawFigure(pen, figure, zoomOf(spec.id) ?? rangesOf(figure), width, tall, colors);
        },
        key: history ? spec.legend?.(history) : undefined,
      }}
      table={() => (history ? spec.table(history) : { columns: [], rows: [] })}
    >
      <Show state={state} again={reload} height={height} missing={Missing}>
        {data => {
          const reason = spec.empty(data);
          return reason ? (
            <div class="center" style={{ minHeight: `${height}px` }}>
              <Empty title="Nothing to draw yet">{reason}</Empty>
            </div>
          ) : (
            <>
              <XY name={spec.id} figure={figure!} height={height} open={open} label={`${spec.title}: ${spec.summary(data)}`} />
              <Legend entries={spec.legend?.(data) ?? []} hidden={hidden} toggle={toggle} />
            </>
          );
        }}
      </Show>
    </ChartCard>
  );
}

const noTrial = "It appears as soon as a trial has ended with a value.";
const stateEntries = (states: readonly ("complete" | "pruned" | "failed" | "running")[]): Entries =>
  states.map(label => ({ label, color: palette().states[label] }));
const noneEnded = ({ points }: History): string | null => (points.value.some(value => value !== null) ? null : noTrial);

export const HistoryPlot = () => (
  <HistoryChart
    spec={{
      title: "Optimization history",
      id: "history",
      wide: true,
      height: 320,
      logs: true,
      along: true,
      empty: noneEnded,
      figure: (history, { along, log, hidden }) => plots.historyFigure(history, along, log, hidden, palette()),
      table: plots.historyTable,
      legend: () => [...stateEntries(["complete", "pruned"]), { label: "best so far", color: palette().accent, line: true }],
      summary: ({ best, metric, counts }) =>
        `${counts.of} trials; best ${metric} ${best.value.at(-1) ?? "none yet"}, trial ${best.number.at(-1) ?? "–"}`,
    }}
  />
);

export const TimelinePlot = () => (
  <HistoryChart
    spec={{
      title: "Timeline",
      id: "timeline",
      wide: true,
      empty: ({ timeline }) => (timeline.start.some(start => start !== null) ? null : "No trial has started yet."),
      figure: (history, { hidden }) => plots.timelineFigure(history, hidden, palette()),
      table: plots.timelineTable,
      legend: () => stateEntries(["complete", "pruned", "failed", "running"]),
      summary: ({ timeline }) => `when each of ${timeline.number.length} trials ran`,
    }}
  />
);

export const EdfPlot = () => (
  <HistoryChart
    spec={{
      title: "Distribution of values (EDF)",
      id: "edf",
      logs: true,
      isRead: true,
      empty: ({ edf }) => (edf.value.length > 1 ? null : noTrial),
      figure: (history, { log }) => plots.edfFigure(history, log, palette()),
      table: ({ edf, metric }) => ({
        columns: [metric, "Share"],
        rows: edf.value.map((value, index) => [value, edf.share[index] ?? null]),
      }),
      summary: ({ metric }) => `share of trials up to each ${metric}`,
    }}
  />
);

export const IntermediatePlot = () => (
  <HistoryChart
    spec={{
      title: "Intermediate values",
      id: "curves",
      logs: true,
      curves: true,
      isRead: true,
      empty: ({ curves }) =>
        curves.length > 0 ? null : "Trials of this study report no intermediate values. Those that do can be pruned.",
      figure: (history, { log, hidden }) => plots.curvesFigure(history, log, hidden, palette()),
      table: plots.curvesTable,
      legend: () => [...stateEntries(["complete", "pruned", "running"]), { label: "best", color: palette().accent, line: true }],
      summary: ({ curves }) => `${curves.length} learning curves`,
    }}
  />
);

export const CostPlot = () => (
  <HistoryChart
    spec={{
      title: "Cost",
      id: "cost",
      empty: ({ points }) =>
        points.costUsd.some(cost => cost) ? null : "No trial has cost anything: the study has no meter, and reports no costs.",
      logs: true,
      figure: (history, { log, hidden }) => plots.costFigure(history, log, hidden, palette()),
      table: plots.historyTable,
      legend: () => [
        { label: "spent", color: palette().accent, line: true },
        { label: "per trial", color: palette().states.complete },
      ],
      summary: ({ points }) => `${points.number.length} trials`,
    }}
  />
);

export const HypervolumePlot = () => (
  <HistoryChart
    spec={{
      title: "Hypervolume history",
      id: "hypervolume",
      isRead: true,
      empty: ({ hypervolume }) => (hypervolume?.number.length ? null : noTrial),
      logs: true,
      figure: ({ hypervolume, points }, { log }) =>
        plots.hypervolumeFigure(
          hypervolume!,
          points.number.reduce((most, number) => Math.max(most, number), 0),
          log,
          palette(),
        ),
      table: ({ hypervolume }) => ({
        columns: ["Trial", "Hypervolume"],
        rows: (hypervolume?.number ?? []).map((trial, index) => [trial, hypervolume!.value[index] ?? null]),
      }),
      summary: ({ hypervolume }) => `${hypervolume?.value.at(-1) ?? 0} now`,
    }}
  />
);
