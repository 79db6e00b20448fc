import type { History } from "./analysis.js";
import type { Trial } from "./types.js";

/** A history brought up to date with trials that have changed since: so that a running study costs a few lines an update.
 * What it has already is replaced, so it does not matter whether a trial is told twice. */
export function advance(history: History, trials: readonly Trial[], objective: number): History {
  if (trials.length === 0) return history;
  const start = history.startedAt ? Date.parse(history.startedAt) : null;
  const seconds = (time: string | undefined): number | null => (time && start !== null ? (Date.parse(time) - start) / 1000 : null);
  const next: History = {
    ...history,
    best: copied(history.best),
    points: copied(history.points),
    timeline: copied(history.timeline),
    counts: { ...history.counts },
  };
  const at = new Map(history.points.number.map((number, index) => [number, index]));
  const lanes = new Map(history.timeline.number.map((number, index) => [number, index]));
  for (const trial of [...trials].sort((a, b) => (a.endedAt ?? "").localeCompare(b.endedAt ?? ""))) {
    if (trial.hidden) continue;
    put(next.timeline, lanes, { number: trial.number, state: trial.state, start: seconds(trial.startedAt), end: seconds(trial.endedAt) });
    if (!trial.endedAt) continue;
    const value = trial.values?.[objective] ?? null;
    const spent = at.has(trial.number)
      ? (next.points.spentUsd[at.get(trial.number)!] ?? null)
      : (lastOf(next.points.spentUsd) ?? 0) + trial.costUsd;
    const isNew = !at.has(trial.number);
    put(next.points, at, {
      number: trial.number,
      value,
      state: trial.state,
      seconds: seconds(trial.endedAt),
      costUsd: trial.costUsd,
      spentUsd: spent,
    });
    if (isNew) {
      next.counts.shown++;
      next.counts.of++;
    }
    if (trial.state === "complete" && value !== null && isNew && isFeasible(trial))
      improve(next, trial.number, value, seconds(trial.endedAt), spent);
  }
  return next;
}

function improve(history: History, number: number, value: number, seconds: number | null, spent: number | null): void {
  const best = history.best.value.at(-1);
  if (best !== undefined && (history.direction === "minimize" ? value >= best : value <= best)) return;
  history.best.number.push(number);
  history.best.value.push(value);
  history.best.seconds.push(seconds);
  history.best.spentUsd.push(spent);
}

const isFeasible = (trial: Trial): boolean => Object.values(trial.constraints ?? {}).every(value => value <= 0);

function copied<T extends object>(columns: T): T {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...(column as unknown[])]])) as T;
}

/** Writes a row into columns, in place of the one of the same number. */
function put<T extends { number: number[] }>(
  columns: T,
  at: Map<number, number>,
  row: { [K in keyof T]: T[K] extends (infer E)[] ? E : never } & { number: number },
): void {
  let index = at.get(row.number);
  if (index === undefined) {
    index = columns.number.length;
    at.set(row.number, index);
  }
  for (const [name, value] of Object.entries(row)) (columns as unknown as Record<string, unknown[]>)[name]![index] = value;
}

function lastOf(column: readonly (number | null)[]): number | null {
  return column.reduce<number | null>((most, value) => (value !== null && (most === null || value > most) ? value : most), null);
}
