import { describe, expect, test } from "vitest";
import type { Pareto, Scatter } from "../src/api/analysis.js";
import type { Palette } from "../src/charts/colors.js";
import { SvgPen } from "../src/charts/pen.js";
import { columnWithAbsent, withAbsent } from "../src/plots/absent.js";
import { contourFigure } from "../src/plots/contour.js";
import { drawParallel, lineAt, parallelOf, passes, shareAt, topOf, type Brushes } from "../src/plots/parallel.js";
import { cube, paretoFigure, project } from "../src/plots/pareto.js";
import { axisOf, placesOf, rankFigure, scatterTable, sliceFigure } from "../src/plots/scatter.js";

const colors = { text: "#111", muted: "#777", accent: "#00f", good: "#0a0", states: { failed: "#f00", complete: "#00f" } } as Palette;
const answer: Scatter = {
  name: "s",
  sequence: 1,
  metric: "accuracy",
  direction: "maximize",
  counts: { shown: 6, of: 6 },
  parameters: [
    { name: "lr", kind: "float", low: 0.001, high: 1, log: true },
    { name: "opt", kind: "categorical", choices: ["sgd", "adam"] },
    { name: "momentum", kind: "float", low: 0, high: 1 },
  ],
  trials: {
    number: [0, 1, 2, 3, 4, 5],
    value: [0.1, 0.5, 0.9, 0.4, null, 0.7],
    state: ["complete", "complete", "complete", "complete", "failed", "complete"],
    best: [false, false, true, false, false, false],
    parameters: {
      lr: [0.001, 0.01, 0.1, 1, 0.5, 0.05],
      opt: ["sgd", "adam", "adam", "sgd", "adam", "adam"],
      momentum: [0.9, null, null, 0.5, null, null],
    },
  },
  correlations: null,
};
const scatter = withAbsent(answer);
const [lr, opt, momentum] = scatter.parameters as [Scatter["parameters"][0], Scatter["parameters"][0], Scatter["parameters"][0]];

describe("charts over parameters", () => {
  test("choices stand at their places, and a parameter that does not exist nowhere", () => {
    expect(placesOf(scatter, opt)).toEqual([0, 1, 1, 0, 1, 1]);
    expect(placesOf(scatter, momentum)).toEqual([0.9, null, null, 0.5, null, null]);
    expect(axisOf(scatter, lr).log).toBe(true);
  });

  test("a parameter on a logit scale has such an axis in every chart, unless a logarithmic one is asked for", () => {
    const keep = { name: "keep", kind: "float", low: 0.001, high: 0.999, scale: "logit" as const };
    const odds = withAbsent({
      ...answer,
      parameters: [keep, lr],
      trials: { ...answer.trials, parameters: { ...answer.trials.parameters, keep: [0.001, 0.5, 0.9, 0.99, 0.999, 0.01] } },
    });

    expect(sliceFigure(odds, keep, false).x).toMatchObject({ logit: true, log: false });
    expect(rankFigure(odds, lr, keep).y.logit).toBe(true);
    expect(contourFigure(odds, keep, lr, colors).x.logit).toBe(true);
    expect(axisOf(odds, { ...keep, log: true })).toMatchObject({ logit: false, log: true });
    expect(axisOf(odds, lr).logit).toBe(false);
    const upright = parallelOf(odds, ["keep"], false).axes[0]!;
    expect(upright.marks.map(({ text }) => text)).toContain("0.99");
    expect(upright.places[1]).toBeCloseTo(0.5);
    expect(upright.places[3]! - upright.places[2]!).toBeGreaterThan(0.1);
  });

  describe("a parameter that is null in some trials and absent in others", () => {
    const decay = { name: "decay", kind: "categorical", choices: [null, "x"] };
    const both = withAbsent({
      ...answer,
      parameters: [decay, momentum],
      trials: {
        ...answer.trials,
        parameters: { ...answer.trials.parameters, decay: [null, "x", null, "x", null, "x"] },
        absent: { decay: [0, 4] },
      },
    });

    test("is told apart in tables and texts", () => {
      expect(scatterTable(both, ["decay", "momentum"]).rows.slice(0, 3)).toEqual([
        [0, 0.1, "complete", null, 0.9],
        [1, 0.5, "complete", "x", null],
        [2, 0.9, "complete", "null", null],
      ]);
      const mark = sliceFigure(both, decay, false).marks[0]!;
      expect(mark.kind === "points" && [0, 1, 2].map(index => mark.say!(index)[1])).toEqual(["decay: –", "decay: x", "decay: null"]);
    });

    test("has a place of its own beside the choices", () => {
      expect(placesOf(both, decay)).toEqual([null, 1, 0, 1, null, 1]);
      const { x, marks } = sliceFigure(both, decay, false);
      expect(x.choices).toEqual(["null", "x", "–"]);
      const places = marks[0]!.kind === "points" ? marks[0]!.x.map(at => Math.round(at!)) : [];
      expect(places).toEqual([2, 1, 0, 1, 2, 1]);
      const rank = rankFigure(both, decay, momentum);
      expect([rank.x.choices, rank.y.label]).toEqual([["null", "x", "–"], "momentum (where there is one)"]);
    });

    test("passes a parallel axis at its foot, and no brush over the axis", () => {
      const over = parallelOf(both, ["decay"], false);
      expect(over.axes[0]!.places.map(at => at === null)).toEqual([true, false, false, false, true, false]);
      expect(passes(over, { decay: [0, 1] }, 0)).toBe(false);
      expect(passes(over, { decay: [0, 0.5] }, 2)).toBe(true);
    });
  });

  test("null is no value where it is in no trial", () => {
    expect(columnWithAbsent([null, 1], undefined)).toEqual([undefined, 1]);
    expect(columnWithAbsent([null, 1, null], [])).toEqual([null, 1, null]);
    expect(columnWithAbsent([null, 1, null], [2])).toEqual([null, 1, undefined]);
  });

  test("points of two choices do not lie on diagonals", () => {
    const twice: Scatter = { ...scatter, parameters: [opt, { ...opt, name: "act" }] };
    twice.trials = { ...scatter.trials, parameters: { opt: scatter.trials.parameters["opt"]!, act: scatter.trials.parameters["opt"]! } };
    const mark = rankFigure(twice, twice.parameters[0]!, twice.parameters[1]!).marks[0]!;
    if (mark.kind !== "points") throw new Error("no points");
    expect(mark.x.some((x, index) => Math.abs(x! - mark.y[index]!) > 0.05)).toBe(true);
  });

  test("a slice knows its trials", () => {
    const mark = sliceFigure(scatter, lr, false).marks[0]!;
    expect(mark.kind === "points" && mark.ids).toEqual([0, 1, 2, 3, 4, 5]);
    expect(mark.kind === "points" && mark.say!(2)).toEqual(["Trial 2", "lr: 0.1", "accuracy: 0.9"]);
  });

  test("the best by rank is drawn last, over the others", () => {
    const mark = rankFigure(scatter, lr, momentum).marks[0]!;
    expect(mark.kind === "points" && mark.ids!.at(-1)).toBe(2);
    expect(mark.kind === "points" && mark.ids).not.toContain(4);
  });

  test("a contour has bands within its axes, and every point", () => {
    const { marks } = contourFigure(scatter, lr, opt, colors);
    const field = marks[0]!;
    expect(field.kind).toBe("field");
    if (field.kind !== "field") return;
    expect(field.bands.length).toBeGreaterThan(5);
    for (const band of field.bands) for (const ring of band.rings) for (const [x] of ring) expect(x).toBeGreaterThan(0);
    expect(marks[1]!.kind === "points" && marks[1]!.x).toHaveLength(5);
  });

  test("the table has every trial with its parameters", () => {
    expect(scatterTable(scatter, ["opt"]).rows[1]).toEqual([1, 0.5, "complete", "adam"]);
  });
});

