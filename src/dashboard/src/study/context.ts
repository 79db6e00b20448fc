import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Followed } from "./follow.js";
import { advance } from "../api/history.js";
import type { History } from "../api/analysis.js";
import { hasServer, query, studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import { go, hrefOf, param, place } from "../state/url.js";
import type { Direction, StudyView, Trial } from "../api/types.js";

export const StudyContext = createContext<Followed>(null!);

/** The study of this page; it is there. */
export function useThisStudy(): StudyView {
  return useContext(StudyContext).study.value!;
}

/** The names of a study's values. */
export const metricsOf = (study: StudyView): string[] =>
  study.valueNames ?? study.spec.valueNames ?? study.spec.directions.map((_, index) => (index === 0 ? "value" : `value${index}`));

/** The value that is looked at: the one in the address, else the first. */
export function metricOf(study: StudyView): { name: string; index: number; direction: Direction } {
  const names = metricsOf(study);
  const index = Math.max(0, names.indexOf(param("metric")));
  return { name: names[index]!, index, direction: study.spec.directions[index]! };
}

/** Where a trial is shown: on its page, or, in a file that has no other pages, over this one. */
export const trialHref = (study: string, number: number): string =>
  hasServer()
    ? hrefOf(`/studies/${encodeURIComponent(study)}/trials/${number}`)
    : hrefOf("/", { ...Object.fromEntries(place.value.query), trial: `${number}` });

export const openTrial =
  (study: string) =>
  (number: number): void =>
    go(trialHref(study, number));

/** What is asked of the study's analyses, for the metric of the page; fronts and hints are of all values at once. */
export function useAnalysis<T>(rest: "scatter" | "importance" | "pareto" | "hints", more: Record<string, string> = {}) {
  const study = useThisStudy();
  const { age } = useContext(StudyContext);
  const isOfOne = rest === "scatter" || rest === "importance";
  const metric = isOfOne && study.spec.directions.length > 1 ? metricOf(study).name : undefined;
  return useResource<T>(studyPath(study.name, `/${rest}${query({ metric, ...more })}`), age.value);
}

/** The history, with what has happened since it was read. */
export function useHistory() {
  const { changed, rare } = useContext(StudyContext);
  const study = useThisStudy();
  const { name, index } = metricOf(study);
  // What changes is added to it as it comes; distributions and curves are made by the server, about once a minute.
  const version = `${study.state} ${rare.value}`;
  const { state, reload } = useResource<History>(
    studyPath(study.name, `/history${query({ metric: study.spec.directions.length > 1 ? name : undefined })}`),
    version,
  );
  const read = state.value;
  const data = read.data && upToDate(read.data, changed.value, index);
  return { state: { ...read, data }, reload };
}

let last: { read: History; changed: ReadonlyMap<number, Trial>; made: History } | null = null;

/** Every chart of the page asks for the same. */
function upToDate(read: History, changed: ReadonlyMap<number, Trial>, index: number): History {
  if (last?.read !== read || last.changed !== changed) last = { read, changed, made: advance(read, [...changed.values()], index) };
  return last.made;
}
