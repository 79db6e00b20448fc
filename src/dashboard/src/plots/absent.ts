import type { Scatter } from "../api/analysis.js";
import type { Value } from "../api/types.js";

/** A column as the page has it: `undefined` where there is no value, and `null` where that is the value.
 * @param column as the API has it, with null for both
 * @param absent where there is none, if null is also a value in this column */
export function columnWithAbsent(
  column: readonly (Value | undefined)[],
  absent: readonly number[] | null | undefined,
): (Value | undefined)[] {
  const places = absent && new Set(absent);
  return column.map((value, index) => (value === null && (places?.has(index) ?? true) ? undefined : value));
}

/** The trials as the page has them: a parameter whose condition is not met is not one that is null. */
export function withAbsent(scatter: Scatter): Scatter {
  const { absent, ...trials } = scatter.trials;
  const of = (name: string): readonly number[] | undefined => (absent && Object.hasOwn(absent, name) ? absent[name] : undefined);
  return {
    ...scatter,
    trials: {
      ...trials,
      parameters: Object.fromEntries(Object.entries(trials.parameters).map(([name, column]) => [name, columnWithAbsent(column, of(name))])),
    },
  };
}
