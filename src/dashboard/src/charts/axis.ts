import { scaleLinear, scaleLog } from "d3-scale";
import { duration } from "../format/time.js";
import { number, percent, usd } from "../format/numbers.js";

/** One axis of a chart. */
export interface Axis {
  label: string;
  log?: boolean | undefined;
  kind?: "number" | "integer" | "seconds" | "usd" | "share";
  /** The choices that stand at 0, 1, 2 … in place of numbers. */
  choices?: readonly string[] | undefined;
  /** What is always seen, whatever is drawn. */
  extent?: readonly [number, number] | undefined;
}

/** What an axis shows: from, to. */
export type Range = readonly [number, number];

/** The range that shows all numbers, with a margin; what a logarithm has no place for is left out. */
export function rangeOf(axis: Axis, columns: Iterable<readonly (number | null)[]>): Range {
  if (axis.choices) return [-0.6, axis.choices.length - 0.4];
  let [low, high] = [Infinity, -Infinity];
  const see = (value: number | null): void => {
    if (value === null || !Number.isFinite(value) || (axis.log && value <= 0)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  };
  for (const column of columns) for (const value of column) see(value);
  for (const value of axis.extent ?? []) see(value);
  if (low > high) return axis.log ? [0.1, 10] : [0, 1];
  if (axis.log) {
    const margin = Math.max(Math.pow(high / low, 0.04), 1.05);
    return [low / margin, high * margin];
  }
  const margin = high === low ? Math.abs(high) * 0.1 || 1 : (high - low) * 0.04;
  const top = high + margin;
  if (low < 0 || axis.kind === "number") return [low - margin, top];
  // Less than nothing is not seen, but for the room that a dot at 0, as that of trial 0, needs; a share has none.
  return [Math.max(low - margin, axis.kind === "share" ? 0 : -0.04 * top), top];
}

/** Where a number stands between two pixels. */
export function placing(axis: Axis, [low, high]: Range, from: number, to: number): (value: number) => number {
  if (!axis.log) return value => from + ((value - low) / (high - low || 1)) * (to - from);
  const [bottom, top] = [Math.log(low), Math.log(high)];
  return value => (value <= 0 ? NaN : from + ((Math.log(value) - bottom) / (top - bottom || 1)) * (to - from));
}

/** Where an axis has marks, at most about so many. */
export function ticks(axis: Axis, [low, high]: Range, most: number): number[] {
  if (axis.choices) {
    const step = Math.max(1, Math.ceil(axis.choices.length / Math.max(1, most)));
    return axis.choices.map((_, index) => index).filter(index => index % step === 0 && index >= low && index <= high);
  }
  if (axis.log && low > 0) return logTicks(low, high, most);
  const found = scaleLinear([low, high], [0, 1]).ticks(Math.max(2, most));
  return axis.kind === "integer" ? found.filter(Number.isInteger) : found;
}

function logTicks(low: number, high: number, most: number): number[] {
  const all = scaleLog([low, high], [0, 1]).ticks(most);
  if (all.length <= most) return all;
  const powers = all.filter(value => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9);
  if (powers.length < 2) return all.filter((_, index) => index % Math.ceil(all.length / most) === 0);
  return powers.filter((_, index) => index % Math.ceil(powers.length / most) === 0);
}

/** The texts of an axis's marks. */
export function tickText(axis: Axis, value: number): string {
  if (axis.choices) return cut(axis.choices[value] ?? "");
  switch (axis.kind) {
    case "seconds":
      return duration(value);
    case "usd":
      return usd(value);
    case "share":
      return percent(value);
    default:
      return number(value, 5);
  }
}

const cut = (text: string, most = 14): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** What an axis is of, as far as there is room for it. */
export const axisText = ({ label }: Axis): string => cut(label, 36);
