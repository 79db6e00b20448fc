import { describe, expect, test } from "vitest";
import { readJson } from "../src/start/json.js";
import {
  changesOf,
  errorsAt,
  nextName,
  ofKind,
  readChoices,
  readLines,
  readNumber,
  rowsOf,
  withMember,
  writeChoices,
  writeLines,
} from "../src/start/model.js";

describe("the search space as rows", () => {
  test("short forms are spelled out", () => {
    expect(
      rowsOf({
        lr: [0.001, 0.1, "log"],
        n: [1, 8, "int"],
        p: [0.01, 0.99, "logit"],
        batch: { ordinal: [16, 32, 64] },
        act: { categorical: ["relu", null] },
        w: { lognormal: [-6, 2] },
        d: { type: "float", low: 0, high: 1 },
      }),
    ).toEqual([
      { name: "lr", kind: "float", low: 0.001, high: 0.1, log: true },
      { name: "n", kind: "int", low: 1, high: 8 },
      { name: "p", kind: "float", low: 0.01, high: 0.99, scale: "logit" },
      { name: "batch", kind: "ordinal", choices: [16, 32, 64] },
      { name: "act", kind: "categorical", choices: ["relu", null] },
      { name: "w", kind: "logNormal", mu: -6, sigma: 2 },
      { name: "d", kind: "float", low: 0, high: 1 },
    ]);
  });

  test("what the form does not know is left to the JSON", () => {
    expect(rowsOf({ preset: "xgboost" })).toBeNull();
    expect(rowsOf("open")).toBeNull();
  });

  test("another kind keeps the name and the condition", () => {
    expect(ofKind({ name: "m", kind: "float", low: 0, high: 1, when: { opt: ["sgd"] } }, "categorical")).toEqual({
      name: "m",
      kind: "categorical",
      choices: ["a", "b"],
      when: { opt: ["sgd"] },
    });
  });
});

test("choices are read as they are written", () => {
  const choices = ["relu", 3, true, null, "3", 0.5];
  expect(readChoices(writeChoices(choices))).toEqual(choices);
});

test("expressions are lines, and empty ones are none", () => {
  expect(readLines(" a <= b\n\n a * b < 4 \n")).toEqual(["a <= b", "a * b < 4"]);
  expect(readLines(" \n")).toBeUndefined();
  expect([writeLines(["a <= b", "a * b < 4"]), writeLines(undefined)]).toEqual(["a <= b\na * b < 4", ""]);
});

test("a number that is none stays what it is, for the server to refuse", () => {
  expect([readNumber("1e-3"), readNumber(" "), readNumber("ten")]).toEqual([0.001, undefined, "ten"]);
});

test("a member that is emptied leaves nothing behind", () => {
  expect(withMember({ name: "a", budget: { limitUsd: 5 } }, ["budget", "limitUsd"], undefined)).toEqual({ name: "a" });
  expect(withMember({ name: "a" }, ["budget", "limitUsd"], 5)).toEqual({ name: "a", budget: { limitUsd: 5 } });
});

test("an error is shown at its field and around it, not beside it", () => {
  const errors = [{ pointer: "/searchSpace/1/low", detail: "must be below high" }];
  expect(errorsAt(errors, "/searchSpace/1")).toEqual(["must be below high"]);
  expect(errorsAt(errors, "/searchSpace/10")).toEqual([]);
});

test("a copy sends only what it changes", () => {
  expect(changesOf({ name: "a", trials: 10, seed: 1, target: 3 }, { name: "b", trials: 20, seed: 1 })).toEqual({
    name: "b",
    trials: 20,
    target: null,
  });
  expect(nextName("digits-9", ["digits-10"])).toBe("digits-11");
  expect(nextName("digits")).toBe("digits-2");
});

describe("JSON as study files have it", () => {
  test("comments and a comma after the last element are no mistakes", () => {
    expect(readJson('// a study\n{ "name": "a//b", /* two\nlines */ "x": [1, 2, ], "s": "\\", }", } // end')).toEqual({
      name: "a//b",
      x: [1, 2],
      s: '", }',
    });
  });

  test("anything else is", () => {
    for (const text of ["{", "[1,,2]", '{"a": 1 "b": 2}', "{,}", '{"a": "\n"}']) expect(() => readJson(text)).toThrow();
  });
});
