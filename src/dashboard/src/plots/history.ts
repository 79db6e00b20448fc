import type { Column, History } from "../api/analysis.js";
import type { TrialState } from "../api/types.js";
import type { Palette } from "../charts/colors.js";
import type { Figure, Mark, Table } from "../charts/figure.js";
import type { Axis } from "../charts/axis.js";
import { number, usd } from "../format/numbers.js";
import { duration } from "../format/time.js";
import { improving } from "./improving.js";

/** What progress is measured by. */
export type Along = "trials" | "time" | "cost";

export const alongAxis: Record<Along, Axis> = {
  trials: { label: "Trial", kind: "integer" },
  time: { label: "Time since the start", kind: "seconds" },
  cost: { label: "Money spent", kind: "usd" },
};
export const columnOf: Record<Along, "number" | "seconds" | "spentUsd"> = { trials: "number", time: "seconds", cost: "spentUsd" };
const shown: TrialState[] = ["pruned", "complete"];

/** Values over trials, time or money, and the best so far. */
export function historyFigure(history: History, along: Along, log: boolean, hidden: ReadonlySet<string>, colors: Palette): Figure {
  const { points, best, metric } = history;
  const by = columnOf[along];
  const marks: Mark[] = [];
  for (const state of shown) {
    if (hidden.has(state)) continue;
    const rows = points.state.flatMap((of, index) => (of === state ? [index] : []));
    marks.push({
      kind: "points",
      label: state,
      color: colors.states[state],
      alpha: state === "complete" ? 0.65 : 0.4,
      x: rows.map(index => points[by][index] ?? null),
      y: rows.map(index => points.value[index] ?? null),
      ids: rows.map(index => points.number[index]!),
      say: index => sayTrial(history, rows[index]!),
    });
  }
  if (!hidden.has("best so far")) marks.push(bestLine(history, along, colors));
  return { x: alongAxis[along], y: { label: metric, log }, marks };

  function bestLine({ points: all }: History, of: Along, { accent }: Palette): Mark {
    const last = all[by].reduce<number | null>((most, value) => (value !== null && (most === null || value > most) ? value : most), null);
    const steps = improving(best[columnOf[of]] as Column, best.value, history.direction);
    return {
      kind: "line",
      label: "best so far",
      x: [...steps.x, last],
      y: [...steps.y, steps.y.at(-1) ?? null],
      color: accent,
      width: 2.25,
      step: true,
    };
  }
}

function sayTrial({ points, metric }: History, index: number): string[] {
  const cost = points.costUsd[index];
  return [
    `Trial ${points.number[index]}`,
    `${metric}: ${number(points.value[index], 6)}`,
    points.state[index]!,
    ...(points.seconds[index] !== null && points.seconds[index] !== undefined ? [`after ${duration(points.seconds[index])}`] : []),
    ...(cost ? [`cost ${usd(cost)}`] : []),
  ];
}

export function historyTable({ points, metric }: History): Table {
  return {
    columns: ["Trial", metric, "State", "Seconds", "Cost (USD)", "Spent (USD)"],
    rows: points.number.map((trial, index) => [
      trial,
      points.value[index] ?? null,
      points.state[index]!,
      points.seconds[index] ?? null,
      points.costUsd[index] ?? null,
      points.spentUsd[index] ?? null,
    ]),
  };
}

/** Which trial ran when: one lane a trial, the newest at the top. */
export function timelineFigure({ timeline }: History, hidden: ReadonlySet<string>, colors: Palette): Figure {
  const rows = timeline.number.flatMap((_, index) => (timeline.start[index] === null || hidden.has(timeline.state[index]!) ? [] : [index]));
  const last = Math.max(0, ...timeline.end.map(end => end ?? 0), ...timeline.start.map(start => start ?? 0));
  return {
    x: alongAxis.time,
    y: { label: "Trial", kind: "integer" },
    marks: [
      {
        kind: "spans",
        from: rows.map(index => timeline.start[index]!),
        to: rows.map(index => timeline.end[index] ?? last),
        y: rows.map(index => timeline.number[index]!),
        color: rows.map(index => colors.states[timeline.state[index]!]),
        ids: rows.map(index => timeline.number[index]!),
        say: row => {
          const index = rows[row]!;
          const [start, end] = [timeline.start[index]!, timeline.end[index]];
          return [
            `Trial ${timeline.number[index]}`,
            timeline.state[index]!,
            `began after ${duration(start)}`,
            end === null || end === undefined ? "runs" : `took ${duration(end - start)}`,
          ];
        },
      },
    ],
  };
}

