import type { Direction, TrialState, Value } from "./types.js";

/** What was thinned out: so many of so many. */
export interface Shown {
  shown: number;
  of: number;
}

/** Numbers in columns of equal length; null where there is none. Members without a value are left out. */
export type Column = (number | null)[];

interface OfStudy {
  name: string;
  sequence: number | string;
}

export interface HistoryPoints {
  number: number[];
  value: Column;
  state: TrialState[];
  seconds: Column;
  costUsd: Column;
  spentUsd: Column;
}
export interface Curve {
  number: number;
  state: TrialState;
  step: number[];
  value: Column;
}
export interface History extends OfStudy {
  startedAt: string | null;
  metric: string;
  direction: Direction;
  counts: Shown;
  best: { number: number[]; value: number[]; seconds: Column; spentUsd: Column };
  points: HistoryPoints;
  timeline: { number: number[]; state: TrialState[]; start: Column; end: Column };
  hypervolume?: { number: number[]; value: number[] } | null;
  edf: { value: number[]; share: number[] };
  curves: Curve[];
  curveCounts: Shown;
}

export interface ScatterParameter {
  name: string;
  kind: string;
  low?: number | null;
  high?: number | null;
  log?: boolean | null;
  scale?: "logit" | null;
  choices?: Value[] | null;
}
export interface Scatter extends OfStudy {
  metric: string;
  direction: Direction;
  counts: Shown;
  parameters: ScatterParameter[];
  trials: {
    number: number[];
    value: Column;
    state: TrialState[];
    best: boolean[];
    /** On the wire `null` where a trial does not have the parameter; `withAbsent` makes that `undefined`. */
    parameters: Record<string, (Value | undefined)[]>;
    /** For columns in which `null` is also a value: the places where the trial does not have the parameter. */
    absent?: Record<string, number[]> | null;
  };
  correlations?: { parameters: string[]; matrix: (number | null)[][] } | null;
}

export interface Importance extends OfStudy {
  metric: string;
  method: string;
  counts: Shown;
  parameters: { name: string; importance: number }[];
  interactions: { first: string; second: string; importance: number }[];
  reason?: string | null;
}

export interface Pareto extends OfStudy {
  metrics: { name: string; direction: Direction }[];
  counts: Shown;
  front: number[];
  knee?: number | null;
  hypervolume?: number | null;
  reference: number[];
  points: { number: number[]; values: Column[]; feasible: boolean[]; front: boolean[] };
  history: { number: number[]; hypervolume: number[] };
}

export interface Hint {
  kind: string;
  severity: "info" | "warning";
  parameters: string[];
  text: string;
  action: string;
}
export interface Hints extends OfStudy {
  hints: Hint[];
}

export interface ComparedStudy {
  name: string;
  direction: Direction;
  best?: number | null;
  history: { number: number[]; value: Column; seconds: Column; spentUsd: Column };
  edf: { value: number[]; share: number[] };
  importance: { name: string; importance: number }[];
  trials: number;
  spentUsd: number;
  savedUsd: number;
}
export interface Comparison {
  metric: string;
  studies: ComparedStudy[];
  /** `absent` as in a scatter: the studies without the parameter, where `null` is also a value. */
  parameters: { name: string; values: Value[]; absent?: number[] | null }[];
}
