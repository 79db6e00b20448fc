const units: [number, string][] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
];

/** A duration with its two largest units. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 0.001) return "0 s";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${Number(seconds.toPrecision(2))} s`;
  const index = units.findIndex(([size]) => seconds >= size);
  const [size, unit] = units[index]!;
  const whole = Math.floor(seconds / size);
  const [smaller, name] = units[index + 1] ?? [1, "s"];
  const rest = Math.floor((seconds - whole * size) / smaller);
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${name}`;
}

/** How long ago something was. */
export function ago(time: string | undefined | null, now = Date.now()): string {
  if (!time) return "–";
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 0) return `in ${short(-seconds)}`;
  return seconds < 5 ? "just now" : `${short(seconds)} ago`;
}

function short(seconds: number): string {
  const found = units.find(([size]) => seconds >= size);
  return found ? `${Math.floor(seconds / found[0])} ${found[1]}` : `${Math.floor(seconds)} s`;
}

const inZone = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A time in the reader's own zone. */
export const local = (time: string): string => inZone.format(new Date(time));

/** The same in UTC, which is shown on hover. */
export const utc = (time: string): string =>
  `${new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z/, "")} UTC`;

const ofDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** The time of day to the second, in the reader's own zone. */
export const clock = (time: number): string => ofDay.format(time);