describe("parallel coordinates", () => {
  const parallel = parallelOf(scatter, ["lr", "opt"], false);
  test("a brush lets through what is on its part of the axis", () => {
    const all = parallel.order.filter(index => passes(parallel, { accuracy: [0.5, 1] }, index));
    expect(all.sort()).toEqual([2, 5].sort());
    expect(parallel.order.every(index => passes(parallel, {}, index))).toBe(true);
  });
  test("a trial without a value on a brushed axis does not pass", () =>
    expect(passes(parallelOf(scatter, ["momentum"], false), { momentum: [0, 1] }, 1)).toBe(false));
  test("a trial passes an axis on which it has no value below all values, and is found there", () => {
    const [width, height] = [600, 300];
    const over = parallelOf(scatter, ["lr", "momentum", "opt"], false);
    const pen = new SvgPen();
    drawParallel(pen, width, height, over, {} as Brushes, null, colors);
    const lines = [...pen.document(width, height).matchAll(/points="([^"]+)"[^>]*stroke-width="1.3"/g)].map(([, points]) =>
      points!.split(" ").map(point => Number(point.split(",")[1])),
    );
    expect(lines).toHaveLength(5);
    const low = topOf(0, height);
    expect(lines.every(line => line.length === 4)).toBe(true);
    expect(lines.filter(line => line[1]! > low)).toHaveLength(3);
    const [x, y] = [52 + (600 - 104) / 3, lines.at(-1)![1]!];
    expect([1, 2, 5]).toContain(over.numbers[lineAt(over, {}, x, y, width, height)!]);
  });
  test("where one drags is where it is drawn", () => expect(shareAt(topOf(0.3, 360), 360)).toBeCloseTo(0.3));
});

describe("Pareto fronts", () => {
  const pareto: Pareto = {
    name: "s",
    sequence: 1,
    metrics: [
      { name: "a", direction: "maximize" },
      { name: "b", direction: "minimize" },
      { name: "c", direction: "minimize" },
    ],
    counts: { shown: 4, of: 4 },
    front: [0, 2],
    knee: 2,
    hypervolume: 1,
    reference: [],
    points: {
      number: [0, 1, 2, 3],
      values: [
        [1, 2, 3, 2],
        [5, 9, 6, 9],
        [1, 1, 2, 3],
      ],
      feasible: [true, true, true, false],
      front: [true, false, true, false],
    },
    history: { number: [], hypervolume: [] },
  };
  test("each trial is in one group, and the knee is ringed", () => {
    const { marks } = paretoFigure(pareto, 0, 1, [false, false], new Set(), colors);
    const ids = Object.fromEntries(marks.flatMap(mark => (mark.kind === "points" ? [[mark.label!, mark.ids]] : [])));
    expect(ids).toEqual({ infeasible: [3], dominated: [1], "Pareto front": [0, 2], knee: [2] });
  });
  test("in space, the corners of the cube are on the canvas however it is turned", () => {
    for (const place of cube(pareto, [0, 1, 2]))
      for (let turn = 0; turn < 7; turn++) {
        const [left, top] = project(place!, { turn, tilt: 0.4 }, 600, 380);
        expect(left > 0 && left < 600 && top > 0 && top < 380).toBe(true);
      }
  });
});
