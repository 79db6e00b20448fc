import type { StudyView } from "../api/types.js";

/** What a study will have cost at its end, if trials go on to cost what they did; null before any has cost something. */
export function forecast({
  counts,
  ledger,
  spec,
}: Pick<StudyView, "counts" | "ledger" | "spec">): { perTrial: number; total: number; trials: number; capped: boolean } | null {
  const ended = counts.ended - counts.prunedForBudget;
  if (ended <= 0 || ledger.spentUsd <= 0) return null;
  const perTrial = ledger.spentUsd / ended;
  const total = ledger.spentUsd + perTrial * Math.max(0, spec.trials - counts.ended);
  const limit = ledger.limitUsd ?? Infinity;
  return { perTrial, total: Math.min(total, limit), trials: Math.min(spec.trials, Math.floor(limit / perTrial)), capped: total > limit };
}
