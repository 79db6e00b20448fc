import type { components } from "./api.js";

type Schemas = components["schemas"];

export type StudyView = Schemas["StudyView"];
export type StudySummary = Schemas["StudySummary"];
export type StudyChangesView = Schemas["StudyChangesView"];
export type TrialState = Schemas["TrialView"]["state"];
export type ExtendRequest = Schemas["ExtendRequest"];
export type ArtifactView = Schemas["ArtifactView"];
export type FieldError = Schemas["FieldError"];
export type SuggestView = Schemas["SuggestView"];
export type SuggestedTrial = Schemas["SuggestedTrialView"];
export type ToldView = Schemas["ToldView"];

/** A value that a parameter can have. */
export type Value = string | number | boolean | null;

/** Values of parameters by their names. */
export type Values = Record<string, Value>;

/** One trial; `P` is what its parameters hold. */
export type TrialView<P = Values> = Omit<Schemas["TrialView"], "parameters"> & { parameters: P };

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** What has the next page, given as `after`; absent on the last one. */
  next?: string;
}

/** A study file: docs/study-file.md. */
export type StudyFile = Schemas["StudyFile"];
