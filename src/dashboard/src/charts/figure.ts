import { axisText, placing, rangeOf, ticks, tickText, type Axis, type Range } from "./axis.js";
import type { Palette } from "./colors.js";
import type { Pen, Point } from "./pen.js";

type Column = readonly (number | null)[];
type Colors = string | readonly string[];

/** Something in a chart. `ids` are numbers of trials: hovering tells of them, a click opens them. */
export type Mark =
  | {
      kind: "points";
      label?: string;
      x: Column;
      y: Column;
      color: Colors;
      size?: number;
      alpha?: number;
      ring?: boolean;
      ids?: readonly number[];
      say?: (index: number) => string[];
    }
  | {
      kind: "line";
      label?: string;
      x: Column;
      y: Column;
      color: string;
      width?: number;
      step?: boolean;
      dash?: number[];
      alpha?: number;
      id?: number;
    }
  | {
      kind: "spans";
      label?: string;
      from: Column;
      to: Column;
      y: Column;
      color: readonly string[];
      ids?: readonly number[];
      say?: (index: number) => string[];
    }
  | { kind: "field"; bands: readonly { color: string; rings: readonly (readonly Point[])[] }[] };

/** A table with the same numbers, for who cannot see the chart and who wants them exactly. */
export interface Table {
  columns: string[];
  rows: (string | number | null)[][];
}

