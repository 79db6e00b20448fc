const formats = new Map<string, Intl.NumberFormat>();

/** A format of numbers, made once: making one takes longer than a hundred uses, and a table has a thousand numbers. */
function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${options.minimumFractionDigits} ${options.maximumFractionDigits} ${options.maximumSignificantDigits}`;
  let known = formats.get(name);
  if (!known) formats.set(name, (known = new Intl.NumberFormat("en-US", options)));
  return known;
}
const whole = { maximumFractionDigits: 0 };

/** A number as people read it: some four digits, powers of ten where it is very large or small. */
export function number(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "NaN";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e6 || size < 1e-3 ? exponent(value, digits) : plain(value, digits);
  return text.replace("-", "−").replace("e−", "e-");
}

function plain(value: number, digits: number): string {
  if (Number.isInteger(value)) return formatOf(whole).format(value);
  return formatOf({ maximumSignificantDigits: digits }).format(Number(value.toPrecision(digits)));
}

function exponent(value: number, digits: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return formatOf(whole).format(value);
  return Number(value.toPrecision(digits)).toExponential().replace("e+", "e");
}

/** A count with its separators. */
export const count = (value: number): string => formatOf(whole).format(value);

/** Dollars: cents where they are enough, more digits for small sums. */
export function usd(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1 ? 2 : size >= 0.01 ? 4 : 6;
  return `${value < 0 ? "−" : ""}$${formatOf({ minimumFractionDigits: 2, maximumFractionDigits: digits }).format(size)}`;
}

export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`;

/** A parameter's value; null is one, and where there is none, stands a dash. */
export function value(of: unknown): string {
  return of === undefined ? "–" : typeof of === "number" ? number(of) : of === null ? "null" : String(of);
}
