import { describe, expect, test } from "vitest";
import { placing, rangeOf, standing, ticks, tickText, type Axis } from "../src/charts/axis.js";
import { csvOf } from "../src/charts/csv.js";
import { drawFigure, drawMarks, hitAt, rangesOf, type Figure } from "../src/charts/figure.js";
import { SvgPen } from "../src/charts/pen.js";
import { readZoom, writeZoom } from "../src/charts/zoom.js";
import { goodness, type Palette } from "../src/charts/colors.js";
import { improving } from "../src/plots/improving.js";
import { reachOf, surface, widthOf } from "../src/plots/surface.js";
import marked from "./cases/logit-ticks.json" with { type: "json" };
import surfaces from "./cases/surface.json" with { type: "json" };

const box = { left: 50, top: 10, width: 400, height: 200 };
const colors = { text: "#000", muted: "#666", grid: "#eee", surface: "#fff" } as Palette;

describe("axes", () => {
  test("a logarithmic axis leaves out what it has no place for", () => {
    const axis: Axis = { label: "lr", log: true };
    const [low, high] = rangeOf(axis, [[0, -1, null, 0.001, 10]]);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(0.001);
    expect(high).toBeGreaterThan(10);
    expect(placing(axis, [1, 100], 0, 10)(10)).toBeCloseTo(5);
    expect(placing(axis, [1, 100], 0, 10)(0)).toBeNaN();
  });

  test("wide logarithmic axes are marked at powers of ten", () => {
    const marks = ticks({ label: "lr", log: true }, [1e-6, 1], 5);
    expect(marks.length).toBeGreaterThan(1);
    expect(marks.length).toBeLessThanOrEqual(7);
    for (const mark of marks) expect(Math.log10(mark)).toBeCloseTo(Math.round(Math.log10(mark)), 9);
  });

  test("an axis of probabilities is even in the logarithm of their odds, and leaves out what is none", () => {
    const axis: Axis = { label: "keep", logit: true };
    const range = rangeOf(axis, [[0, 1, -1, null, 0.01, 0.99]]);
    expect(range[0]).toBeGreaterThan(0.005);
    expect(range[0]).toBeLessThan(0.01);
    expect(range[0] + range[1]).toBeCloseTo(1, 12);
    const place = placing(axis, [0.001, 0.999], 0, 10);
    expect(place(0.5)).toBeCloseTo(5);
    expect(place(0.99) + place(0.01)).toBeCloseTo(10);
    expect(place(0.99) - place(0.9)).toBeGreaterThan(1.5);
    expect([place(0), place(1)]).toEqual([NaN, NaN]);
    for (const share of [0.0012, 0.3, 0.9987]) expect(standing(axis, [0.001, 0.999])(place(share) / 10)).toBeCloseTo(share, 12);
    expect(rangeOf(axis, [[0, 1]])).toEqual([0.01, 0.99]);
    expect(tickText(axis, 0.99987654)).toBe("0.99988");
  });

  // The pictures of the command line read the same cases.
  test.each(marked)("an axis of probabilities from $low to $high has at most $most marks, where they are expected", ({ low, high, most, marks, texts }) => {
    const found = ticks({ label: "keep", logit: true }, [low, high], most);
    expect(found).toEqual(marks);
    expect(found.map(mark => tickText({ label: "keep", logit: true }, mark))).toEqual(texts);
  });

  test("choices stand where they are, and not all when there is no room", () => {
    const axis: Axis = { label: "opt", choices: Array.from({ length: 30 }, (_, index) => `choice ${index}`) };
    const marks = ticks(axis, rangeOf(axis, []), 10);
    expect(marks.length).toBeLessThanOrEqual(10);
    expect(tickText(axis, 0)).toBe("choice 0");
  });

  test("the dot of trial 0 has room on both sides, and a share begins at its axis", () => {
    expect(rangeOf({ label: "Trial", kind: "integer" }, [[0, 100]])[0]).toBeLessThan(0);
    expect(rangeOf({ label: "Money", kind: "usd" }, [[0, 5]])[0]).toBeLessThan(0);
    expect(ticks({ label: "Trial", kind: "integer" }, rangeOf({ label: "Trial", kind: "integer" }, [[0, 100]]), 6)[0]).toBe(0);
    expect(rangeOf({ label: "Trial", kind: "integer" }, [[0]])).toEqual([-0.04, 1]);
    expect(rangeOf({ label: "Share", kind: "share", extent: [0, 1] }, [])[0]).toBe(0);
  });

  test("one value, or none, still has a range", () => {
    expect(rangeOf({ label: "v" }, [[3]])).toEqual([2.7, 3.3]);
    expect(rangeOf({ label: "v" }, [[null]])).toEqual([0, 1]);
  });
});

