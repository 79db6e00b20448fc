import { scaleLinear, scaleLog } from "d3-scale";
import { duration } from "../format/time.js";
import { number, percent, usd } from "../format/numbers.js";
import { logistic, logit, logitTicks, shareText } from "./logit.js";

/** One axis of a chart. */
export interface Axis {
  label: string;
  log?: boolean | undefined;
  /** Whether it is one of probabilities, by the logarithm of their odds. */
  logit?: boolean | undefined;
  kind?: "number" | "integer" | "seconds" | "usd" | "share";
  /** The choices that stand at 0, 1, 2 … in place of numbers. */
  choices?: readonly string[] | undefined;
  /** What is always seen, whatever is drawn. */
  extent?: readonly [number, number] | undefined;
}

/** What an axis shows: from, to. */
export type Range = readonly [number, number];

/** What numbers are to be so that a share of their axis is a share of the difference, and back. */
const scaleOf = ({ log, logit: odds }: Axis): readonly [(value: number) => number, (value: number) => number] =>
  log ? [Math.log, Math.exp] : odds ? [logit, logistic] : [value => value, value => value];

/** Whether an axis has a place for a number. */
const hasPlace = ({ log, logit: odds }: Axis, value: number): boolean => (!log || value > 0) && (!odds || (value > 0 && value < 1));

/** The range that shows all numbers, with a margin; what a logarithm has no place for is left out. */
export function rangeOf(axis: Axis, columns: Iterable<readonly (number | null)[]>): Range {
  if (axis.choices) return [-0.6, axis.choices.length - 0.4];
  let [low, high] = [Infinity, -Infinity];
  const see = (value: number | null): void => {
    if (value === null || !Number.isFinite(value) || !hasPlace(axis, value)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  };
  for (const column of columns) for (const value of column) see(value);
  for (const value of axis.extent ?? []) see(value);
  if (low > high) return axis.log ? [0.1, 10] : axis.logit ? [0.01, 0.99] : [0, 1];
  if (axis.log) {
    const margin = Math.max(Math.pow(high / low, 0.04), 1.05);
    return [low / margin, high * margin];
  }
  if (axis.logit) {
    const margin = Math.max((logit(high) - logit(low)) * 0.04, Math.log(1.05));
    return [logistic(logit(low) - margin), logistic(logit(high) + margin)];
  }
  const margin = high === low ? Math.abs(high) * 0.1 || 1 : (high - low) * 0.04;
  const top = high + margin;
  if (low < 0 || axis.kind === "number") return [low - margin, top];
  // Less than nothing is not seen, but for the room that a dot at 0, as that of trial 0, needs; a share has none.
  return [Math.max(low - margin, axis.kind === "share" ? 0 : -0.04 * top), top];
}

/** Where a number stands between two pixels. */
export function placing(axis: Axis, [low, high]: Range, from: number, to: number): (value: number) => number {
  const [on] = scaleOf(axis);
  const [bottom, top] = [on(low), on(high)];
  return value => (hasPlace(axis, value) ? from + ((on(value) - bottom) / (top - bottom || 1)) * (to - from) : NaN);
}

/** What stands at a share of an axis. */
export function standing(axis: Axis, [low, high]: Range): (share: number) => number {
  const [on, back] = scaleOf(axis);
  const [bottom, top] = [on(low), on(high)];
  return share => back(bottom + share * (top - bottom));
}

/** Where an axis has marks, at most about so many. */
export function ticks(axis: Axis, [low, high]: Range, most: number): number[] {
  if (axis.choices) {
    const step = Math.max(1, Math.ceil(axis.choices.length / Math.max(1, most)));
    return axis.choices.map((_, index) => index).filter(index => index % step === 0 && index >= low && index <= high);
  }
  if (axis.log && low > 0) return logTicks(low, high, most);
  if (axis.logit) return logitTicks(low, high, most);
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
  if (axis.logit) return shareText(value) ?? number(value, 5);
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
