import { param, setParams } from "../state/url.js";
import type { Ranges } from "./figure.js";

/** What a chart was zoomed to, as the address has it: `x from : to : y from : to`; null for everything. */
export function readZoom(text: string): Ranges | null {
  const ends = text.split(":").map(Number);
  const [x0, x1, y0, y1] = ends;
  return ends.length === 4 && ends.every(Number.isFinite) && x0! < x1! && y0! < y1! ? { x: [x0!, x1!], y: [y0!, y1!] } : null;
}

export function writeZoom(ranges: Ranges | null): string {
  return ranges === null ? "" : [...ranges.x, ...ranges.y].map(value => Number(value.toPrecision(5))).join(":");
}

const nameOf = (chart: string): string => `zoom.${chart}`;

export const zoomOf = (chart: string | undefined): Ranges | null => (chart === undefined ? null : readZoom(param(nameOf(chart))));

export function keepZoom(chart: string | undefined, ranges: Ranges | null): void {
  if (chart !== undefined) setParams({ [nameOf(chart)]: writeZoom(ranges) });
}
