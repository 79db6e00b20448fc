import { afterEach, describe, expect, test } from "vitest";
import { answerFrom, ask, query, studyPath } from "../src/api/http.js";
import type { History, Importance, Scatter } from "../src/api/analysis.js";
import type { StudyView } from "../src/api/types.js";
import { passes, type Parallel } from "../src/plots/parallel.js";
import { answersOf, titleOf, type ReportData } from "../src/report/data.js";
import { plots } from "../src/report/plots.js";
import { listIn, listText } from "../src/state/url.js";

const study = (directions: string[]): StudyView => ({ name: "a.b", spec: { directions } }) as unknown as StudyView;
const of = <T>(metric: string): T => ({ metric }) as T;
const data = (directions: string[]): ReportData => ({
  made: "2026-01-01T00:00:00Z",
  version: "1.0.0",
  study: study(directions),
  history: { "F1, %": of<History>("F1, %"), cost: of<History>("cost") },
  parallel: { "F1, %": of<Scatter>("F1, %") },
  importance: { pedAnova: { "F1, %": of<Importance>("ped") }, fanova: { "F1, %": of<Importance>("fanova") } },
});

describe("a report", () => {
  afterEach(() => answerFrom(new Map()));

  test("answers what the charts ask for, by value and method", async () => {
    answerFrom(answersOf(data(["maximize", "minimize"])));
    const asked = async (rest: string): Promise<unknown> => (await ask(studyPath("a.b", rest)))!.body;

    expect(await asked(`/history${query({ metric: "F1, %" })}`)).toEqual({ metric: "F1, %" });
    expect(await asked(`/history${query({ metric: "cost" })}`)).toEqual({ metric: "cost" });
    expect(await asked(`/scatter${query({ metric: "F1, %", shape: "parallel" })}`)).toEqual({ metric: "F1, %" });
    expect(await asked(`/importance${query({ metric: "F1, %" })}`)).toEqual({ metric: "ped" });
    expect(await asked(`/importance${query({ metric: "F1, %", method: "fanova" })}`)).toEqual({ metric: "fanova" });
  });

  test("of one value is asked without its name, and asks nobody for what it does not have", async () => {
    answerFrom(answersOf({ ...data(["minimize"]), history: { loss: of<History>("loss") } }));

    expect((await ask(studyPath("a.b", "/history")))!.body).toEqual({ metric: "loss" });
    await expect(ask(studyPath("a.b", "/pareto"))).rejects.toMatchObject({ status: 404 });
  });
});

test("a report and each page of a plot have titles of their own", () => {
  const one = study(["minimize"]);
  expect(titleOf({ study: one })).toBe("a.b · Serverless Tuner");
  const titles = Object.keys(plots).map(plot => titleOf({ plot, study: one }));
  expect(titles).toContain("Optimization history · a.b · Serverless Tuner");
  expect(titles).toContain("Parameter importances · a.b · Serverless Tuner");
  expect(titles).toContain("EDF · a.b · Serverless Tuner");
  expect(new Set(titles).size).toBe(titles.length);
});

test("a list in the address keeps names that have commas", () => {
  const names = ["a,b", "50%", "%2C", "c"];
  expect(listIn(listText(names))).toEqual(names);
  expect(listText(["lr", "opt"])).toBe("lr,opt");
});

test("a parameter that is called like what every object has is not brushed", () => {
  const parallel = { axes: [{ name: "__proto__", places: [0.5] }, { name: "constructor", places: [0.5] }] } as unknown as Parallel;
  expect(passes(parallel, {}, 0)).toBe(true);
  expect(passes(parallel, { constructor: [0.6, 1] } as never, 0)).toBe(false);
});
