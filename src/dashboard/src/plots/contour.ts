import { contours } from "d3-contour";
import type { Scatter, ScatterParameter } from "../api/analysis.js";
import { placing, rangeOf, standing, type Axis, type Range } from "../charts/axis.js";
import { ramp, type Palette } from "../charts/colors.js";
import type { Figure, Mark } from "../charts/figure.js";
import type { Point } from "../charts/pen.js";
import { axisOf, placesOf, pointsOf } from "./scatter.js";
import { surface } from "./surface.js";

const Cells = 48;
const Bands = 12;

/** A smooth surface through the values of complete trials over two parameters, where there are any. */
export function contourFigure(scatter: Scatter, first: ScatterParameter, second: ScatterParameter, colors: Palette): Figure {
  const [x, y] = [axisOf(scatter, first), axisOf(scatter, second)];
  const [across, along] = [placesOf(scatter, first), placesOf(scatter, second)];
  const order = scatter.trials.number.flatMap((_, index) =>
    known(across[index]) && known(along[index]) && known(scatter.trials.value[index]) ? [index] : [],
  );
  const points = pointsOf(scatter, first, second, order, colors.text, scatter.metric, 2);
  if (order.length < 4) return { x, y, marks: [points] };
  const ranges = [rangeOf(x, [across]), rangeOf(y, [along])] as const;
  const unit = [placing(x, ranges[0], 0, 1), placing(y, ranges[1], 0, 1)] as const;
  const samples = order.map(index => ({ u: unit[0](across[index]!), v: unit[1](along[index]!), value: scatter.trials.value[index]! }));
  const grid = surface(samples, Cells);
  return { x, y, marks: [field(grid, scatter.direction, [x, y], ranges), points] };
}

const known = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value);

function field(grid: Float64Array, direction: "minimize" | "maximize", axes: readonly [Axis, Axis], ranges: readonly [Range, Range]): Mark {
  let [low, high] = [Infinity, -Infinity];
  for (const value of grid) {
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const levels = Array.from({ length: Bands }, (_, index) => low + ((high - low) * index) / Bands);
  const back = axes.map((axis, index) => standing(axis, ranges[index]!)) as unknown as [
    (share: number) => number,
    (share: number) => number,
  ];
  const stretch = (at: number): number => Math.min(1, Math.max(0, (at - 0.5) / (Cells - 1)));
  const bands = contours()
    .size([Cells, Cells])
    .thresholds(levels)(grid as unknown as number[])
    .map((band, index) => ({
      color: ramp(direction === "maximize" ? index / (Bands - 1) : 1 - index / (Bands - 1)),
      rings: (band.coordinates as number[][][][])
        .flat()
        .map(ring => ring.map(([u, v]): Point => [back[0](stretch(u!)), back[1](stretch(v!))])),
    }));
  return { kind: "field", bands };
}
