import type { Scatter, ScatterParameter } from "../api/analysis.js";
import type { Value } from "../api/types.js";
import { placing, rangeOf, type Axis } from "../charts/axis.js";
import { goodness, ramp, type Palette } from "../charts/colors.js";
import type { Figure, Mark, Table } from "../charts/figure.js";
import { number, value as shown } from "../format/numbers.js";

export const isChoice = (parameter: ScatterParameter): boolean => parameter.kind === "categorical" || parameter.kind === "ordinal";

/** Whether a parameter's axis is logarithmic: as its scale is, unless the view says otherwise. */
export const isLog = (parameter: ScatterParameter): boolean => parameter.log === true;

/** Whether a logarithm has a place for each of a parameter's values. */
export const canBeLog = (scatter: Scatter, parameter: ScatterParameter): boolean =>
  !isChoice(parameter) && placesOf(scatter, parameter).every(at => at === null || at > 0);

/** The axis of a parameter; its choices in their order. */
export function axisOf(scatter: Scatter, parameter: ScatterParameter): Axis {
  return isChoice(parameter)
    ? { label: parameter.name, choices: choicesOf(scatter, parameter).map(choice => shown(choice)) }
    : {
        label: parameter.name,
        log: isLog(parameter),
        logit: parameter.scale === "logit" && !isLog(parameter),
        kind: parameter.kind === "int" ? "integer" : "number",
      };
}

export function choicesOf(scatter: Scatter, parameter: ScatterParameter): Value[] {
  const column = scatter.trials.parameters[parameter.name] ?? [];
  return parameter.choices ?? [...new Set(column.filter(value => value !== undefined))];
}

/** Where each trial stands on a parameter's axis; null where it has none. */
export function placesOf(scatter: Scatter, parameter: ScatterParameter): (number | null)[] {
  const column = scatter.trials.parameters[parameter.name] ?? [];
  if (!isChoice(parameter)) return column.map(value => (typeof value === "number" ? value : null));
  const choices = choicesOf(scatter, parameter);
  return column.map(value => {
    const at = value === undefined ? -1 : choices.indexOf(value);
    return at < 0 ? null : at;
  });
}

/** The axis and the places where trials without the parameter are shown, too: after all choices there is a place for them. Between numbers
 * there is none; then the axis says that not all trials are on it. */
function placedOf(scatter: Scatter, parameter: ScatterParameter): { axis: Axis; places: (number | null)[] } {
  const [axis, places] = [axisOf(scatter, parameter), placesOf(scatter, parameter)];
  const column = scatter.trials.parameters[parameter.name] ?? [];
  if (!column.includes(undefined)) return { axis, places };
  const { choices } = axis;
  if (!choices) return { axis: { ...axis, label: `${axis.label} (where there is one)` }, places };
  return {
    axis: { ...axis, choices: [...choices, shown(undefined)] },
    places: places.map((at, index) => (column[index] === undefined ? choices.length : at)),
  };
}

/** Points with one choice stand beside each other a little, always at the same place; otherwise across than upwards, or they would lie on
 * diagonals where both are choices. */
const jitter = (number: number, by = 2_654_435_761): number => (((number * by) % 1000) / 1000 - 0.5) * 0.5;
const Upwards = 40_503;

/** A colour for each trial: by when it came, later ones lighter, or by where it is on a parameter's axis. */
export function colorsBy(scatter: Scatter, of: string): string[] {
  const parameter = scatter.parameters.find(({ name }) => name === of);
  if (!parameter) {
    const last = scatter.trials.number.reduce((most, number) => Math.max(most, number), 1);
    return scatter.trials.number.map(number => ramp(0.08 + (0.8 * number) / last));
  }
  const [axis, places] = [axisOf(scatter, parameter), placesOf(scatter, parameter)];
  const share = placing(axis, rangeOf(axis, [places]), 0, 1);
  return places.map(at => (at === null ? "#8a8a8a" : ramp(share(at))));
}

/** Values over one parameter. */
export function sliceFigure(scatter: Scatter, parameter: ScatterParameter, log: boolean, color = colorsBy(scatter, "")): Figure {
  const { trials, metric } = scatter;
  const { axis, places } = placedOf(scatter, parameter);
  return {
    x: axis,
    y: { label: metric, log },
    marks: [
      {
        kind: "points",
        x: isChoice(parameter) ? places.map((at, index) => (at === null ? null : at + jitter(trials.number[index]!))) : places,
        y: trials.value,
        color,
        alpha: 0.8,
        ids: trials.number,
        say: index => [
          `Trial ${trials.number[index]}`,
          `${parameter.name}: ${shown(trials.parameters[parameter.name]?.[index])}`,
          `${metric}: ${number(trials.value[index], 6)}`,
        ],
      },
    ],
  };
}

/** Two parameters, and how good the trials are by rank. */
export function rankFigure(scatter: Scatter, first: ScatterParameter, second: ScatterParameter): Figure {
  const { trials, metric, direction } = scatter;
  const good = goodness(trials.value, direction);
  const order = trials.number
    .map((_, index) => index)
    .filter(index => good[index] !== null)
    .sort((a, b) => good[a]! - good[b]!);
  return {
    ...plane(scatter, first, second),
    marks: [
      pointsOf(
        scatter,
        first,
        second,
        order,
        order.map(index => ramp(good[index]!)),
        metric,
      ),
    ],
  };
}

function plane(scatter: Scatter, first: ScatterParameter, second: ScatterParameter): Pick<Figure, "x" | "y"> {
  return { x: placedOf(scatter, first).axis, y: placedOf(scatter, second).axis };
}

export function pointsOf(
  scatter: Scatter,
  first: ScatterParameter,
  second: ScatterParameter,
  order: readonly number[],
  color: string | string[],
  metric: string,
  size = 3.5,
): Mark {
  const { trials } = scatter;
  const spread =
    (parameter: ScatterParameter, by?: number) =>
    (at: number | null, index: number): number | null =>
      at === null ? null : isChoice(parameter) ? at + jitter(trials.number[order[index]!]!, by) : at;
  const [x, y] = [placedOf(scatter, first).places, placedOf(scatter, second).places];
  return {
    kind: "points",
    size,
    alpha: 0.9,
    color,
    x: order.map(index => x[index] ?? null).map(spread(first)),
    y: order.map(index => y[index] ?? null).map(spread(second, Upwards)),
    ids: order.map(index => trials.number[index]!),
    say: row => {
      const index = order[row]!;
      return [
        `Trial ${trials.number[index]}`,
        ...[first, second].map(p => `${p.name}: ${shown(trials.parameters[p.name]?.[index])}`),
        `${metric}: ${number(trials.value[index], 6)}`,
      ];
    },
  };
}

export function scatterTable({ trials, metric, parameters }: Scatter, only?: readonly string[]): Table {
  const names = only ?? parameters.map(({ name }) => name);
  return {
    columns: ["Trial", metric, "State", ...names],
    rows: trials.number.map((trial, index) => [
      trial,
      trials.value[index] ?? null,
      trials.state[index]!,
      ...names.map(name => cell(trials.parameters[name]?.[index])),
    ]),
  };
}

/** A cell of a table; a value of `null` is one. */
const cell = (of: Value | undefined): string | number | null =>
  of === undefined ? null : of === null || typeof of === "boolean" ? String(of) : of;

export const colorsByState = ({ trials }: Scatter, colors: Palette): string[] => trials.state.map(state => colors.states[state]);
