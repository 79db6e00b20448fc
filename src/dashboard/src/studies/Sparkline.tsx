import type { History } from "../api/analysis.js";
import { get, studyPath } from "../api/http.js";
import { improving } from "../plots/improving.js";
import { useSeen } from "./useSeen.js";

const [Width, Height] = [88, 24];

/** The best value so far over the trials of a study. */
export function Sparkline({ name, version }: { name: string; version: number }) {
  const { host, found } = useSeen<HTMLSpanElement, string>(`history ${name}`, version, async () =>
    steps(await get<History>(studyPath(name, "/history"))),
  );
  return (
    <span ref={host} class="spark">
      {found && (
        <svg width={Width} height={Height} aria-hidden="true">
          <path d={found} />
        </svg>
      )}
    </span>
  );
}

/** The best-so-far as a path of steps. */
export function steps({ best: read, counts, direction }: Pick<History, "best" | "counts" | "direction">): string {
  const { x: number, y: value } = improving(read.number, read.value, direction);
  const best = { number, value };
  if (best.value.length === 0) return "";
  const last = Math.max(1, counts.of - 1, ...best.number);
  const [low, high] = [Math.min(...best.value), Math.max(...best.value)];
  const x = (at: number): number => 1 + (at / last) * (Width - 2);
  const y = (value: number): number => (high === low ? Height / 2 : 2 + ((high - value) / (high - low)) * (Height - 4));
  const round = (value: number): string => `${Math.round(value * 10) / 10}`;
  return (
    best.value
      .map((value, index) =>
        index === 0 ? `M${round(x(best.number[0]!))} ${round(y(value))}` : `H${round(x(best.number[index]!))}V${round(y(value))}`,
      )
      .join("") + `H${Width - 1}`
  );
}
