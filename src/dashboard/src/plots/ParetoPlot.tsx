import { useMemo, useRef, useState } from "preact/hooks";
import type { Pareto } from "../api/analysis.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { Drawing } from "../charts/Drawing.js";
import { drawFigure, rangesOf } from "../charts/figure.js";
import { Legend } from "../charts/Legend.js";
import { XY } from "../charts/XY.js";
import { number } from "../format/numbers.js";
import { param, setParams } from "../state/url.js";
import { painted } from "../state/theme.js";
import { openTrial, useAnalysis, useThisStudy } from "../study/context.js";
import { Choice, Empty, Select, Show, Toggle } from "../ui/parts.js";
import { Missing } from "./missing.js";
import { cube, drawCube, paretoFigure, paretoTable, project, say, type View3 } from "./pareto.js";
import { useHidden } from "./useHidden.js";

const Height = 380;

/** The trade-offs of a study with several values: in the plane of two, or, of three, in space. */
export function ParetoPlot() {
  const study = useThisStudy();
  const { state, reload } = useAnalysis<Pareto>("pareto");
  const data = state.value.data;
  const { hidden, toggle } = useHidden("pareto");
  const [first, second] = planeOf(data);
  const solid = (data?.metrics.length ?? 0) > 2 && param("pareto") !== "2d";
  const logs = [param("log.pareto").includes("x"), param("log.pareto").includes("y")] as const;
  const colors = palette();
  const figure = useMemo(
    () => data && paretoFigure(data, first, second, logs, hidden, colors),
    [data, first, second, param("log.pareto"), [...hidden].join(), painted.value],
  );
  const legend = [
    { label: "Pareto front", color: colors.accent },
    { label: "dominated", color: colors.muted },
    { label: "infeasible", color: colors.states.failed },
    { label: "knee", color: colors.good },
  ];
  const open = openTrial(study.name);
  const [view, setView] = useState<View3>({ turn: 0.7, tilt: 0.35 });
  const names = (data?.metrics ?? []).map(({ name }, index) => [`${index}`, name] as const);
  const log = (axis: "x" | "y", on: boolean): void =>
    setParams({ "log.pareto": ["x", "y"].filter(of => (of === axis ? on : param("log.pareto").includes(of))).join("") });
  return (
    <ChartCard
      title="Pareto front"
      of={study.name}
      wide
      counts={data?.counts}
      open={open}
      note={
        data &&
        data.front.length > 0 && (
          <>
            {data.front.length} trials on the front
            {typeof data.knee === "number" && (
              <>
                ; the best trade-off (knee) is{" "}
                <button type="button" class="link" onClick={() => open(data.knee!)}>
                  trial {data.knee}
                </button>
              </>
            )}
            {typeof data.hypervolume === "number" && <>; hypervolume {number(data.hypervolume)}</>}.
          </>
        )
      }
      picture={{
        height: Height,
        draw: (pen, width, height) => {
          if (data && solid) drawCube(pen, width, height, data, [0, 1, 2], view, null, colors);
          else if (figure) drawFigure(pen, figure, rangesOf(figure), width, height, colors);
        },
        key: legend.filter(({ label }) => solid || !hidden.has(label)),
      }}
      table={() => (data ? paretoTable(data) : { columns: [], rows: [] })}
      controls={
        <>
          {names.length > 2 && (
            <Choice
              label="Dimensions"
              value={solid ? "3d" : "2d"}
              of={[
                ["3d", "3-D"],
                ["2d", "2-D"],
              ]}
              change={of => setParams({ pareto: of === "3d" ? "" : of })}
            />
          )}
          {names.length > 2 && !solid && (
            <>
              <Select
                label="Across"
                hideLabel
                value={`${first}`}
                of={names.filter(([id]) => id !== `${second}`)}
                change={id => setParams({ plane: `${id},${second}` })}
              />
              <Select
                label="Upwards"
                hideLabel
                value={`${second}`}
                of={names.filter(([id]) => id !== `${first}`)}
                change={id => setParams({ plane: `${first},${id}` })}
              />
            </>
          )}
          {!solid && (
            <>
              <Toggle label="log x" on={logs[0]} change={on => log("x", on)} />
              <Toggle label="log y" on={logs[1]} change={on => log("y", on)} />
            </>
          )}
        </>
      }
    >
      <Show state={state.value} again={reload} height={Height} missing={Missing}>
        {pareto =>
          pareto.points.number.length === 0 ? (
            <div class="center" style={{ minHeight: `${Height}px` }}>
              <Empty title="Nothing to draw yet">It appears as soon as a trial has ended with values.</Empty>
            </div>
          ) : solid ? (
            <Solid pareto={pareto} view={view} turn={setView} open={open} />
          ) : (
            <XY
              name="pareto"
              figure={figure!}
              height={Height}
              open={open}
              label={`Pareto front: ${pareto.front.length} of ${pareto.points.number.length} trials`}
            />
          )
        }
      </Show>
      <Legend
        entries={legend}
        hidden={hidden}
        {...(solid ? {} : { toggle })}
      />
    </ChartCard>
  );
}

function planeOf(data: Pareto | null): [number, number] {
  const [first = 0, second = 1] = param("plane", "0,1").split(",").map(Number);
  const most = data?.metrics.length ?? 2;
  return first < most && second < most && first !== second ? [first, second] : [0, 1];
}

/** The front in space: dragging turns it. */
function Solid({ pareto, view, turn, open }: { pareto: Pareto; view: View3; turn: (view: View3) => void; open: (id: number) => void }) {
  const [focus, setFocus] = useState<number | null>(null);
  const [width, setWidth] = useState(0);
  const drag = useRef<{ left: number; top: number; view: View3; moved: boolean } | null>(null);
  const places = useMemo(() => cube(pareto, [0, 1, 2]), [pareto]);
  const draw = useMemo(
    () =>
      (pen: Parameters<typeof drawCube>[0], w: number, h: number): void =>
        drawCube(pen, w, h, pareto, [0, 1, 2], view, focus, palette()),
    [pareto, view, focus, painted.value],
  );
  const nearest = (left: number, top: number): number | null => {
    let [found, best]: [number | null, number] = [null, 14];
    for (const [index, place] of places.entries()) {
      if (!place) continue;
      const [x, y] = project(place, view, width, Height);
      const distance = Math.hypot(x - left, y - top) - (pareto.points.front[index] ? 4 : 0);
      if (distance < best) [found, best] = [index, distance];
    }
    return found;
  };
  return (
    <>
      <Drawing
        class="solid"
        draw={draw}
        height={Height}
        onSize={setWidth}
        label={`Pareto front of ${pareto.metrics.map(m => m.name).join(", ")} in three dimensions`}
        onPointerDown={(event, left, top) => {
          drag.current = { left, top, view, moved: false };
          (event.currentTarget as Element).setPointerCapture(event.pointerId);
        }}
        onPointerMove={(_, left, top) => {
          const at = drag.current;
          if (!at) {
            setFocus(nearest(left, top));
            return;
          }
          if (Math.hypot(left - at.left, top - at.top) > 3) at.moved = true;
          if (at.moved)
            turn({ turn: at.view.turn + (left - at.left) / 120, tilt: Math.min(1.5, Math.max(-1.5, at.view.tilt + (top - at.top) / 160)) });
        }}
        onPointerUp={() => {
          if (drag.current && !drag.current.moved && focus !== null) open(pareto.points.number[focus]!);
          drag.current = null;
        }}
      />
      <p class="readout">{focus === null ? "Drag to turn; click a point to open its trial." : say(pareto, focus).join(" · ")}</p>
    </>
  );
}