export function timelineTable({ timeline }: History): Table {
  return {
    columns: ["Trial", "State", "Start (s)", "End (s)"],
    rows: timeline.number.map((trial, index) => [
      trial,
      timeline.state[index]!,
      timeline.start[index] ?? null,
      timeline.end[index] ?? null,
    ]),
  };
}

/** The share of trials that are at most as large as a value. */
export function edfFigure({ edf, metric }: History, log: boolean, colors: Palette): Figure {
  return {
    x: { label: metric, log },
    y: { label: "Share of trials", kind: "share", extent: [0, 1] },
    marks: [{ kind: "line", x: edf.value, y: edf.share, color: colors.accent, width: 2, step: true }],
  };
}

/** The intermediate values of trials over their steps. */
export function curvesFigure({ curves, metric, best }: History, log: boolean, hidden: ReadonlySet<string>, colors: Palette): Figure {
  const winner = best.number.at(-1);
  const seen = curves.filter(curve => !hidden.has(curve.state));
  return {
    x: { label: "Step", kind: "integer" },
    y: { label: metric, log },
    marks: [...seen.filter(curve => curve.number !== winner), ...seen.filter(curve => curve.number === winner)].map(curve => ({
      kind: "line",
      label: `Trial ${curve.number} · ${curve.state}`,
      x: curve.step,
      y: curve.value,
      id: curve.number,
      color: curve.number === winner ? colors.accent : colors.states[curve.state],
      width: curve.number === winner ? 2.5 : 1.1,
      alpha: curve.number === winner ? 1 : 0.5,
    })),
  };
}

export function curvesTable({ curves, metric }: History): Table {
  return {
    columns: ["Trial", "State", "Step", metric],
    rows: curves.flatMap(curve => curve.step.map((step, index) => [curve.number, curve.state, step, curve.value[index] ?? null])),
  };
}

/** What the front dominates, over trials. */
export function hypervolumeFigure(history: { number: number[]; value: number[] }, last: number, log: boolean, colors: Palette): Figure {
  const steps = improving(history.number, history.value, "maximize");
  return {
    x: alongAxis.trials,
    y: { label: "Hypervolume", log },
    marks: [
      {
        kind: "line",
        x: [...steps.x, Math.max(last, steps.x.at(-1) ?? 0)],
        y: [...steps.y, steps.y.at(-1) ?? null],
        color: colors.accent,
        width: 2.25,
        step: true,
      },
    ],
  };
}

/** What each trial cost, and what was spent until then. */
export function costFigure({ points }: History, log: boolean, hidden: ReadonlySet<string>, colors: Palette): Figure {
  const order = points.number.map((_, index) => index).sort((a, b) => (points.spentUsd[a] ?? 0) - (points.spentUsd[b] ?? 0));
  const at = (column: Column): Column => order.map(index => column[index] ?? null);
  const marks: Mark[] = [];
  if (!hidden.has("spent"))
    marks.push({
      kind: "line",
      label: "spent",
      x: at(points.number).map((_, i) => i),
      y: at(points.spentUsd),
      color: colors.accent,
      width: 2.25,
    });
  if (!hidden.has("per trial"))
    marks.push({
      kind: "points",
      label: "per trial",
      x: order.map((_, i) => i),
      y: at(points.costUsd),
      color: order.map(i => colors.states[points.state[i]!]),
      size: 2.5,
      ids: order.map(index => points.number[index]!),
      say: row => [
        `Trial ${points.number[order[row]!]}`,
        `cost ${usd(points.costUsd[order[row]!])}`,
        `spent until then ${usd(points.spentUsd[order[row]!])}`,
      ],
    });
  return { x: { label: "Trials that ended", kind: "integer" }, y: { label: "US dollars", kind: "usd", log }, marks };
}

/** Steps of the best-so-far with what each cost: how dear an improvement was. */
export function perImprovement({ best }: History): number | null {
  const [first, last] = [best.spentUsd[0], best.spentUsd.at(-1)];
  return best.number.length < 2 || first === null || last === null || first === undefined || last === undefined
    ? null
    : (last - first) / (best.number.length - 1);
}
