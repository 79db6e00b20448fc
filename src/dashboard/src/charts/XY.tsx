import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { axisText, ticks, tickText, type Axis, type Range } from "./axis.js";
import { palette } from "./colors.js";
import { logistic, logit } from "./logit.js";
import { drawMarks, hitAt, rangesOf, type Box, type Figure, type Hit, type Ranges } from "./figure.js";
import { CanvasPen } from "./pen.js";
import { painted } from "../state/theme.js";
import { keepZoom, zoomOf } from "./zoom.js";

interface Props {
  figure: Figure;
  height?: number;
  /** What a click on a trial does. */
  open?: ((id: number) => void) | undefined;
  label: string;
  /** What its zoom is called in the address; without a name that is not there. */
  name?: string;
}

interface Live {
  plot: uPlot | null;
  figure: Figure;
  zoom: Ranges | null;
  hit: Hit | null;
  down: readonly [number, number] | null;
}

/** A chart with two axes: uPlot has the axes, the cursor and the zoom, and the marks are drawn into it. */
export function XY({ figure, height = 280, open, label, name }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const live = useRef<Live>({ plot: null, figure, zoom: zoomOf(name), hit: null, down: null });
  const [hit, setHit] = useState<Hit | null>(null);
  const [isZoomed, setZoomed] = useState(live.current.zoom !== null);
  live.current.figure = figure;
  const paint = painted.value;
  const axes = [figure.x, figure.y].map(({ label, log, logit }) => [label, log, logit].join()).join("|");

  const zoomTo = (ranges: Ranges | null): void => {
    live.current.zoom = ranges;
    setZoomed(ranges !== null);
    keepZoom(name, ranges);
    show(live.current);
  };

  useEffect(() => {
    const element = host.current!;
    const state = live.current;
    const point = (found: Hit | null): void => {
      if (found?.mark === state.hit?.mark && found?.index === state.hit?.index) return;
      state.hit = found;
      setHit(found);
      element.classList.toggle("is-link", found?.id !== null && found?.id !== undefined && open !== undefined);
    };
    state.plot = new uPlot(
      options(state, element.clientWidth, height, zoomTo, point),
      [
        [0, 1],
        [0, 1],
      ],
      element,
    );
    show(state);
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth > 0 && state.plot && state.plot.width !== element.clientWidth)
        state.plot.setSize({ width: element.clientWidth, height });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      state.plot?.destroy();
      state.plot = null;
    };
  }, [paint, height, axes, figure.x.choices, figure.y.choices]);

  useEffect(() => {
    show(live.current);
  }, [figure]);

  // Other axes: what was zoomed to means nothing there.
  const shownAxes = useRef(axes);
  useEffect(() => {
    if (shownAxes.current === axes) return;
    shownAxes.current = axes;
    if (live.current.zoom !== null) zoomTo(null);
  }, [axes]);

  return (
    <div class="xy">
      <div
        ref={host}
        class="xy-host"
        role="img"
        aria-label={label}
        style={{ height: `${height}px` }}
        onMouseDown={event => {
          live.current.down = [event.clientX, event.clientY];
        }}
        onClick={event => {
          const down = live.current.down;
          const moved = down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4;
          const id = live.current.hit?.id;
          if (!moved && id !== null && id !== undefined) open?.(id);
        }}
      />
      {hit && <Tip hit={hit} width={host.current?.clientWidth ?? 0} box={boxOf(live.current.plot)} />}
      {isZoomed && (
        <button type="button" class="zoom-out" onClick={() => zoomTo(null)}>
          Reset zoom
        </button>
      )}
    </div>
  );
}

function Tip({ hit, width, box }: { hit: Hit; width: number; box: Box }) {
  const [left, top] = [hit.left, hit.top];
  const right = left > width * 0.6;
  const style = {
    top: `${Math.max(0, top - 12)}px`,
    ...(right ? { right: `${width - left + 12}px` } : { left: `${left + 12}px` }),
  };
  return (
    <>
      <i class="ring" style={{ left: `${left}px`, top: `${top}px` }} data-box={box.width} />
      <div class="tip" style={style}>
        {hit.lines.map((line, index) => (index === 0 ? <b key={line}>{line}</b> : <span key={line}>{line}</span>))}
      </div>
    </>
  );
}

