import type { StudyView, Trial } from "../api/types.js";
import { number, usd, value as shown } from "../format/numbers.js";
import { duration, local } from "../format/time.js";
import { listIn } from "../state/url.js";
import { metricsOf } from "../study/context.js";

/** A column of the table of trials. */
export interface Column {
  id: string;
  title: string;
  width: number;
  /** What the server calls the order; a column without one is not sorted by. */
  sort?: string;
  isNumber?: boolean;
  /** The field of a trial that it needs. */
  field: string;
  text: (trial: Trial) => string;
}

export function columnsOf(study: StudyView): Column[] {
  const values = metricsOf(study).map((name, index): Column => ({
    id: `v.${name}`,
    title: name,
    width: 120,
    isNumber: true,
    field: "values",
    text: trial => number(trial.values?.[index], 6),
    ...(index === 0 ? { sort: "value" } : {}),
  }));
  const parameters = (study.parameters ?? study.spec.searchSpace).map(({ name }): Column => ({
    id: `p.${name}`,
    title: name,
    width: 130,
    isNumber: true,
    field: "parameters",
    text: trial => shown(trial.parameters[name]),
  }));
  return [
    { id: "number", title: "Trial", width: 84, sort: "number", isNumber: true, field: "number", text: trial => `${trial.number}` },
    { id: "state", title: "State", width: 128, field: "state", text: trial => trial.state },
    ...values,
    ...parameters,
    { id: "cost", title: "Cost", width: 100, sort: "cost", isNumber: true, field: "costUsd", text: trial => usd(trial.costUsd) },
    { id: "duration", title: "Took", width: 96, isNumber: true, field: "durationSeconds", text: trial => duration(trial.durationSeconds) },
    { id: "step", title: "Last step", width: 90, isNumber: true, field: "lastStep", text: trial => number(trial.lastStep) },
    { id: "attempt", title: "Attempt", width: 84, isNumber: true, field: "attempt", text: trial => `${trial.attempt}` },
    { id: "worker", title: "Worker", width: 130, field: "worker", text: trial => trial.worker ?? "" },
    { id: "ended", title: "Ended", width: 170, field: "endedAt", text: trial => (trial.endedAt ? local(trial.endedAt) : "") },
    { id: "reason", title: "Reason", width: 260, field: "reason", text: trial => trial.reason ?? "" },
    {
      id: "notes",
      title: "Notes",
      width: 200,
      field: "attributes",
      text: trial =>
        Object.entries(trial.attributes ?? {})
          .map(([name, of]) => `${name}=${of}`)
          .join(", "),
    },
  ];
}

const usual = new Set(["number", "state", "cost", "duration", "reason"]);

/** The columns that are shown: those of the address, else the usual ones. */
export function chosenColumns(all: readonly Column[], asked: string): Column[] {
  const names = listIn(asked);
  const chosen =
    names.length > 0
      ? all.filter(({ id }) => names.includes(id) || id === "number")
      : all.filter(({ id }) => usual.has(id) || id.startsWith("v.") || id.startsWith("p."));
  return chosen;
}

/** The fields to ask of the server. */
export const fieldsOf = (columns: readonly Column[]): string =>
  [...new Set(["number", "state", "hidden", ...columns.map(({ field }) => field)])].join(",");