/** A chart: two axes and what is drawn between them. */
export interface Figure {
  x: Axis;
  y: Axis;
  marks: readonly Mark[];
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
export interface Ranges {
  x: Range;
  y: Range;
}

export function rangesOf({ x, y, marks }: Figure): Ranges {
  return { x: rangeOf(x, columns(marks, "x")), y: rangeOf(y, columns(marks, "y")) };
}

function* columns(marks: readonly Mark[], of: "x" | "y"): Generator<Column> {
  for (const mark of marks) {
    if (mark.kind === "field") continue;
    if (mark.kind === "spans") {
      if (of === "x") {
        yield mark.from;
        yield mark.to;
      } else yield mark.y;
    } else yield mark[of];
  }
}

/** Draws the marks of a chart into a box. */
export function drawMarks(pen: Pen, figure: Figure, ranges: Ranges, box: Box): void {
  const x = placing(figure.x, ranges.x, box.left, box.left + box.width);
  const y = placing(figure.y, ranges.y, box.top + box.height, box.top);
  pen.clipped(box.left, box.top, box.width, box.height, () => {
    for (const mark of figure.marks) drawMark(pen, mark, x, y, box, ranges);
  });
}

type Place = (value: number) => number;

function drawMark(pen: Pen, mark: Mark, x: Place, y: Place, box: Box, ranges: Ranges): void {
  switch (mark.kind) {
    case "points":
      return drawPoints(pen, mark, x, y);
    case "line":
      return drawLine(pen, mark, x, y);
    case "field":
      return mark.bands.forEach(band =>
        pen.area(
          band.rings.map(ring => ring.map(([a, b]): Point => [x(a), y(b)])),
          { fill: band.color },
        ),
      );
    case "spans": {
      const lane = Math.max(1.5, Math.min(14, (box.height / Math.max(1, ranges.y[1] - ranges.y[0])) * 0.7));
      for (const [index, from] of mark.from.entries()) {
        const [to, at] = [mark.to[index], mark.y[index]];
        if (from === null || to === null || to === undefined || at === null || at === undefined) continue;
        pen.rect(x(from), y(at) - lane / 2, Math.max(1.5, x(to) - x(from)), lane, { fill: mark.color[index]! });
      }
    }
  }
}

function drawPoints(pen: Pen, mark: Extract<Mark, { kind: "points" }>, x: Place, y: Place): void {
  const { size = 3, alpha = 0.85 } = mark;
  for (const [index, at] of mark.x.entries()) {
    const value = mark.y[index];
    if (at === null || value === null || value === undefined) continue;
    const [left, top] = [x(at), y(value)];
    if (!Number.isFinite(left) || !Number.isFinite(top)) continue;
    const color = typeof mark.color === "string" ? mark.color : mark.color[index]!;
    pen.circle(left, top, size, mark.ring ? { stroke: color, width: 2 } : { fill: color, alpha });
  }
}

function drawLine(pen: Pen, mark: Extract<Mark, { kind: "line" }>, x: Place, y: Place): void {
  let points: Point[] = [];
  const look = {
    stroke: mark.color,
    width: mark.width ?? 1.5,
    ...(mark.dash ? { dash: mark.dash } : {}),
    ...(mark.alpha ? { alpha: mark.alpha } : {}),
  };
  const end = (): void => {
    if (points.length > 1) pen.line(points, look);
    points = [];
  };
  for (const [index, at] of mark.x.entries()) {
    const value = mark.y[index];
    const place = at === null || value === null || value === undefined ? null : ([x(at), y(value)] as const);
    if (!place || !Number.isFinite(place[0]) || !Number.isFinite(place[1])) {
      end();
      continue;
    }
    const last = points.at(-1);
    if (mark.step && last) points.push([place[0], last[1]]);
    points.push(place);
  }
  end();
}

/** What stands next to a place, if it is near enough. */
export interface Hit {
  mark: number;
  index: number;
  left: number;
  top: number;
  id: number | null;
  lines: string[];
}

export function hitAt(figure: Figure, ranges: Ranges, box: Box, left: number, top: number, reach = 20): Hit | null {
  const x = placing(figure.x, ranges.x, box.left, box.left + box.width);
  const y = placing(figure.y, ranges.y, box.top + box.height, box.top);
  let found: Hit | null = null;
  let nearest = reach * reach;
  const see = (mark: number, index: number, px: number, py: number, id: number | null, lines: () => string[]): void => {
    const distance = (px - left) ** 2 + (py - top) ** 2;
    if (!(distance < reach * reach)) return;
    // A trial that is near is meant, rather than the line that passes it.
    const isOther = found !== null && (id === null) !== (found.id === null);
    if (isOther ? id === null : !(distance < nearest)) return;
    nearest = distance;
    found = { mark, index, left: px, top: py, id, lines: lines() };
  };
  for (const [number, mark] of figure.marks.entries()) {
    if (mark.kind === "field") continue;
    if (mark.kind === "spans") {
      for (const [index, at] of mark.y.entries()) {
        const [from, to] = [mark.from[index], mark.to[index]];
        if (at === null || from === null || to === null || from === undefined || to === undefined) continue;
        const px = Math.min(Math.max(left, x(from)), Math.max(x(to), x(from)));
        see(number, index, px, y(at), mark.ids?.[index] ?? null, () => mark.say?.(index) ?? []);
      }
      continue;
    }
    for (const [index, at] of mark.x.entries()) {
      const value = mark.y[index];
      if (at === null || value === null || value === undefined) continue;
      const said = (): string[] =>
        mark.kind === "points" && mark.say
          ? mark.say(index)
          : [
              ...(mark.label ? [mark.label] : []),
              `${figure.x.label}: ${tickText(figure.x, at)}`,
              `${figure.y.label}: ${tickText(figure.y, value)}`,
            ];
      see(number, index, x(at), y(value), mark.kind === "points" ? (mark.ids?.[index] ?? null) : (mark.id ?? null), said);
    }
  }
  return found;
}

/** Draws a whole chart with its axes, for a picture. */
export function drawFigure(pen: Pen, figure: Figure, ranges: Ranges, width: number, height: number, colors: Palette): void {
  const box = { left: 62, top: 12, width: width - 78, height: height - 58 };
  const x = placing(figure.x, ranges.x, box.left, box.left + box.width);
  const y = placing(figure.y, ranges.y, box.top + box.height, box.top);
  const bottom = box.top + box.height;
  for (const tick of ticks(figure.x, ranges.x, Math.floor(width / (figure.x.choices ? 60 : 90)))) {
    pen.line(
      [
        [x(tick), box.top],
        [x(tick), bottom],
      ],
      { stroke: colors.grid },
    );
    pen.text(tickText(figure.x, tick), x(tick), bottom + 8, { color: colors.muted, align: "center", base: "top" });
  }
  for (const tick of ticks(figure.y, ranges.y, Math.floor(height / 45))) {
    pen.line(
      [
        [box.left, y(tick)],
        [box.left + box.width, y(tick)],
      ],
      { stroke: colors.grid },
    );
    pen.text(tickText(figure.y, tick), box.left - 8, y(tick), { color: colors.muted, align: "right" });
  }
  pen.text(axisText(figure.x), box.left + box.width / 2, height - 6, { color: colors.text, align: "center", base: "bottom", size: 12 });
  pen.text(axisText(figure.y), 12, box.top + box.height / 2, { color: colors.text, align: "center", size: 12, turned: true });
  drawMarks(pen, figure, ranges, box);
}
