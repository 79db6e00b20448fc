import type { Importance, Scatter } from "../api/analysis.js";
import { useAnalysis } from "../study/context.js";
import { listIn, param } from "../state/url.js";
import { withAbsent } from "./absent.js";
import { isChoice } from "./scatter.js";

/** The trials of the charts over parameters: complete ones,
 * and those that were pruned if the page says so, whose last values are no ends. */
export function useScatter(shape: "scatter" | "parallel" = "scatter") {
  const { state, reload } = useAnalysis<Scatter>("scatter", shape === "scatter" ? {} : { shape });
  const { data, ...rest } = state.value;
  return { state: { ...rest, data: data && made(data)[param("pruned") === "1" ? "all" : "complete"] }, reload };
}

const kept = new WeakMap<Scatter, { all: Scatter; complete: Scatter }>();

/** Charts take what is equal for the same: each answer is read and filtered once. */
function made(answer: Scatter): { all: Scatter; complete: Scatter } {
  let known = kept.get(answer);
  if (!known) {
    const all = withAbsent(answer);
    kept.set(answer, (known = { all, complete: complete(all) }));
  }
  return known;
}

function complete(scatter: Scatter): Scatter {
  const { trials } = scatter;
  const rows = trials.state.flatMap((state, index) => (state === "complete" ? [index] : []));
  const of = <T>(column: readonly T[]): T[] => rows.map(index => column[index]!);
  return {
    ...scatter,
    trials: {
      number: of(trials.number),
      value: of(trials.value),
      state: of(trials.state),
      best: of(trials.best),
      parameters: Object.fromEntries(Object.entries(trials.parameters).map(([name, column]) => [name, of(column)])),
    },
  };
}

/** The parameters that a chart shows: those in the address, else the most important ones. */
export function useChosen(name: string, scatter: Scatter | null, most: number): string[] {
  const { state } = useAnalysis<Importance>("importance");
  const known = scatter?.parameters.map(parameter => parameter.name) ?? [];
  const asked = listIn(param(name)).filter(text => known.includes(text));
  if (asked.length > 0) return asked;
  const ranked = state.value.data?.parameters.map(({ name: of }) => of).filter(of => known.includes(of)) ?? [];
  const order = [...ranked, ...known.filter(of => !ranked.includes(of))];
  // A surface over choices says little: numbers come first where there are only two axes.
  const isNumber = (of: string): boolean => !scatter?.parameters.some(parameter => parameter.name === of && isChoice(parameter));
  return (most === 2 ? [...order.filter(isNumber), ...order.filter(of => !isNumber(of))] : order).slice(0, most);
}
