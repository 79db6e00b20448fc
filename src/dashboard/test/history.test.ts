import { describe, expect, test } from "vitest";
import type { History } from "../src/api/analysis.js";
import { hypervolumeFigure } from "../src/plots/history.js";
import { advance } from "../src/api/history.js";
import type { Trial } from "../src/api/types.js";

const history: History = {
  name: "s",
  sequence: 3,
  startedAt: "2026-11-01T00:00:00Z",
  metric: "loss",
  direction: "minimize",
  counts: { shown: 2, of: 2 },
  best: { number: [0], value: [3], seconds: [1], spentUsd: [0.1] },
  points: { number: [0, 1], value: [3, 4], state: ["complete", "complete"], seconds: [1, 2], costUsd: [0.1, 0.1], spentUsd: [0.1, 0.2] },
  timeline: { number: [0, 1], state: ["complete", "complete"], start: [0, 1], end: [1, 2] },
  hypervolume: null,
  edf: { value: [], share: [] },
  curves: [],
  curveCounts: { shown: 0, of: 0 },
};
const trial = (number: number, more: Partial<Trial>): Trial => ({
  number,
  state: "complete",
  parameters: {},
  enqueued: false,
  costUsd: 0.1,
  attempt: 1,
  createdAt: "2026-11-01T00:00:00Z",
  startedAt: "2026-11-01T00:00:02Z",
  endedAt: "2026-11-01T00:00:05Z",
  values: [1],
  ...more,
});

describe("a history goes on with what has changed", () => {
  test("a better trial is a step of the best", () => {
    const next = advance(history, [trial(2, {})], 0);
    expect(next.best).toEqual({ number: [0, 2], value: [3, 1], seconds: [1, 5], spentUsd: [0.1, 0.30000000000000004] });
    expect(next.counts).toEqual({ shown: 3, of: 3 });
    expect(history.points.number).toEqual([0, 1]);
  });

  test("a trial that was told twice counts once", () => {
    const once = advance(history, [trial(2, {})], 0);
    expect(advance(once, [trial(2, {}), trial(1, { values: [4] })], 0)).toEqual(advance(once, [trial(1, { values: [4] })], 0));
    expect(advance(once, [trial(2, {})], 0).best.number).toEqual([0, 2]);
  });

  test("neither a pruned nor an infeasible nor a hidden trial is the best", () => {
    const next = advance(history, [trial(2, { state: "pruned" }), trial(3, { constraints: { size: 1 } }), trial(4, { hidden: true })], 0);
    expect(next.best.number).toEqual([0]);
    expect(next.points.number).toEqual([0, 1, 2, 3]);
  });

  test("a running trial is in the timeline alone, and ends there later", () => {
    const { endedAt: _, ...open } = trial(2, { state: "running" });
    const running = advance(history, [open as Trial], 0);
    expect(running.timeline.end).toEqual([1, 2, null]);
    expect(running.points.number).toEqual([0, 1]);
    expect(advance(running, [trial(2, {})], 0).timeline.end).toEqual([1, 2, 5]);
  });

  test("another objective has its own values", () => {
    expect(advance(history, [trial(2, { values: [9, 2] })], 1).best.value).toEqual([3, 2]);
  });
});

test("the hypervolume never goes back, though trials do not end in the order of their numbers", () => {
  const steps = { number: [1, 2, 11, 10, 12], value: [1, 2, 3, 4, 5] };
  const mark = hypervolumeFigure(steps, 20, false, { accent: "#00f" } as never).marks[0]!;
  expect(mark.kind === "line" && mark.x).toEqual([1, 2, 10, 12, 20]);
  expect(mark.kind === "line" && mark.y).toEqual([1, 2, 4, 5, 5]);
});
