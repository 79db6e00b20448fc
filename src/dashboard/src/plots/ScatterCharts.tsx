import { useMemo } from "preact/hooks";
import type { Scatter, ScatterParameter } from "../api/analysis.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { drawFigure, rangesOf, type Figure } from "../charts/figure.js";
import { moved } from "../charts/pen.js";
import type { Draw } from "../charts/picture.js";
import { Ramp } from "../charts/Ramp.js";
import { XY } from "../charts/XY.js";
import { zoomOf } from "../charts/zoom.js";
import { listText, param, setParams } from "../state/url.js";
import { painted } from "../state/theme.js";
import { openTrial, useThisStudy } from "../study/context.js";
import { Empty, Select, Show, Toggle } from "../ui/parts.js";
import { contourFigure } from "./contour.js";
import { Missing } from "./missing.js";
import { Parameters } from "./Parameters.js";
import { canBeLog, colorsBy, isLog, rankFigure, scatterTable, sliceFigure } from "./scatter.js";
import { useChosen, useScatter } from "./useScatter.js";

/** So many stand beside each other in a picture. */
const PictureColumns = 3;
const Waiting = "It appears as soon as two trials have ended with a value.";
const enough = ({ trials }: Scatter): boolean => trials.value.filter(value => value !== null).length > 1;

/** Values over each parameter, side by side. */
export function SlicePlot() {
  const study = useThisStudy();
  const { state, reload } = useScatter();
  const scatter = state.data;
  const names = useChosen("slice", scatter, 6);
  const log = param("log.slice") === "1";
  const colour = param("color.slice");
  const open = openTrial(study.name);
  const figures = useMemo(
    () =>
      scatter
        ? names.map(name =>
            sliceFigure(
              scatter,
              scatter.parameters.find(p => p.name === name)!,
              log,
              colorsBy(scatter, colour),
            ),
          )
        : [],
    [scatter, names.join(), log, colour, painted.value],
  );
  const columns = Math.min(PictureColumns, Math.max(1, figures.length));
  const lines = Math.max(1, Math.ceil(figures.length / columns));
  const draw: Draw = (pen, width, height) =>
    figures.forEach((figure, index) => {
      const [wide, tall] = [width / columns, height / lines];
      const place = moved(pen, (index % columns) * wide, Math.floor(index / columns) * tall);
      drawFigure(place, figure, zoomOf(`slice.${names[index]}`) ?? rangesOf(figure), wide, tall, palette());
    });
  const ends = { from: colour ? `low ${colour}` : "first trials", to: colour ? `high ${colour}` : "last trials" };
  return (
    <ChartCard
      title="Slice"
      of={study.name}
      wide
      counts={scatter?.counts}
      open={open}
      picture={{ height: 280 * lines, draw, key: ends }}
      table={() => (scatter ? scatterTable(scatter, names) : { columns: [], rows: [] })}
      controls={
        <>
          <Parameters name="slice" chosen={names} all={scatter?.parameters.map(p => p.name) ?? []} />
          <Select
            label="Colour by"
            hideLabel
            value={colour}
            of={[["", "colour: order"], ...(scatter?.parameters ?? []).map(({ name }) => [name, `colour: ${name}`] as const)]}
            change={of => setParams({ "color.slice": of })}
          />
          <Toggle label="log" on={log} change={on => setParams({ "log.slice": on ? "1" : "" })} />
          <WithPruned />
        </>
      }
    >
      <Show state={state} again={reload} missing={Missing}>
        {data =>
          enough(data) ? (
            <>
              <div class="slices">
                {figures.map((figure, index) => (
                  <XY
                    key={names[index]}
                    name={`slice.${names[index]}`}
                    figure={figure}
                    height={240}
                    open={open}
                    label={`${data.metric} over ${names[index]}`}
                  />
                ))}
              </div>
              <Ramp {...ends} />
            </>
          ) : (
            <Empty title="Nothing to draw yet">{Waiting}</Empty>
          )
        }
      </Show>
    </ChartCard>
  );
}

/** Whether trials that were pruned are drawn, too; for all charts over parameters at once. */
export const WithPruned = () => <Toggle label="pruned" on={param("pruned") === "1"} change={on => setParams({ pruned: on ? "1" : "" })} />;