describe("figures", () => {
  const figure: Figure = {
    x: { label: "Trial", kind: "integer" },
    y: { label: "loss" },
    marks: [
      { kind: "points", label: "complete", x: [0, 1, 2, 3], y: [4, null, 2, 1], color: "red", ids: [10, 11, 12, 13] },
      { kind: "line", label: "best", x: [0, 2, 3], y: [4, 2, 1], color: "blue", step: true },
    ],
  };

  test("each point with a value is drawn once, and a line in steps has a corner at each", () => {
    const pen = new SvgPen();
    drawMarks(pen, figure, rangesOf(figure), box);
    const svg = pen.document(500, 250);
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(/points="([^"]*)"/.exec(svg)![1]!.split(" ")).toHaveLength(5);
  });

  test("the nearest mark is found by where it is drawn, and says which trial it is", () => {
    const ranges = rangesOf(figure);
    const x = placing(figure.x, ranges.x, box.left, box.left + box.width);
    const y = placing(figure.y, ranges.y, box.top + box.height, box.top);
    const hit = hitAt({ ...figure, marks: [figure.marks[0]!] }, ranges, box, x(2) + 3, y(2) - 3);
    expect(hit).toMatchObject({ id: 12, index: 2 });
    expect(hitAt(figure, ranges, box, x(1), y(4))).toBeNull();
  });

  test("a picture has axes with texts, and escapes what a study's user wrote", () => {
    const pen = new SvgPen();
    drawFigure(pen, { ...figure, y: { label: "<script>" } }, rangesOf(figure), 600, 300, colors);
    const svg = pen.document(600, 300);
    expect(svg).toContain("&lt;script&gt;");
    expect(svg).not.toContain("<script>");
    expect(svg).toContain(">Trial<");
  });
});

test("a table as CSV lets no spreadsheet run a formula", () => {
  expect(
    csvOf({
      columns: ["Trial", "note"],
      rows: [
        [1, "=1+1"],
        [2, "@x"],
        [3, 'a "b", c'],
        [-4, "-x"],
        [5, null],
      ],
    }),
  ).toBe('Trial,note\r\n1,\'=1+1\r\n2,\'@x\r\n3,"a ""b"", c"\r\n-4,\'-x\r\n5,\r\n');
});

test("ranks go from the worst to the best in either direction", () => {
  expect(goodness([3, 1, null, 2], "minimize")).toEqual([0, 1, null, 0.5]);
  expect(goodness([3, 1, null, 2], "maximize")).toEqual([1, 0, null, 0.5]);
});

test("the best so far never gets worse, in whatever order trials ended", () => {
  expect(improving([6, 3, 14], [0.85, 0.95, 0.96], "maximize")).toEqual({ x: [3, 14], y: [0.95, 0.96] });
  expect(improving([null, 2], [1, 5], "minimize")).toEqual({ x: [2], y: [5] });
});

// The pictures of the command line read the same cases.
test.each(surfaces)("the surface through $name is the one that was recorded", ({ cells, samples, grid }) => {
  const found = surface(
    samples.map(([u, v, value]) => ({ u: u!, v: v!, value: value! })),
    cells,
  );
  expect(found.length).toBe(grid.length);
  for (const [index, value] of grid.entries())
    if (value === null) expect(found[index]).toBeNaN();
    else expect(Math.abs(found[index]! - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
});

test("the surface follows the values, and one outlier does not flatten it", () => {
  const samples = Array.from({ length: 60 }, (_, index) => ({
    u: (index % 10) / 9,
    v: Math.floor(index / 10) / 5,
    value: (index % 10) / 9,
  }));
  samples[0]!.value = -1000;
  const grid = surface(samples, 16);
  expect(grid[8 * 16 + 15]! - grid[8 * 16]!).toBeGreaterThan(0.5);
});

test("nothing is painted where no trial is near, and everything where they are dense", () => {
  const corner = Array.from({ length: 40 }, (_, index) => ({
    u: 0.05 + (index % 8) * 0.03,
    v: 0.05 + Math.floor(index / 8) * 0.03,
    value: index,
  }));
  const grid = surface(corner, 48);
  const cells = Array.from(grid, (value, index) => ({ value, u: ((index % 48) + 0.5) / 48, v: (Math.floor(index / 48) + 0.5) / 48 }));
  const far = (u: number, v: number): number => Math.min(...corner.map(sample => Math.hypot(sample.u - u, sample.v - v)));
  expect(cells.filter(({ value, u, v }) => !Number.isNaN(value) && far(u, v) > 0.15)).toEqual([]);
  expect(cells.filter(({ value, u, v }) => Number.isNaN(value) && far(u, v) < 0.04)).toEqual([]);
  const few = surface([0.2, 0.4, 0.6, 0.8].map(u => ({ u, v: u, value: u })), 48);
  expect(few.filter(Number.isNaN).length).toBeGreaterThan(48 * 48 * 0.6);
});

test("the kernel is as wide as the values are smooth", () => {
  const at = (value: (u: number, index: number) => number) =>
    Array.from({ length: 400 }, (_, index) => {
      const u = (index * 0.618034) % 1;
      return { u, v: index / 400, value: value(u, index) };
    });
  const noisy = widthOf(at((_, index) => Math.sin(index * index)));
  const rough = widthOf(at(u => Math.sin(40 * u)));
  expect(noisy).toBeGreaterThan(rough);
  const few = [0.1, 0.4, 0.7].map(u => ({ u, v: u, value: u }));
  expect(widthOf(few)).toBe(0.1);
});

test("trials at the same place are no sign of how dense they are", () => {
  const grid = Array.from({ length: 100 }, (_, index) => ({ u: (index % 5) / 4, v: (Math.floor(index / 5) % 5) / 4, value: 1 }));
  expect(reachOf(grid)).toBe(0.15);
  expect(surface([...grid, ...grid], 10).every(value => Number.isNaN(value) || value === 1)).toBe(true);
});

test("a zoom is in the address as it was, and nonsense is none", () => {
  const zoom = { x: [0.001, 2] as const, y: [-3, 4.5] as const };
  expect(readZoom(writeZoom(zoom))).toEqual(zoom);
  for (const text of ["", "1:2:3", "2:1:0:1", "a:b:c:d", "1:2:3:Infinity"]) expect(readZoom(text)).toBeNull();
});
