/** A value somewhere in a plane whose axes go from 0 to 1. */
export interface Sample {
  u: number;
  v: number;
  value: number;
}

/** Among these widths of the kernel, as shares of an axis, the data chooses; none is less than half as wide as trials are apart, or
 * the surface would have a step between any two. */
const Widths = [0.02, 0.03, 0.045, 0.07, 0.1];
/** The surface reaches this far from a trial at least and at most: a few times as far as trials are apart. */
const [Least, Most, Times] = [0.04, 0.15, 3];
/** So many trials at most are foretold, and ask for their neighbours. */
const Asked = 200;
/** A sample whose weight is below e to the minus this is left out. */
const Far = 20;

/** Means of the values by nearness, on a square grid; NaN where no trial is near, so that nothing is said of it.
 * What is far off in value is brought in, so that one bad trial does not flatten the rest. */
export function surface(samples: readonly Sample[], cells: number): Float64Array {
  const tame = winsorized(samples);
  const [width, reach] = [widthOf(tame), reachOf(tame)];
  const grid = new Float64Array(cells * cells);
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++)
      grid[row * cells + column] = estimate(tame, (column + 0.5) / cells, (row + 0.5) / cells, width, reach);
  return grid;
}

function winsorized(samples: readonly Sample[]): Sample[] {
  const sorted = samples.map(sample => sample.value).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(sorted.length * 0.05)]!, sorted[Math.ceil(sorted.length * 0.95) - 1]!];
  return samples.map(sample => ({ ...sample, value: Math.min(high, Math.max(low, sample.value)) }));
}

/** The width at which the others foretell a trial's value best
 * (leave-one-out; Härdle, Applied Nonparametric Regression, 1990, section 5.1). */
export function widthOf(samples: readonly Sample[]): number {
  const asked = someOf(samples);
  const least = Math.min(gapOf(samples) / 2, Widths.at(-1)!);
  let [found, smallest] = [Widths[0]!, Infinity];
  for (const width of Widths.filter(of => of >= least)) {
    const error = asked.reduce((sum, at) => {
      const { u, v, value } = samples[at]!;
      return sum + (estimate(samples, u, v, width, Infinity, at) - value) ** 2;
    }, 0);
    if (error < smallest) [found, smallest] = [width, error];
  }
  return found;
}

/** How far from a trial something is said of the values. */
export const reachOf = (samples: readonly Sample[]): number => Math.min(Most, Math.max(Least, Times * gapOf(samples)));

/** How far apart trials are, those at the same place left aside. */
function gapOf(samples: readonly Sample[]): number {
  const gaps = someOf(samples)
    .map(at => samples.reduce((least, other) => nearer(least, squared(other, samples[at]!.u, samples[at]!.v)), Infinity))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return gaps.length === 0 ? Most : Math.sqrt(gaps[Math.floor(gaps.length / 2)]!);
}

const nearer = (least: number, distance: number): number => (distance > 1e-9 && distance < least ? distance : least);
const squared = (sample: Sample, u: number, v: number): number => (sample.u - u) ** 2 + (sample.v - v) ** 2;

/** The places of some, evenly over all. */
const someOf = (samples: readonly Sample[]): number[] => {
  const count = Math.min(Asked, samples.length);
  return Array.from({ length: count }, (_, index) => Math.floor((index * samples.length) / count));
};

/** The mean by nearness at a place; NaN where nothing is within reach. */
function estimate(samples: readonly Sample[], u: number, v: number, width: number, reach: number, without = -1): number {
  let nearest = Infinity;
  for (let index = 0; index < samples.length; index++)
    if (index !== without) nearest = Math.min(nearest, squared(samples[index]!, u, v));
  if (nearest > reach * reach) return NaN;
  let [sum, weights] = [0, 0];
  for (let index = 0; index < samples.length; index++) {
    if (index === without) continue;
    // Beside the weight of the nearest one, so that far from all of them the quotient is still one of numbers.
    const behind = (squared(samples[index]!, u, v) - nearest) / (2 * width * width);
    if (behind > Far) continue;
    const weight = Math.exp(-behind);
    sum += weight * samples[index]!.value;
    weights += weight;
  }
  return sum / weights;
}