interface Plane {
  title: string;
  id: string;
  figure: (scatter: Scatter, first: Scatter["parameters"][number], second: Scatter["parameters"][number]) => Figure;
  note: (scatter: Scatter) => readonly [string, string];
  hint?: string;
}

/** A chart over two parameters that are chosen. */
function PlanePlot({ plane }: { plane: Plane }) {
  const study = useThisStudy();
  const { state, reload } = useScatter();
  const scatter = state.data;
  const [first, second] = useChosen(`${plane.id}.of`, scatter, 2);
  const open = openTrial(study.name);
  const [x, y] = [first, second].map(name => scatter?.parameters.find(parameter => parameter.name === name));
  const asked = param(`log.${plane.id}`);
  const logs = (["x", "y"] as const).filter((axis, index) => {
    const parameter = [x, y][index];
    return parameter && (asked === "" ? isLog(parameter) : asked.includes(axis));
  });
  const figure = useMemo(
    () => (scatter && x && y ? plane.figure(scatter, { ...x, log: logs.includes("x") }, { ...y, log: logs.includes("y") }) : null),
    [scatter, first, second, logs.join(), painted.value],
  );
  const logToggle = (axis: "x" | "y", parameter: ScatterParameter | undefined) =>
    scatter &&
    parameter &&
    canBeLog(scatter, parameter) && (
      <Toggle
        label={`log ${axis}`}
        on={logs.includes(axis)}
        change={on =>
          setParams({ [`log.${plane.id}`]: ["x", "y"].filter(of => (of === axis ? on : logs.includes(of as "x" | "y"))).join("") || "none" })
        }
      />
    );
  const of = (scatter?.parameters ?? []).map(({ name }) => [name, name] as const);
  const choose = (a: string, b: string): void => setParams({ [`${plane.id}.of`]: a === b ? undefined : listText([a, b]) });
  return (
    <ChartCard
      title={plane.title}
      of={study.name}
      counts={scatter?.counts}
      open={open}
      note={plane.hint}
      picture={{
        height: 320,
        draw: (pen, width, height) => {
          if (figure) drawFigure(pen, figure, zoomOf(plane.id) ?? rangesOf(figure), width, height, palette());
        },
        key: scatter ? { from: plane.note(scatter)[0], to: plane.note(scatter)[1] } : undefined,
      }}
      table={() => (scatter ? scatterTable(scatter, [first!, second!]) : { columns: [], rows: [] })}
      controls={
        of.length > 1 &&
        first &&
        second && (
          <>
            <Select
              label={`${plane.title}: across`}
              hideLabel
              value={first}
              of={of.filter(([name]) => name !== second)}
              change={name => choose(name, second)}
            />
            <Select
              label={`${plane.title}: upwards`}
              hideLabel
              value={second}
              of={of.filter(([name]) => name !== first)}
              change={name => choose(first, name)}
            />
            {logToggle("x", x)}
            {logToggle("y", y)}
          </>
        )
      }
    >
      <Show state={state} again={reload} height={320} missing={Missing}>
        {data =>
          !figure ? (
            <Empty title="One parameter only">This chart is of two parameters.</Empty>
          ) : enough(data) ? (
            <>
              <XY
                name={plane.id}
                figure={figure}
                height={320}
                open={open}
                label={`${plane.title} of ${data.metric} over ${first} and ${second}`}
              />
              <Ramp from={plane.note(data)[0]} to={plane.note(data)[1]} />
            </>
          ) : (
            <Empty title="Nothing to draw yet">{Waiting}</Empty>
          )
        }
      </Show>
    </ChartCard>
  );
}

const worse = ({ metric }: Scatter): readonly [string, string] => [`worse ${metric}`, `better ${metric}`];

export const ContourPlot = () => (
  <PlanePlot
    plane={{
      title: "Contour",
      id: "contour",
      figure: (scatter, x, y) => contourFigure(scatter, x, y, palette()),
      note: worse,
      hint: "Nothing is painted where no trial is near.",
    }}
  />
);
export const RankPlot = () => <PlanePlot plane={{ title: "Rank", id: "rank", figure: rankFigure, note: worse }} />;
