import type { Column } from "../api/analysis.js";

/** Steps by where they stand: trials do not end in the order of their numbers, and a best value never gets worse. */
export function improving(x: Column, y: readonly number[], direction: "minimize" | "maximize"): { x: number[]; y: number[] } {
  const order = y
    .map((value, index) => ({ at: x[index] ?? null, value }))
    .filter((step): step is { at: number; value: number } => step.at !== null)
    .sort((a, b) => a.at - b.at);
  const steps: { x: number[]; y: number[] } = { x: [], y: [] };
  for (const { at, value } of order) {
    const best = steps.y.at(-1);
    if (best !== undefined && (direction === "minimize" ? value >= best : value <= best)) continue;
    steps.x.push(at);
    steps.y.push(value);
  }
  return steps;
}
