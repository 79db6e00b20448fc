import { useMemo, useRef, useState } from "preact/hooks";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { Drawing } from "../charts/Drawing.js";
import { Ramp } from "../charts/Ramp.js";
import { number, value as shown } from "../format/numbers.js";
import { param, setParams } from "../state/url.js";
import { painted } from "../state/theme.js";
import { openTrial, useThisStudy } from "../study/context.js";
import { Empty, Show, Toggle } from "../ui/parts.js";
import { Missing } from "./missing.js";
import { Parameters } from "./Parameters.js";
import { drawParallel, leftOf, lineAt, parallelOf, passes, shareAt, type Brushes } from "./parallel.js";
import { scatterTable } from "./scatter.js";
import { WithPruned } from "./ScatterCharts.js";
import { useChosen, useScatter } from "./useScatter.js";

const Height = 360;

/** Brushes in the address: `lr:0.2:0.7,dropout:0:0.5`. */
const readBrushes = (text: string): Brushes =>
  Object.fromEntries(
    text.split(",").flatMap(part => {
      const found = /^(.+):([\d.]+):([\d.]+)$/.exec(part);
      return found ? [[decodeURIComponent(found[1]!), [Number(found[2]), Number(found[3])] as const]] : [];
    }),
  );
const writeBrushes = (brushes: Brushes): string =>
  Object.entries(brushes)
    .map(([name, [from, to]]) => `${encodeURIComponent(name)}:${from.toFixed(3)}:${to.toFixed(3)}`)
    .join(",");

/** Every trial as a line over all parameters. Dragging along an axis lets through what is there alone. */
export function ParallelPlot() {
  const study = useThisStudy();
  const { state, reload } = useScatter("parallel");
  const scatter = state.data;
  const names = useChosen("parallel", scatter, 9);
  const log = param("log.parallel") === "1";
  const brushes = readBrushes(param("brush"));
  const [focus, setFocus] = useState<number | null>(null);
  const [width, setWidth] = useState(0);
  const drag = useRef<{ axis: string; from: number } | null>(null);
  const parallel = useMemo(() => scatter && parallelOf(scatter, names, log), [scatter, names.join(), log]);
  const open = openTrial(study.name);
  const through = parallel ? parallel.order.filter(index => passes(parallel, brushes, index)) : [];
  const draw = useMemo(
    () =>
      (pen: Parameters2[0], w: number, h: number): void => {
        if (parallel) drawParallel(pen, w, h, parallel, brushes, focus, palette());
      },
    [parallel, param("brush"), focus, painted.value],
  );

  const axisAt = (left: number): string | null => {
    const index = parallel?.axes.findIndex((_, at) => Math.abs(leftOf(at, parallel.axes.length, width) - left) < 14) ?? -1;
    return index < 0 ? null : parallel!.axes[index]!.name;
  };
  const set = (next: Brushes): void => setParams({ brush: writeBrushes(next) });
  const without = (name: string): Brushes => Object.fromEntries(Object.entries(brushes).filter(([of]) => of !== name));
  return (
    <ChartCard
      title="Parallel coordinates"
      of={study.name}
      wide
      counts={scatter?.counts}
      open={open}
      picture={{ height: Height, draw, key: scatter ? { from: `worse ${scatter.metric}`, to: `better ${scatter.metric}` } : undefined }}
      table={() => (scatter ? only(scatterTable(scatter, names), through) : { columns: [], rows: [] })}
      note={
        Object.keys(brushes).length > 0 && parallel ? (
          <>
            {through.length} of {parallel.order.length} trials pass.{" "}
            <button type="button" class="link" onClick={() => set({})}>
              Clear brushes
            </button>
          </>
        ) : (
          "Drag along an axis to keep what passes there; click a line to open its trial."
        )
      }
      controls={
        <>
          <Parameters name="parallel" chosen={names} all={scatter?.parameters.map(p => p.name) ?? []} />
          <Toggle label="log" on={log} change={on => setParams({ "log.parallel": on ? "1" : "" })} />
          <WithPruned />
        </>
      }
    >
      <Show state={state} again={reload} height={Height} missing={Missing}>
        {data =>
          !parallel || parallel.order.length < 2 ? (
            <Empty title="Nothing to draw yet">It appears as soon as two trials have ended with a value.</Empty>
          ) : (
            <>
              <div class="scroll-x" tabIndex={0} role="region" aria-label="Parallel coordinates">
                <Drawing
                  class={`parallel axes-${Math.min(12, parallel.axes.length)}`}
                  draw={draw}
                  height={Height}
                  onSize={setWidth}
                  label={`${parallel.order.length} trials over ${names.join(", ")} and ${data.metric}`}
                  onPointerDown={(event, left, top) => {
                    const axis = axisAt(left);
                    if (axis === null) return;
                    drag.current = { axis, from: shareAt(top, Height) };
                    (event.currentTarget as Element).setPointerCapture(event.pointerId);
                  }}
                  onPointerMove={(event, left, top) => {
                    const at = drag.current;
                    if (!at) {
                      const near = lineAt(parallel, brushes, left, top, width, Height);
                      if (near !== focus) setFocus(near);
                      (event.currentTarget as HTMLElement).dataset["over"] = axisAt(left) !== null ? "axis" : near !== null ? "line" : "";
                      return;
                    }
                    const to = shareAt(top, Height);
                    if (Math.abs(to - at.from) > 0.01) set({ ...brushes, [at.axis]: [Math.min(to, at.from), Math.max(to, at.from)] });
                  }}
                  onPointerUp={(_, __, top) => {
                    const at = drag.current;
                    drag.current = null;
                    if (at && Math.abs(shareAt(top, Height) - at.from) <= 0.01) set(without(at.axis));
                    else if (!at && focus !== null) open(parallel.numbers[focus]!);
                  }}
                  onPointerLeave={() => {
                    if (!drag.current) setFocus(null);
                  }}
                />
              </div>
              <p class="readout">
                {focus === null
                  ? " "
                  : [
                      `Trial ${parallel.numbers[focus]}`,
                      ...names
                        .filter(of => data.trials.parameters[of]?.[focus] !== undefined)
                        .map(of => `${of} ${shown(data.trials.parameters[of]?.[focus])}`),
                      `${data.metric} ${number(data.trials.value[focus], 6)}`,
                    ].join(" · ")}
              </p>
              <Ramp from={`worse ${data.metric}`} to={`better ${data.metric}`} />
            </>
          )
        }
      </Show>
    </ChartCard>
  );
}

type Parameters2 = globalThis.Parameters<typeof drawParallel>;

const only = <T extends { rows: unknown[] }>(table: T, rows: readonly number[]): T => ({
  ...table,
  rows: [...rows].reverse().map(index => table.rows[index]!),
});
