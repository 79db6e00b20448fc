import type { FieldError, StudySpec, Value } from "../api/types.js";

/** A study file as it is being written: whatever JSON has, the form edits what it knows and leaves the rest. */
export type File = Record<string, unknown>;

export interface Row {
  name: string;
  kind: string;
  low?: unknown;
  high?: unknown;
  log?: unknown;
  scale?: unknown;
  step?: unknown;
  choices?: unknown;
  mu?: unknown;
  sigma?: unknown;
  when?: unknown;
}

export const fresh = (): File => ({
  name: "",
  objective: { kind: "external" },
  directions: ["minimize"],
  searchSpace: [{ name: "learningRate", kind: "float", low: 0.0001, high: 0.1, log: true }],
  trials: 50,
  parallelism: 2,
});

/** The rows of a search space; null when it is written in a way that the form does not show. */
export function rowsOf(space: unknown): Row[] | null {
  if (space === undefined || space === null) return [];
  if (Array.isArray(space)) return space.every(isRow) ? (space as Row[]) : null;
  if (typeof space !== "object") return null;
  const rows: Row[] = [];
  for (const [name, of] of Object.entries(space)) {
    const row = long(name, of);
    if (row === null) return null;
    rows.push(row);
  }
  return rows;
}

const isRow = (of: unknown): boolean => typeof of === "object" && of !== null && "name" in of;

/** A short form spelled out. */
function long(name: string, of: unknown): Row | null {
  if (Array.isArray(of)) {
    const [low, high, ...words] = of as unknown[];
    return typeof low === "number" && typeof high === "number"
      ? {
          name,
          kind: words.includes("int") ? "int" : "float",
          low,
          high,
          ...(words.includes("log") ? { log: true } : {}),
          ...(words.includes("logit") ? { scale: "logit" } : {}),
        }
      : null;
  }
  if (typeof of !== "object" || of === null) return null;
  const known = of as Record<string, unknown>;
  if ("kind" in known || "type" in known) {
    const { type, kind, ...rest } = known;
    return { name, kind: String(kind ?? type), ...rest } as Row;
  }
  const pair = (key: string): unknown[] | null => (Array.isArray(known[key]) ? (known[key] as unknown[]) : null);
  if (pair("categorical")) return { name, kind: "categorical", choices: known["categorical"] };
  if (pair("ordinal")) return { name, kind: "ordinal", choices: known["ordinal"] };
  if (pair("uniform")) return { name, kind: "float", low: pair("uniform")![0], high: pair("uniform")![1] };
  if (pair("loguniform")) return { name, kind: "float", low: pair("loguniform")![0], high: pair("loguniform")![1], log: true };
  if (pair("int")) return { name, kind: "int", low: pair("int")![0], high: pair("int")![1] };
  if (pair("normal")) return { name, kind: "normal", mu: pair("normal")![0], sigma: pair("normal")![1] };
  if (pair("lognormal")) return { name, kind: "logNormal", mu: pair("lognormal")![0], sigma: pair("lognormal")![1] };
  return null;
}

/** A row of another kind: what both kinds have stays. */
export function ofKind(row: Row, kind: string): Row {
  const { name, when } = row;
  const base = { name, kind, ...(when === undefined ? {} : { when }) };
  switch (kind) {
    case "categorical":
    case "ordinal":
      return { ...base, choices: row.choices ?? ["a", "b"] };
    case "normal":
    case "logNormal":
      return { ...base, mu: row.mu ?? 0, sigma: row.sigma ?? 1 };
    default:
      return { ...base, low: row.low ?? 0, high: row.high ?? (kind === "int" ? 10 : 1), ...(row.log ? { log: true } : {}) };
  }
}

/** Choices as they are typed: `a, b, 3, true, null`. Quotes keep a number a text. */
export function readChoices(text: string): Value[] {
  return text
    .split(",")
    .map(part => part.trim())
    .filter(part => part !== "")
    .map(part => {
      if (part === "true" || part === "false") return part === "true";
      if (part === "null") return null;
      if (/^".*"$/.test(part)) return part.slice(1, -1);
      return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(part) ? Number(part) : part;
    });
}

export function writeChoices(choices: unknown): string {
  return Array.isArray(choices)
    ? choices.map(of => (typeof of === "string" && (readChoices(of)[0] !== of || of.includes(",")) ? `"${of}"` : String(of))).join(", ")
    : "";
}

/** Lines of text as a list; none where all are empty. */
export function readLines(text: string): string[] | undefined {
  const lines = text
    .split("\n")
    .map(line => line.trim())
    .filter(line => line !== "");
  return lines.length > 0 ? lines : undefined;
}

export const writeLines = (lines: unknown): string => (Array.isArray(lines) ? lines.map(String).join("\n") : "");

/** A number as it is typed; what is none stays a text, and the server says what is wrong. */
export function readNumber(text: string): unknown {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** A file with one member changed; `undefined` leaves it out. */
export function withMember(file: File, path: readonly string[], value: unknown): File {
  const [head, ...rest] = path;
  const next = { ...file };
  const inner = rest.length === 0 ? value : withMember((file[head!] as File | undefined) ?? {}, rest, value);
  if (inner === undefined || (rest.length > 0 && Object.keys(inner as object).length === 0)) delete next[head!];
  else next[head!] = inner;
  return next;
}

/** What the server finds wrong with a field and all within it. */
export const errorsAt = (errors: readonly FieldError[], pointer: string): string[] =>
  errors.filter(error => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`)).map(error => error.detail);

/** The file of a copy: what its source was started with, under another name. */
export function copyOf(spec: StudySpec, taken: readonly string[] = []): File {
  const file = Object.fromEntries(Object.entries(spec).filter(([, of]) => of !== null && of !== undefined)) as File;
  delete file["isExternal"];
  delete file["takesAnyConstraint"];
  return { ...file, name: nextName(spec.name, taken) };
}

export function nextName(name: string, taken: readonly string[] = []): string {
  const found = /^(.*?)-(\d+)$/.exec(name);
  let [base, at] = found ? [found[1]!, Number(found[2])] : [name, 1];
  do at++;
  while (taken.includes(`${base}-${at}`));
  return `${base}-${at}`;
}

/** The members in which a copy differs from its source; `null` for what it leaves out. */
export function changesOf(source: File, file: File): File {
  const changes: File = {};
  for (const name of new Set([...Object.keys(source), ...Object.keys(file)]))
    if (JSON.stringify(source[name]) !== JSON.stringify(file[name])) changes[name] = file[name] ?? null;
  return { ...changes, name: file["name"] };
}
