import { contours } from "d3-contour";
import type { Scatter, ScatterParameter } from "../api/analysis.js";
import { placing, rangeOf, type Axis, type Range } from "../charts/axis.js";
import { ramp, type Palette } from "../charts/colors.js";
import type { Figure, Mark } from "../charts/figure.js";
import type { Point } from "../charts/pen.js";
import { axisOf, placesOf, pointsOf } from "./scatter.js";

const Cells = 48;
const Bands = 12;

/** A smooth surface through the values of complete trials over two parameters. */
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

interface Sample {
  u: number;
  v: number;
  value: number;
}

/** Means of the values by nearness, on a square grid.
 * What is far off in value is brought in, so that one bad trial does not flatten the rest. */
export function surface(samples: readonly Sample[], cells: number): Float64Array {
  const sorted = samples.map(sample => sample.value).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(sorted.length * 0.05)]!, sorted[Math.ceil(sorted.length * 0.95) - 1]!];
  // A width that falls as trials become more, as for kernel estimates of two variables (Scott 1992).
  const width = 0.32 * Math.pow(samples.length, -1 / 6);
  const grid = new Float64Array(cells * cells);
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const [u, v] = [(column + 0.5) / cells, (row + 0.5) / cells];
      let [sum, weights] = [0, 0];
      for (const sample of samples) {
        const distance = ((sample.u - u) ** 2 + (sample.v - v) ** 2) / (width * width);
        const weight = Math.exp(-0.5 * Math.min(distance, 80)) + 1e-9 / (1 + distance);
        sum += weight * Math.min(high, Math.max(low, sample.value));
        weights += weight;
      }
      grid[row * cells + column] = sum / weights;
    }
  return grid;
}

function field(grid: Float64Array, direction: "minimize" | "maximize", axes: readonly [Axis, Axis], ranges: readonly [Range, Range]): Mark {
  let [low, high] = [Infinity, -Infinity];
  for (const value of grid) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const levels = Array.from({ length: Bands }, (_, index) => low + ((high - low) * index) / Bands);
  const back = axes.map((axis, index) => inverse(axis, ranges[index]!)) as unknown as [
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

/** What stands at a share of an axis. */
function inverse(axis: Axis, [low, high]: Range): (share: number) => number {
  return axis.log ? share => Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low))) : share => low + share * (high - low);
}
