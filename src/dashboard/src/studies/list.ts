import type { StudySummary } from "../api/types.js";

export type SortBy = "newest" | "name" | "progress" | "spent" | "best";
export interface Filter {
  text: string;
  state: string;
  tag: string;
}

/** The studies that a filter lets through. Each word must be in the name, the objective, the sampler or a tag. */
export function filtered(studies: readonly StudySummary[], { text, state, tag }: Filter): StudySummary[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== "");
  return studies.filter(study => {
    if (state === "waiting" ? !study.waiting : state !== "" && study.state !== state) return false;
    if (tag !== "" && !tagsOf(study).includes(tag)) return false;
    const hay = [study.name, study.objective, study.sampler ?? "", ...tagsOf(study)].join(" ").toLowerCase();
    return words.every(word => hay.includes(word));
  });
}

export const tagsOf = (study: StudySummary): string[] => Object.entries(study.tags ?? {}).map(([name, value]) => `${name}=${value}`);

const keys: Record<SortBy, (study: StudySummary) => number | string> = {
  newest: study => -Date.parse(study.createdAt),
  name: study => study.name.toLowerCase(),
  progress: study => study.counts.ended / Math.max(1, study.trials),
  spent: study => -study.ledger.spentUsd,
  // The best of those of one direction: less comes first where less is better. A study of several has no one value.
  best: study => (study.bestValue === undefined ? Infinity : study.directions?.[0] === "maximize" ? -study.bestValue : study.bestValue),
};

/** In order; those that are going on come first where the order is by age. */
export function sorted(studies: readonly StudySummary[], by: SortBy, reversed: boolean): StudySummary[] {
  const key = keys[by];
  const live = (study: StudySummary): number => (by === "newest" && study.state !== "ended" ? 0 : 1);
  const order = [...studies].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return live(a) - live(b) || (x < y ? -1 : x > y ? 1 : a.name.localeCompare(b.name));
  });
  return reversed ? order.reverse() : order;
}
