import type { components } from "../../../../clients/typescript/src/api.js";

type Schemas = components["schemas"];

export type StudySummary = Schemas["StudySummary"];
export type StudyView = Schemas["StudyView"];
export type StudyChanges = Schemas["StudyChangesView"];
export type StudyProgress = Schemas["StudyProgressView"];
export type StudySpec = Schemas["StudySpec"];
export type Parameter = Schemas["ParameterSpec"];
export type Trial = Schemas["TrialView"];
export type Counts = Schemas["TrialCounts"];
export type Ledger = Schemas["LedgerView"];
export type FieldError = Schemas["FieldError"];
export type Explanation = Schemas["ExplanationView"];
export type Artifact = Schemas["ArtifactView"];
export type TrialLog = Schemas["TrialLogView"];
export type Plan = Schemas["PlanView"];
export type Schedule = Schemas["ScheduleView"];
export type ScheduleRun = Schemas["ScheduleRunView"];
export type Budget = Schemas["BudgetView"];
export type Memory = Schemas["MemoryView"];
export type ApiKey = Schemas["KeyView"];
export type ExtendRequest = Schemas["ExtendRequest"];
export type Result = Schemas["ResultView"];

export type Value = string | number | boolean | null;
export type TrialState = Trial["state"];
export type Direction = "minimize" | "maximize";

export interface Page<T> {
  items: T[];
  next?: string;
}
