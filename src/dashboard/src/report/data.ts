import type { History, Hints, Importance, Pareto, Scatter } from "../api/analysis.js";
import { query, studyPath } from "../api/http.js";
import type { Page, StudyView, Trial } from "../api/types.js";

/** Answers for each value of the study, by its name. */
type OfMetric<T> = Record<string, T>;

/** What a report has with it: a study, and what the server has answered about it. */
export interface ReportData {
  made: string;
  version: string;
  /** The one plot that the file is of; everything without it. */
  plot?: string;
  study: StudyView;
  history?: OfMetric<History>;
  scatter?: OfMetric<Scatter>;
  parallel?: OfMetric<Scatter>;
  /** By method. */
  importance?: Record<string, OfMetric<Importance>>;
  pareto?: Pareto;
  hints?: Hints;
  knee?: Trial;
}

/** What the file is called where it is open: by the one plot that it is of, as the plot's file is called, and the study. */
export function titleOf({ plot, study }: Pick<ReportData, "plot" | "study">): string {
  const words = plot === "edf" ? "EDF" : plot?.replaceAll("_", " ").replace("param ", "parameter ").replace(/^./, first => first.toUpperCase());
  return [words, study.name, "Serverless Tuner"].filter(part => part).join(" · ");
}

/** The answers by the paths that the charts ask for. */
export function answersOf(data: ReportData): Map<string, unknown> {
  const { name, spec } = data.study;
  const several = spec.directions.length > 1;
  const known = new Map<string, unknown>();
  const add = (route: string, answers: OfMetric<unknown> | undefined, more: Record<string, string> = {}): void => {
    for (const [metric, answer] of Object.entries(answers ?? {}))
      known.set(studyPath(name, `/${route}${query({ metric: several ? metric : undefined, ...more })}`), answer);
  };
  add("history", data.history);
  add("scatter", data.scatter);
  add("scatter", data.parallel, { shape: "parallel" });
  for (const [method, answers] of Object.entries(data.importance ?? {}))
    add("importance", answers, method === "pedAnova" ? {} : { method });
  known.set(studyPath(name, "/pareto"), data.pareto);
  known.set(studyPath(name, "/hints"), data.hints);
  known.set(studyPath(name, "/best?by=knee&count=1"), { items: data.knee ? [data.knee] : [] } satisfies Page<Trial>);
  for (const [path, answer] of known) if (answer === undefined) known.delete(path);
  return known;
}
