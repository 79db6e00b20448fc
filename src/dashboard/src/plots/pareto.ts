import type { Pareto } from "../api/analysis.js";
import type { Palette } from "../charts/colors.js";
import type { Figure, Mark, Table } from "../charts/figure.js";
import type { Pen, Point } from "../charts/pen.js";
import { number } from "../format/numbers.js";

/** Two values against each other, and the front. */
export function paretoFigure(
  pareto: Pareto,
  first: number,
  second: number,
  logs: readonly [boolean, boolean],
  hidden: ReadonlySet<string>,
  colors: Palette,
): Figure {
  const { points, metrics } = pareto;
  const rows = (wanted: (index: number) => boolean): number[] => points.number.flatMap((_, index) => (wanted(index) ? [index] : []));
  const mark = (label: string, of: number[], color: string, size: number, alpha: number): Mark => ({
    kind: "points",
    label,
    color,
    size,
    alpha,
    ids: of.map(index => points.number[index]!),
    x: of.map(index => points.values[first]![index] ?? null),
    y: of.map(index => points.values[second]![index] ?? null),
    say: row => say(pareto, of[row]!),
  });
  const front = rows(index => points.front[index]!);
  const marks: Mark[] = [];
  if (!hidden.has("infeasible"))
    marks.push(
      mark(
        "infeasible",
        rows(index => !points.feasible[index] && !points.front[index]),
        colors.states.failed,
        2.5,
        0.6,
      ),
    );
  if (!hidden.has("dominated"))
    marks.push(
      mark(
        "dominated",
        rows(index => points.feasible[index]! && !points.front[index]),
        colors.muted,
        2.5,
        0.5,
      ),
    );
  if (metrics.length === 2) marks.push(frontLine(pareto, first, second, front, colors));
  if (!hidden.has("Pareto front")) marks.push(mark("Pareto front", front, colors.accent, 4.5, 1));
  const knee = points.number.indexOf(pareto.knee ?? -1);
  if (knee >= 0 && !hidden.has("knee")) marks.push({ ...mark("knee", [knee], colors.good, 9, 1), ring: true } as Mark);
  const label = (index: number): string =>
    `${metrics[index]!.name} (${metrics[index]!.direction === "minimize" ? "less" : "more"} is better)`;
  return { x: { label: label(first), log: logs[0] }, y: { label: label(second), log: logs[1] }, marks };
}

function frontLine({ points }: Pareto, first: number, second: number, front: number[], colors: Palette): Mark {
  const order = [...front].sort((a, b) => (points.values[first]![a] ?? 0) - (points.values[first]![b] ?? 0));
  return {
    kind: "line",
    x: order.map(index => points.values[first]![index] ?? null),
    y: order.map(index => points.values[second]![index] ?? null),
    color: colors.accent,
    width: 1.25,
    step: true,
    alpha: 0.7,
  };
}

export function say({ points, metrics, knee }: Pareto, index: number): string[] {
  return [
    `Trial ${points.number[index]}${points.number[index] === knee ? " · knee" : points.front[index] ? " · on the front" : ""}`,
    ...metrics.map((metric, at) => `${metric.name}: ${number(points.values[at]![index], 6)}`),
    ...(points.feasible[index] ? [] : ["breaks a constraint"]),
  ];
}

export function paretoTable({ points, metrics }: Pareto): Table {
  return {
    columns: ["Trial", ...metrics.map(metric => metric.name), "Front", "Feasible"],
    rows: points.number.map((trial, index) => [
      trial,
      ...metrics.map((_, at) => points.values[at]![index] ?? null),
      points.front[index] ? "yes" : "",
      points.feasible[index] ? "yes" : "no",
    ]),
  };
}

/** How a cube is looked at: turned, and tilted, in radians. */
export interface View3 {
  turn: number;
  tilt: number;
}

/** Places of the trials in a cube of three values, each scaled to its span. */
export function cube(pareto: Pareto, of: readonly [number, number, number]): (readonly [number, number, number] | null)[] {
  const spans = of.map(at => {
    const known = pareto.points.values[at]!.filter((value): value is number => value !== null);
    return [Math.min(...known), Math.max(...known)] as const;
  });
  return pareto.points.number.map((_, index) => {
    const place = of.map((at, axis) => {
      const value = pareto.points.values[at]![index];
      const [low, high] = spans[axis]!;
      return value === null || value === undefined ? NaN : high === low ? 0 : (2 * (value - low)) / (high - low) - 1;
    });
    return place.some(Number.isNaN) ? null : (place as unknown as readonly [number, number, number]);
  });
}

/** Where a place in the cube is seen, and how near it is. */
export function project(
  [x, y, z]: readonly [number, number, number],
  { turn, tilt }: View3,
  width: number,
  height: number,
): [number, number, number] {
  const size = Math.min(width, height) * 0.26;
  const [a, b] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
  const depth = b * Math.cos(tilt) - z * Math.sin(tilt);
  return [width / 2 + a * size, height / 2 - (b * Math.sin(tilt) + z * Math.cos(tilt)) * size, depth];
}

export function drawCube(
  pen: Pen,
  width: number,
  height: number,
  pareto: Pareto,
  of: readonly [number, number, number],
  view: View3,
  focus: number | null,
  colors: Palette,
): void {
  const at = (x: number, y: number, z: number): Point => {
    const [left, top] = project([x, y, z], view, width, height);
    return [left, top];
  };
  const edges = [-1, 1].flatMap(a =>
    [-1, 1].flatMap(b => [
      [at(-1, a, b), at(1, a, b)],
      [at(a, -1, b), at(a, 1, b)],
      [at(a, b, -1), at(a, b, 1)],
    ]),
  );
  for (const edge of edges) pen.line(edge, { stroke: colors.grid });
  const label = (index: number, place: readonly [number, number, number]): void => {
    const [left, top] = project(place, view, width, height);
    pen.text(`${pareto.metrics[of[index]!]!.name} →`, left, top, { color: colors.text, align: "center", size: 12 });
  };
  label(0, [0, -1.5, -1.2]);
  label(1, [1.5, 0, -1.2]);
  label(2, [-1.35, -1.35, 0]);
  const { points } = pareto;
  const seen = cube(pareto, of)
    .map((place, index) => ({ place, index }))
    .filter(row => row.place !== null)
    .map(({ place, index }) => ({ index, spot: project(place!, view, width, height) }))
    .sort((a, b) => b.spot[2] - a.spot[2]);
  for (const {
    index,
    spot: [left, top, depth],
  } of seen) {
    const near = 1 - (depth + 1.7) / 5;
    const color = points.front[index] ? colors.accent : points.feasible[index] ? colors.muted : colors.states.failed;
    pen.circle(left, top, (points.front[index] ? 4.5 : 2.5) * (0.7 + near * 0.5), {
      fill: color,
      alpha: points.front[index] ? 0.95 : 0.45,
    });
    if (points.number[index] === pareto.knee) pen.circle(left, top, 9, { stroke: colors.good, width: 2 });
    if (index === focus) pen.circle(left, top, 10, { stroke: colors.text, width: 2 });
  }
}