function boxOf(plot: uPlot | null): Box {
  if (!plot) return { left: 0, top: 0, width: 0, height: 0 };
  const ratio = uPlot.pxRatio;
  return { left: plot.bbox.left / ratio, top: plot.bbox.top / ratio, width: plot.bbox.width / ratio, height: plot.bbox.height / ratio };
}

/** What is seen now: what was zoomed to, or everything. */
const seen = ({ zoom, figure }: Live): Ranges => zoom ?? rangesOf(figure);

/** Has the plot take its ranges and draw anew. */
function show(state: Live): void {
  if (!state.plot) return;
  const { x, y } = seen(state);
  state.plot.setData(
    [
      [x[0], x[1]],
      [y[0], y[1]],
    ],
    true,
  );
}

function options(
  state: Live,
  width: number,
  height: number,
  zoomTo: (ranges: Ranges | null) => void,
  point: (hit: Hit | null) => void,
): uPlot.Options {
  const colors = palette();
  return {
    width,
    height,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: {
      points: { show: false },
      x: false,
      y: false,
      drag: { x: true, y: true, uni: 16, setScale: false },
      bind: {
        dblclick: () => () => {
          zoomTo(null);
          return null;
        },
      },
    },
    scales: {
      x: scale(state.figure.x, () => seen(state).x),
      y: scale(state.figure.y, () => seen(state).y),
    },
    axes: [axis(() => state.figure.x, true, colors), axis(() => state.figure.y, false, colors)],
    series: [{}, { show: true, paths: () => null, points: { show: false } }],
    hooks: {
      draw: [
        plot => {
          const context = plot.ctx;
          context.save();
          context.scale(uPlot.pxRatio, uPlot.pxRatio);
          drawMarks(new CanvasPen(context), state.figure, seen(state), boxOf(plot));
          context.restore();
        },
      ],
      setCursor: [
        plot => {
          const { left = -1, top = -1 } = plot.cursor;
          const box = boxOf(plot);
          point(left < 0 ? null : hitAt(state.figure, seen(state), box, left + box.left, top + box.top));
        },
      ],
      setSelect: [
        plot => {
          const { left, top, width: w, height: h } = plot.select;
          if (w < 6 && h < 6) return;
          const range = (from: number, size: number, name: "x" | "y"): Range => {
            const ends = [plot.posToVal(from, name), plot.posToVal(from + size, name)];
            return [Math.min(...ends), Math.max(...ends)];
          };
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          zoomTo({ x: range(left, w, "x"), y: range(top, h, "y") });
        },
      ],
    },
  };
}

function scale(of: Axis, range: () => Range): uPlot.Scale {
  const odds = of.logit ? { fwd: logit, bwd: logistic } : {};
  return { time: false, distr: of.log ? 3 : of.logit ? 100 : 1, ...odds, range: () => [...range()] as uPlot.Range.MinMax };
}

function axis(of: () => Axis, isX: boolean, colors: ReturnType<typeof palette>): uPlot.Axis {
  return {
    scale: isX ? "x" : "y",
    label: axisText(of()),
    labelSize: 18,
    labelGap: 0,
    labelFont: "12px system-ui, sans-serif",
    font: "11px system-ui, sans-serif",
    stroke: colors.muted,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
    gap: 6,
    size: isX ? 30 : sizeOf,
    splits: (plot, _, low, high) =>
      ticks(of(), [low, high], isX ? Math.max(2, Math.floor(plot.width / 90)) : Math.max(3, Math.floor(plot.height / 45))),
    values: (_, splits) => splits.map(value => tickText(of(), value)),
    filter: (_, splits) => splits,
  };
}

/** As wide as the longest text. */
function sizeOf(_: uPlot, values: string[] | null): number {
  return Math.max(34, 14 + 6.3 * Math.max(0, ...(values ?? []).map(text => text?.length ?? 0)));
}
