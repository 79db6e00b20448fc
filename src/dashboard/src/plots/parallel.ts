import type { Scatter } from "../api/analysis.js";
import { placing, rangeOf, ticks, tickText, type Axis } from "../charts/axis.js";
import { goodness, ramp, type Palette } from "../charts/colors.js";
import type { Pen, Point } from "../charts/pen.js";
import { axisOf, placesOf } from "./scatter.js";

/** One upright axis: what it is called, and where each trial stands on it,
 * from 0 at the bottom to 1 at the top; null where it has no value. */
export interface Upright {
  name: string;
  axis: Axis;
  marks: { at: number; text: string }[];
  places: (number | null)[];
}

/** What is let through on an axis: from, to, as shares of its height. */
export type Brushes = Readonly<Record<string, readonly [number, number]>>;

/** The brush on an axis. A parameter may be called like something that every object has. */
const brushOf = (brushes: Brushes, name: string): readonly [number, number] | undefined =>
  Object.hasOwn(brushes, name) ? brushes[name] : undefined;

export interface Parallel {
  axes: Upright[];
  colors: string[];
  order: number[];
  numbers: number[];
}

export function parallelOf(scatter: Scatter, names: readonly string[], log: boolean): Parallel {
  const chosen = names.flatMap(name => scatter.parameters.filter(parameter => parameter.name === name));
  const axes = [
    ...chosen.map(parameter => upright(axisOf(scatter, parameter), placesOf(scatter, parameter))),
    upright({ label: scatter.metric, log }, scatter.trials.value),
  ];
  const good = goodness(scatter.trials.value, scatter.direction);
  const order = scatter.trials.number
    .map((_, index) => index)
    .filter(index => good[index] !== null)
    .sort((a, b) => good[a]! - good[b]!);
  return { axes, colors: good.map(share => ramp(share ?? 0)), order, numbers: scatter.trials.number };
}

function upright(axis: Axis, column: readonly (number | null)[]): Upright {
  const range = rangeOf(axis, [column]);
  const place = placing(axis, range, 0, 1);
  return {
    name: axis.label,
    axis,
    places: column.map(value => (value === null ? null : place(value))).map(at => (at !== null && Number.isFinite(at) ? at : null)),
    marks: ticks(axis, range, 6).map(value => ({ at: place(value), text: tickText(axis, value) })),
  };
}

/** Whether every brush lets a trial through. */
export function passes(parallel: Parallel, brushes: Brushes, index: number): boolean {
  return parallel.axes.every(({ name, places }) => {
    const brush = brushOf(brushes, name);
    const at = places[index];
    return !brush || (at !== null && at !== undefined && at >= brush[0] && at <= brush[1]);
  });
}

export const Top = 34;
export const Bottom = 26;
/** How far from the lower edge the lines of trials pass an axis on which they have no value. */
const Foot = 8;
export const Side = 52;

export const leftOf = (index: number, axes: number, width: number): number =>
  axes === 1 ? width / 2 : Side + (index * (width - 2 * Side)) / (axes - 1);
export const topOf = (share: number, height: number): number => height - Bottom - share * (height - Top - Bottom);
export const shareAt = (top: number, height: number): number => Math.min(1, Math.max(0, (height - Bottom - top) / (height - Top - Bottom)));

/** Where a trial's line meets an axis: at its foot where the trial has no value, so that none is read into it. */
const meets = ({ places }: Upright, index: number, height: number): number => {
  const share = places[index];
  return share === null || share === undefined ? height - Foot : topOf(share, height);
};

export function drawParallel(
  pen: Pen,
  width: number,
  height: number,
  parallel: Parallel,
  brushes: Brushes,
  focus: number | null,
  colors: Palette,
): void {
  const { axes, order } = parallel;
  const path = (index: number): Point[] => axes.map((axis, at): Point => [leftOf(at, axes.length, width), meets(axis, index, height)]);
  const brushed = Object.keys(brushes).length > 0;
  const alpha = Math.min(0.8, Math.max(0.18, 60 / order.length));
  if (brushed)
    for (const index of order) if (!passes(parallel, brushes, index)) pen.line(path(index), { stroke: colors.muted, alpha: 0.08 });
  for (const index of order)
    if (passes(parallel, brushes, index))
      pen.line(path(index), { stroke: parallel.colors[index]!, alpha: brushed ? 0.85 : alpha, width: 1.3 });
  if (focus !== null) pen.line(path(focus), { stroke: colors.accent, width: 3 });
  // As many letters as there is room for between two axes.
  const letters = axes.length < 2 ? 18 : Math.min(18, Math.max(5, Math.floor((width - 2 * Side) / (axes.length - 1) / 7)));
  for (const [index, axis] of axes.entries()) {
    const left = leftOf(index, axes.length, width);
    drawUpright(pen, axis, left, height, letters, brushOf(brushes, axis.name), colors);
    if (order.some(trial => (axis.places[trial] ?? null) === null)) drawMark(pen, "–", left, height - Foot, colors);
  }
}

function drawUpright(
  pen: Pen,
  { name, marks }: Upright,
  left: number,
  height: number,
  letters: number,
  brush: readonly [number, number] | undefined,
  colors: Palette,
): void {
  pen.line(
    [
      [left, topOf(0, height)],
      [left, topOf(1, height)],
    ],
    { stroke: colors.text, width: 1, alpha: 0.6 },
  );
  const title = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
  pen.text(title, left, 12, { color: colors.text, align: "center", bold: true });
  for (const { at, text } of marks) drawMark(pen, text, left, topOf(at, height), colors);
  if (!brush) return;
  const top = topOf(brush[1], height);
  pen.rect(left - 7, top, 14, topOf(brush[0], height) - top, { fill: colors.accent, stroke: colors.accent, alpha: 0.35 });
}

function drawMark(pen: Pen, text: string, left: number, top: number, colors: Palette): void {
  pen.line(
    [
      [left - 3, top],
      [left + 3, top],
    ],
    { stroke: colors.text, alpha: 0.6 },
  );
  pen.rect(left + 5, top - 7, 6 * text.length + 4, 14, { fill: colors.surface, alpha: 0.7 });
  pen.text(text, left + 7, top, { color: colors.text, size: 10 });
}

/** The trial whose line passes nearest to a place, if one is near. */
export function lineAt(parallel: Parallel, brushes: Brushes, left: number, top: number, width: number, height: number): number | null {
  const { axes } = parallel;
  if (axes.length < 2) return null;
  const gap = (width - 2 * Side) / (axes.length - 1);
  const segment = Math.min(axes.length - 2, Math.max(0, Math.floor((left - Side) / gap)));
  const share = (left - leftOf(segment, axes.length, width)) / gap;
  let [found, nearest]: [number | null, number] = [null, 8];
  for (const index of parallel.order) {
    if (!passes(parallel, brushes, index)) continue;
    const [from, to] = [meets(axes[segment]!, index, height), meets(axes[segment + 1]!, index, height)];
    const distance = Math.abs(from + share * (to - from) - top);
    if (distance <= nearest) [found, nearest] = [index, distance];
  }
  return found;
}
