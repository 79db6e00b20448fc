import { useMemo } from "preact/hooks";
import type { Trial } from "../api/types.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { drawFigure, rangesOf, type Figure } from "../charts/figure.js";
import { Legend } from "../charts/Legend.js";
import { XY } from "../charts/XY.js";
import { painted } from "../state/theme.js";
import { metricOf, openTrial, useHistory, useThisStudy } from "../study/context.js";

/** The trial's intermediate values, beside those of others. */
export function Curve({ trial }: { trial: Trial }) {
  const study = useThisStudy();
  const { data } = useHistory().state;
  const { name: metric, index } = metricOf(study);
  const colors = palette();
  // A number is the first value.
  const reports = (trial.reports ?? []).flatMap(({ step, value, values }) => {
    const shown = index === 0 ? value : values?.[index];
    return shown == null ? [] : [{ step, value: shown }];
  });
  const figure = useMemo(
    (): Figure => ({
      x: { label: "Step", kind: "integer" },
      y: { label: metric },
      marks: [
        ...(data?.curves ?? [])
          .filter(curve => curve.number !== trial.number)
          .map(curve => ({
            kind: "line" as const,
            label: `Trial ${curve.number}`,
            x: curve.step,
            y: curve.value,
            color: colors.muted,
            width: 1,
            alpha: 0.35,
            id: curve.number,
          })),
        {
          kind: "line",
          label: `Trial ${trial.number}`,
          x: reports.map(({ step }) => step),
          y: reports.map(({ value }) => value),
          color: colors.accent,
          width: 2.5,
        },
        { kind: "points", x: reports.map(({ step }) => step), y: reports.map(({ value }) => value), color: colors.accent, size: 3 },
      ],
    }),
    [trial, data, index, painted.value],
  );
  return (
    <ChartCard
      title={`Intermediate values of trial ${trial.number}`}
      of={study.name}
      picture={{ height: 280, draw: (pen, width, height) => drawFigure(pen, figure, rangesOf(figure), width, height, colors) }}
      table={() => ({ columns: ["Step", metric], rows: reports.map(({ step, value }) => [step, value]) })}
    >
      <XY figure={figure} open={openTrial(study.name)} label={`${reports.length} intermediate values of trial ${trial.number}`} />
      <Legend
        entries={[
          { label: "this trial", color: colors.accent, line: true },
          { label: "others", color: colors.muted, line: true },
        ]}
      />
    </ChartCard>
  );
}
