const Sign = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const Comma = /"(?:[^"\\\n]|\\.)*"|(?<![{[,]\s*),(?=\s*[}\]])/g;

/** Reads JSON as study files have it: with comments, and a comma after the last element. What goes is replaced by blanks, so that what is
 * wrong is told of the place where it stands. */
export function readJson(text: string): unknown {
  const blank = (found: string): string => (found.startsWith('"') ? found : found.replace(/[^\n]/g, " "));
  return JSON.parse(text.replace(Sign, blank).replace(Comma, blank)) as unknown;
}
