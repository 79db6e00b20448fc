import { painted } from "../state/theme.js";
import type { TrialState } from "../api/types.js";

/** The colours of the page's theme, for what is drawn and not laid out. */
export interface Palette {
  text: string;
  muted: string;
  grid: string;
  surface: string;
  accent: string;
  good: string;
  series: string[];
  states: Record<TrialState, string>;
}

let cached: { at: number; palette: Palette } | null = null;

export function palette(): Palette {
  const at = painted.value;
  if (cached?.at === at) return cached.palette;
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  const made: Palette = {
    text: of("--text"),
    muted: of("--muted"),
    grid: of("--grid"),
    surface: of("--surface"),
    accent: of("--accent"),
    good: of("--good"),
    series: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(index => of(`--series-${index}`)),
    states: {
      complete: of("--state-complete"),
      pruned: of("--state-pruned"),
      failed: of("--state-failed"),
      running: of("--state-running"),
      waiting: of("--state-waiting"),
    },
  };
  cached = { at, palette: made };
  return made;
}

// Viridis, whose steps are told apart by people who see few colours, and in grey.
const stops = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
] as const;

/** A colour for a share from 0 to 1. */
export function ramp(share: number, alpha = 1): string {
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const [low, high] = [stops[Math.floor(at)]!, stops[Math.ceil(at)]!];
  const mix = low.map((from, index) => Math.round(from + (high[index]! - from) * (at - Math.floor(at))));
  return alpha === 1 ? `rgb(${mix.join(",")})` : `rgba(${mix.join(",")},${alpha})`;
}

/** Blue for −1, grey for 0, red for 1. */
export function diverging(value: number): string {
  // Pale enough for the page's text on it, in either theme.
  const alpha = 0.06 + 0.44 * Math.min(1, Math.abs(value));
  return value < 0 ? `rgba(37,99,235,${alpha})` : `rgba(220,38,38,${alpha})`;
}

/** How good each value is among all, from 0 for the worst to 1 for the best, by rank: outliers do not wash the others out. */
export function goodness(values: readonly (number | null)[], direction: "minimize" | "maximize"): (number | null)[] {
  const known = values.map((value, index) => ({ value, index })).filter((v): v is { value: number; index: number } => v.value !== null);
  known.sort((a, b) => (direction === "minimize" ? b.value - a.value : a.value - b.value));
  const shares: (number | null)[] = values.map(() => null);
  for (const [rank, { index }] of known.entries()) shares[index] = known.length === 1 ? 1 : rank / (known.length - 1);
  return shares;
}
