import { describe, expect, test } from "vitest";
import { Longest, nextWait } from "../src/api/poll.js";
import { number, usd } from "../src/format/numbers.js";
import { ago, duration } from "../src/format/time.js";
import { scopeIn, takeKeyFrom } from "../src/state/key.js";
import { hrefOf, match, parsePlace } from "../src/state/url.js";
import { bestOf, bestText } from "../src/studies/FrontCell.js";
import { filtered, sorted } from "../src/studies/list.js";
import { forecast } from "../src/study/forecast.js";
import { beyondTitle } from "../src/ui/parts.js";
import type { StudySummary } from "../src/api/types.js";

describe("polling", () => {
  test("asks as the server advises while things change, then ever later, up to a limit", () => {
    expect(nextWait(null, 1, true)).toBe(1);
    expect(nextWait(8, 1, true)).toBe(1);
    let wait = nextWait(null, 1, false);
    const waits = Array.from({ length: 10 }, () => (wait = nextWait(wait, 1, false)));
    expect(waits.slice(0, 3)).toEqual([1.5, 2.25, 3.375]);
    expect(waits.at(-1)).toBe(Longest);
  });

  test("never asks earlier than advised", () => expect(nextWait(2, 60, false)).toBe(60));
});

describe("the address", () => {
  test("holds the whole view", () => {
    const href = hrefOf("/studies/a.b", { tab: "analysis", metric: "F1 score", empty: "" });
    const { path, query } = parsePlace(href);
    expect(path).toBe("/studies/a.b");
    expect(Object.fromEntries(query)).toEqual({ tab: "analysis", metric: "F1 score" });
  });

  test("names a page and what is in it", () => {
    expect(match("/studies/:name/trials/:number", "/studies/x%20y/trials/7")).toEqual({ name: "x y", number: "7" });
    expect(match("/studies/:name", "/studies/x/trials/7")).toBeNull();
  });

  test("a key is taken out of it at once", () => {
    const replaced: string[] = [];
    takeKeyFrom(
      { hash: "#token=a%2Bb", pathname: "/", search: "" } as Location,
      { replaceState: (_: unknown, __: string, to: string) => replaced.push(to) } as unknown as History,
    );
    expect(replaced).toEqual(["/#/"]);
    takeKeyFrom(
      { hash: "#/studies/x", pathname: "/", search: "" } as Location,
      {
        replaceState: () => {
          throw new Error();
        },
      } as unknown as History,
    );
  });

  test("an error is said once, though its title is also how it begins", () => {
    const title = "The server does not answer";
    expect(beyondTitle({ title, message: `${title}. The network may be down.` })).toBe("The network may be down.");
    expect(beyondTitle({ title, message: title })).toBe("");
    expect(beyondTitle({ title: "Conflict", message: "It runs." })).toBe("It runs.");
  });

  test("a refusal says what the key may do", () => {
    expect(scopeIn("It needs a key with the scope admin; this one has the scope work.")).toBe("work");
    expect(scopeIn("No.")).toBeNull();
  });
});

describe("words", () => {
  test.each([
    [0.00001234567, "1.235e-5"],
    [1234567, "1,234,567"],
    [-0.5, "−0.5"],
    [null, "–"],
    [Infinity, "∞"],
    [12345.678, "12,350"],
    [3, "3"],
  ])("%s is %s", (of, text) => expect(number(of)).toBe(text));
  test("dollars have the digits they need", () => {
    expect([usd(0), usd(12), usd(0.0123), usd(0.000012), usd(undefined)]).toEqual(["$0.00", "$12.00", "$0.0123", "$0.000012", "–"]);
  });
  test("times are told with two units", () => {
    expect([duration(0.25), duration(59), duration(3600), duration(90061)]).toEqual(["250 ms", "59 s", "1 h", "1 d 1 h"]);
    expect(ago("2026-01-01T00:00:00Z", Date.parse("2026-01-01T02:00:00Z"))).toBe("2 h ago");
  });
});

describe("the list of studies", () => {
  const study = (name: string, more: Partial<StudySummary>): StudySummary => ({
    name,
    state: "ended",
    objective: "external",
    trials: 10,
    createdAt: "2026-01-01T00:00:00Z",
    priority: 0,
    counts: { waiting: 0, running: 0, complete: 5, pruned: 0, prunedForBudget: 0, failed: 0, ended: 5 },
    ledger: { spentUsd: 0, reservedUsd: 0, overrunUsd: 0 },
    ...more,
  });
  const all = [
    study("old", {}),
    study("new", { createdAt: "2026-02-01T00:00:00Z", tags: { team: "vision" } }),
    study("live", { state: "running" }),
  ];

  test("has those that run first, then the newest", () =>
    expect(sorted(all, "newest", false).map(({ name }) => name)).toEqual(["live", "new", "old"]));
  test("is filtered by words, state and tag", () => {
    expect(filtered(all, { text: "VISION ne", state: "", tag: "" }).map(({ name }) => name)).toEqual(["new"]);
    expect(filtered(all, { text: "", state: "running", tag: "" }).map(({ name }) => name)).toEqual(["live"]);
    expect(filtered(all, { text: "", state: "", tag: "team=vision" })).toHaveLength(1);
  });
});

test("the best come first, whether less or more is better, and those of several values last", () => {
  const of = (name: string, bestValue: number | undefined, ...directions: ("minimize" | "maximize")[]): StudySummary =>
    ({ name, bestValue, directions, createdAt: "2026-01-01T00:00:00Z" }) as StudySummary;
  const most = [of("low", 0.5, "maximize"), of("front", undefined, "minimize", "maximize"), of("high", 0.9, "maximize")];
  expect(sorted(most, "best", false).map(({ name }) => name)).toEqual(["high", "low", "front"]);
  const least = [of("b", 2, "minimize"), of("a", 1, "minimize")];
  expect(sorted(least, "best", false).map(({ name }) => name)).toEqual(["a", "b"]);
});

test("a front is told by the best of each value on it", () => {
  const metrics = [
    { name: "loss", direction: "minimize" as const },
    { name: "accuracy", direction: "maximize" as const },
  ];
  const points = { number: [0, 1, 2], values: [[3, 1, 0.5], [0.9, 0.5, 0.99]], feasible: [true, true, false], front: [true, true, false] };
  expect(bestOf({ metrics, points })).toEqual([
    ["loss", 1],
    ["accuracy", 0.9],
  ]);
  expect([bestText([1, 0.98765]), bestText([0.98765]), bestText([]), bestText(undefined)]).toEqual(["1 · 0.988", "0.9877", "–", "–"]);
  expect(bestOf({ metrics, points: { ...points, front: [false, false, false] } })).toEqual([]);
});

test("a forecast stops at the limit", () => {
  const counts = { waiting: 0, running: 0, complete: 10, pruned: 0, prunedForBudget: 0, failed: 0, ended: 10 };
  const spec = { trials: 100 } as never;
  expect(forecast({ counts, spec, ledger: { spentUsd: 1, reservedUsd: 0, overrunUsd: 0 } })).toEqual({
    perTrial: 0.1,
    total: 10,
    trials: 100,
    capped: false,
  });
  expect(forecast({ counts, spec, ledger: { limitUsd: 5, spentUsd: 1, reservedUsd: 0, overrunUsd: 0 } })).toMatchObject({
    total: 5,
    trials: 50,
    capped: true,
  });
  expect(forecast({ counts: { ...counts, ended: 0 }, spec, ledger: { spentUsd: 0, reservedUsd: 0, overrunUsd: 0 } })).toBeNull();
});
