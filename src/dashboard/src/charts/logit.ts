/** The logarithm of the odds: what is near 0 and near 1 has as much room as what lies between. */
export const logit = (share: number): number => Math.log(share / (1 - share));

/** The share of which that is the logarithm of the odds. */
export const logistic = (odds: number): number => (odds >= 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds)));

const Deepest = 15;

/** Where an axis of shares has marks, at most about so many: 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, with 0.02, 0.05, 0.2 and their likes
 * where there is room for them, and evenly where next to none of those are in the range. The pictures of the command line follow the same
 * rule (LogitTicks.cs). */
export function logitTicks(low: number, high: number, most: number): number[] {
  const within = (marks: number[]): number[] => marks.filter(mark => mark >= low && mark <= high);
  const fine = within(marksOf([1, 2, 5], 1));
  if (fine.length >= 2 && fine.length <= most) return fine;
  for (let step = 1; step <= Deepest; step++) {
    const marks = within(marksOf([1], step));
    if (marks.length < 2) break;
    if (marks.length <= most) return marks;
  }
  return fine.length < 2 ? even(low, high, most) : fine.filter((_, index) => index % Math.ceil(fine.length / most) === 0);
}

/** The marks at such digits of every so-manieth power of ten, and as far from 1, and the middle. */
function marksOf(digits: readonly number[], step: number): number[] {
  const below: number[] = [];
  for (let power = Deepest - (Deepest % step); power >= 1; power -= step)
    for (const digit of digits) if (digit * 10 ** -power < 0.5) below.push(Number(`${digit}e-${power}`));
  return [...below, 0.5, ...[...below].reverse().map(mark => 1 - mark)];
}

function even(low: number, high: number, most: number): number[] {
  if (!(high > low)) return [low];
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  const step = [1, 2, 5, 10].map(digit => digit * power).find(size => (high - low) / size <= most)!;
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A share with two digits of what it is away from 1. */
export function shareText(share: number): string | null {
  if (!(share > 0.99 && share < 1)) return null;
  return String(Number(share.toFixed(Math.min(Deepest, 1 + Math.ceil(-Math.log10(1 - share))))));
}
