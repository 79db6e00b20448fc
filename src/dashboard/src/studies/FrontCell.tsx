import { get, studyPath } from "../api/http.js";
import type { Pareto } from "../api/analysis.js";
import { number } from "../format/numbers.js";
import { useSeen } from "./useSeen.js";

/** What a study of several values has found: the best of each on its front, read when the row comes into view. */
export function FrontCell({ name, version }: { name: string; version: number }) {
  const { host, found } = useSeen<HTMLSpanElement, [string, number][]>(`front ${name}`, version, async () =>
    bestOf(await get<Pareto>(studyPath(name, "/pareto"))),
  );
  return (
    <span ref={host} class="front" title={found?.map(([metric, value]) => `best ${metric}: ${number(value, Digits)}`).join("\n")}>
      {bestText(found?.map(([, value]) => value))}
    </span>
  );
}

/** The best of each value that trials on the front have. */
export function bestOf({ metrics, points }: Pick<Pareto, "metrics" | "points">): [string, number][] {
  const rows = points.front.flatMap((isOn, index) => (isOn ? [index] : []));
  if (rows.length === 0) return [];
  return metrics.map(({ name, direction }, at) => {
    const values = rows.map(row => points.values[at]![row]).filter((value): value is number => typeof value === "number");
    return [name, direction === "minimize" ? Math.min(...values) : Math.max(...values)];
  });
}

/** So many digits where several values stand side by side. */
const Digits = 3;

/** The best value of a study, or of several the best of each. */
export const bestText = (values: readonly number[] | undefined): string =>
  values?.length ? values.map(value => number(value, values.length > 1 ? Digits : undefined)).join(" · ") : "–";
