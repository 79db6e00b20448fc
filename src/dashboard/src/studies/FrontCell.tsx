import { get, studyPath } from "../api/http.js";
import type { Pareto } from "../api/analysis.js";
import { number } from "../format/numbers.js";
import { useSeen } from "./useSeen.js";

/** What a study of several values has found: the best of each on its front, read when the row comes into view. */
export function FrontCell({ name, version }: { name: string; version: number }) {
  const { host, found } = useSeen<HTMLSpanElement, string[][]>(`front ${name}`, version, async () => bestOf(await get<Pareto>(studyPath(name, "/pareto"))));
  return (
    <span ref={host} class="front" title={found?.map(([metric, value]) => `best ${metric}: ${value}`).join("\n")}>
      {found === undefined || found.length === 0 ? "–" : found.map(([, value]) => value).join(" · ")}
    </span>
  );
}

/** The best of each value that trials on the front have. */
export function bestOf({ metrics, points }: Pick<Pareto, "metrics" | "points">): string[][] {
  const rows = points.front.flatMap((isOn, index) => (isOn ? [index] : []));
  if (rows.length === 0) return [];
  return metrics.map(({ name, direction }, at) => {
    const values = rows.map(row => points.values[at]![row]).filter((value): value is number => typeof value === "number");
    return [name, number(direction === "minimize" ? Math.min(...values) : Math.max(...values), 3)];
  });
}
