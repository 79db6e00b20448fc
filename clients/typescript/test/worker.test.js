import assert from "node:assert/strict";
import { test } from "node:test";
import { attributeValues, categorical, float, LeaseLostError, TrialPruned, Tuner, TunerError } from "serverless-tuner";
import { fakeClock, fakeStudy, manualClock, turn, until } from "./fake.js";

const quiet = { onTrial() {} };
const connect = (study, clock) => new Tuner({ server: "http://localhost:1", fetch: study.fetch, ...(clock ? { clock } : {}) });
const lost = { type: "urn:tuner:error:lease-lost", title: "Lost" };
const untilItsSignal = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const run = (study, objective, options = {}) =>
  connect(study, options.clock).optimize(objective, { name: "study", space: { x: float(0, 1) }, ...quiet, ...options.work });

test("each trial's result is told with all that it found", async () => {
  const study = fakeStudy(2);

  await run(study, ({ number }) => (number ? { values: [1, 2], metrics: { recall: 0.5 }, constraints: { size: -1 }, costUsd: 0.25, attributes: { note: [null] } } : 3));

  assert.deepEqual(study.told, [
    { call: "complete", number: 0, lease: "lease-0", values: [3] },
    { call: "complete", number: 1, lease: "lease-1", values: [1, 2], metrics: { recall: 0.5 }, constraints: { size: -1 }, costUsd: 0.25, attributes: { note: "[null]" } },
  ]);
});

test("the study that is started is that of the caller, without what only the worker needs", async () => {
  const study = fakeStudy(0);

  await run(study, () => 0, { work: { trials: 9, direction: "maximize", concurrency: 2, leaseSeconds: 30, worker: "w", attributes: { team: "blue" } } });

  assert.deepEqual(study.requests[0].body, {
    name: "study", trials: 9, direction: "maximize", attributes: { team: '"blue"' },
    objective: { kind: "external" }, searchSpace: { x: { type: "float", low: 0, high: 1 } },
  });
  assert.deepEqual(study.requests.at(-1).body, { count: 1, worker: "w", leaseSeconds: 30 });
});

test("as many trials run at once as were asked for", async () => {
  let [running, most] = [0, 0];

  await run(fakeStudy(9), async () => {
    most = Math.max(most, ++running);
    await turn();
    running--;
    return 0;
  }, { work: { concurrency: 3 } });

  assert.equal(most, 3);
});

test("a worker of its own count stops after it", async () => {
  const study = fakeStudy(9);

  await run(study, () => 0, { work: { maxTrials: 4, concurrency: 3 } });

  assert.equal(study.told.length, 4);
});

test("a report says when to stop, and nothing more is told of that trial", async () => {
  const study = fakeStudy(1, { report: (body) => body.step === 2 && [200, { prune: true, reason: "median" }] });
  const steps = [];
  const outcomes = [];

  await run(study, async (trial) => {
    for (let step = 0; step < 9; step++) {
      steps.push(step);
      if (await trial.report(step, step)) throw new TrialPruned();
    }
    return 1;
  }, { work: { onTrial: (outcome) => outcomes.push(outcome) } });

  assert.deepEqual(steps, [0, 1, 2]);
  assert.deepEqual(study.told, []);
  assert.deepEqual(outcomes, [{ number: 0, state: "pruned", reason: "median" }]);
});

test("an objective that gives a trial up has it pruned, one that throws has it failed", async () => {
  const study = fakeStudy(4);

  await run(study, ({ number }) => {
    if (number === 0) throw new TrialPruned("hopeless");
    if (number === 1) throw new RangeError("out of memory");
    return number === 2 ? Number.NaN : undefined;
  });

  assert.deepEqual(study.told.map(({ call, reason, final }) => [call, reason, final]), [
    ["prune", "hopeless", undefined],
    ["fail", "RangeError: out of memory", false],
    ["fail", "RangeError: the objective returned NaN for value", false],
    ["fail", "TypeError: the objective returned no value", false],
  ]);
});

test("failures go to the console of a worker that does not look at them", async (context) => {
  const warn = context.mock.method(console, "warn", () => {});

  await run(fakeStudy(1), () => { throw new Error("typo"); }, { work: { onTrial: undefined } });

  assert.equal(warn.mock.calls[0].arguments[0], "Trial 0 failed: Error: typo");
});

test("a lease is kept alive a third of it after the last call, whatever that was", async () => {
  const [clock, study] = [manualClock(), fakeStudy(1)];
  const heartbeats = () => study.requests.filter((request) => request.path.endsWith("/heartbeat")).length;

  await run(study, async (trial) => {
    clock.pass(15_000);
    await trial.report(0, 0);
    clock.pass(5_000);
    clock.waits[0].end();
    await until(() => clock.waits.length === 2);
    assert.equal(heartbeats(), 0);
    clock.pass(15_000);
    clock.waits[1].end();
    await until(() => clock.waits.length === 3);
    assert.equal(heartbeats(), 1);
    return 0;
  }, { clock, work: { leaseSeconds: 60 } });

  assert.deepEqual(clock.waits.map(({ milliseconds }) => milliseconds), [20_000, 15_000, 20_000]);
  assert.equal(study.told[0].call, "complete");
});

test("a trial that another worker has is left alone, and the worker goes on", async () => {
  const study = fakeStudy(2, { report: (_, number) => number === 0 && [409, lost] });
  const outcomes = [];
  let reason;

  await run(study, async (trial) => {
    await trial.report(0, 0).catch((error) => {
      reason = trial.signal.reason;
      throw error;
    });
    return 1;
  }, { work: { onTrial: (outcome) => outcomes.push(outcome.state) } });

  assert.ok(reason instanceof LeaseLostError);
  assert.deepEqual(outcomes, ["lost", "complete"]);
  assert.deepEqual(study.told.map(({ number }) => number), [1]);
});

test("a heartbeat that says the trial has ended stops an objective that only waits for its signal", async () => {
  const study = fakeStudy(1, { heartbeat: () => [200, { prune: true, reason: "cancelled" }] });
  const outcomes = [];

  await run(study, untilItsSignal, {
    clock: fakeClock(),
    work: { onTrial: (outcome) => outcomes.push(outcome) },
  });

  assert.deepEqual(outcomes, [{ number: 0, state: "pruned", reason: "cancelled" }]);
});

const askedFor = (study, call) => study.requests.filter(({ path }) => path.endsWith(call));

test("a pruned trial whose objective goes on is asked and told nothing more", async () => {
  const [study, outcomes] = [fakeStudy(1, { report: () => [200, { prune: true, reason: "median" }] }), []];

  await run(study, async (trial) => {
    for (let step = 0; step < 3; step++) assert.equal(await trial.report(step, step), true);
    return 1;
  }, { work: { onTrial: (outcome) => outcomes.push(outcome) } });

  assert.deepEqual([outcomes, study.told], [[{ number: 0, state: "pruned", reason: "median" }], []]);
  assert.equal(askedFor(study, "report").length, 1);
});

test("a lost trial whose objective goes on is asked and told nothing more", async () => {
  const [study, outcomes] = [fakeStudy(1, { report: () => [409, lost] }), []];

  await run(study, async (trial) => {
    for (let step = 0; step < 3; step++) await assert.rejects(trial.report(step, step), LeaseLostError);
    return 1;
  }, { work: { onTrial: ({ state }) => outcomes.push(state) } });

  assert.deepEqual([outcomes, study.told], [["lost"], []]);
  assert.equal(askedFor(study, "report").length, 1);
});

test("a failure that is told of a trial that another worker has is no failure of the worker", async () => {
  const [study, outcomes] = [fakeStudy(2, { fail: (_, number) => number === 0 && [409, lost] }), []];

  await run(study, () => { throw new Error("typo"); }, { work: { onTrial: ({ state, error }) => outcomes.push([state, error.message]) } });

  assert.deepEqual(outcomes, [["lost", "typo"], ["failed", "typo"]]);
});

test("a heartbeat without an answer is left to the next, and one that is refused ends the trial", { timeout: 20_000 }, async () => {
  let beats = 0;
  const gone = { type: "urn:tuner:error:no-such-trial", title: "Gone" };
  const study = fakeStudy(1, { heartbeat: () => (++beats < 80 ? [503, {}] : [404, gone]) });

  await assert.rejects(run(study, untilItsSignal, { clock: fakeClock() }), { status: 404 });

  assert.ok(new Set(askedFor(study, "heartbeat").map(({ headers }) => headers["idempotency-key"])).size > 1);
  assert.deepEqual(study.told.map(({ call, final }) => [call, final]), [["fail", true]]);
});

test("a server that stays away ends the worker, and its trial is left to others", async () => {
  const study = fakeStudy(2, { complete: () => [503, {}] });

  await assert.rejects(run(study, () => 1, { clock: fakeClock() }), { isTemporary: true, status: 503 });

  assert.deepEqual([study.told, askedFor(study, "suggest").length], [[], 1]);
});

test("what ends a worker ends all that it does", { timeout: 20_000 }, async () => {
  const study = fakeStudy(9, { complete: () => [400, { title: "Unusable" }] });
  const outcomes = [];
  let begun = false;

  await assert.rejects(run(study, async (trial) => {
    if (trial.number === 0) return until(() => begun).then(() => 0);
    begun = true;
    return untilItsSignal(trial);
  }, { work: { concurrency: 2, onTrial: ({ number, state }) => outcomes.push([number, state]) } }), /Unusable/);

  assert.deepEqual([outcomes, study.told.map(({ call, number }) => [call, number])], [[[1, "left"]], [["fail", 0]]]);
  assert.equal(askedFor(study, "suggest").length, 2);
});

test("what the server refuses of a result fails the trial for good and ends the worker", async () => {
  const study = fakeStudy(5, { complete: () => [400, { title: "Unusable", errors: [{ pointer: "/constraints/size", detail: "is missing" }] }] });

  await assert.rejects(run(study, () => 0), { message: "Unusable: /constraints/size: is missing (POST studies/study/trials/0/complete: 400)" });

  assert.deepEqual(study.told.map(({ call, final }) => [call, final]), [["fail", true]]);
});

test("a worker that is stopped finishes what it has, or leaves it to others", async () => {
  for (const leaves of [false, true]) {
    const [study, stop, outcomes] = [fakeStudy(9), new AbortController(), []];

    await run(study, async () => {
      stop.abort(new Error("SIGTERM"));
      if (leaves) stop.signal.throwIfAborted();
      return 1;
    }, { work: { signal: stop.signal, onTrial: (outcome) => outcomes.push(outcome.state) } });

    assert.deepEqual(outcomes, [leaves ? "left" : "complete"]);
    assert.equal(study.told.length, leaves ? 0 : 1);
  }
});

test("an idle worker waits as long as the server says", async () => {
  const [clock, inner] = [fakeClock(), fakeStudy(1)];
  let idle = 2;
  const fetch = (url, init) =>
    url.endsWith("/suggest") && idle-- > 0
      ? Promise.resolve(new Response('{"trials":[],"done":false}', { headers: { "retry-after": "3" } }))
      : inner.fetch(url, init);

  await run({ ...inner, fetch }, () => 0, { clock });

  assert.deepEqual(clock.waits.slice(0, 2), [3000, 3000]);
  assert.equal(inner.told.length, 1);
});

test("beside its requests the loop costs less than 5 ms a trial", async () => {
  const [trials, study] = [500, fakeStudy(500)];
  const space = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, float(0, 1)]));
  const began = performance.now();

  await run(study, async (trial) => {
    await trial.report(1, 0);
    return 0;
  }, { work: { space, concurrency: 4 } });

  const each = (performance.now() - began) / trials;
  console.log(`the loop costs ${each.toFixed(2)} ms a trial`);
  assert.equal(study.told.length, trials);
  assert.ok(each < 5, `${each} ms`);
});

const open = { spec: { openSpace: true } };

test("an open study's parameters are asked for once, and what was used is told", async () => {
  const asked = [];
  const values = { lr: 0.1, opt: "sgd", depth: 2 };
  const study = fakeStudy(2, {
    ...open,
    suggested: (number) => (number ? { lr: 0.2, opt: null, depth: 3 } : {}),
    parameters: ({ lease, parameters }) => {
      asked.push([lease, parameters]);
      return [200, { parameters: Object.fromEntries(Object.keys(parameters).map((name) => [name, values[name]])) }];
    },
  });
  const seen = [];

  await run(study, async (trial) => {
    const lr = await trial.suggestFloat("lr", 1e-3, 1, { log: true });
    const opt = await trial.suggestCategorical("opt", ["sgd", null]);
    seen.push([lr, opt, await trial.suggestFloat("lr", 1e-3, 1, { log: true })]);
    if (opt === "sgd") await trial.suggestInt("depth", 1, 8, { step: 1 });
    await trial.report(0, 0);
    return 0;
  }, { work: { space: undefined } });

  assert.equal(study.requests[0].body.searchSpace, "open");
  assert.deepEqual(seen, [[0.1, "sgd", 0.1], [0.2, null, 0.2]]);
  assert.deepEqual(asked, [
    ["lease-0", { lr: { type: "float", low: 1e-3, high: 1, log: true } }],
    ["lease-0", { opt: { type: "categorical", choices: ["sgd", null] } }],
    ["lease-0", { depth: { type: "int", low: 1, high: 8, step: 1 } }],
  ]);
  assert.deepEqual(study.told.map(({ used }) => used), [["lr", "opt", "depth"], ["lr", "opt"]]);
  assert.deepEqual(study.requests.filter(({ path }) => path.endsWith("report")).map(({ body }) => body.used), [["lr", "opt", "depth"], ["lr", "opt"]]);
});

test("a parameter that was declared after the trial was given is asked for: what the trial has may be an enqueued value of another range", async () => {
  const asked = [];
  const study = fakeStudy(2, {
    ...open,
    suggested: () => ({ lr: 7 }),
    parameters: (_, number) => {
      asked.push(number);
      return [200, { parameters: { lr: 0.5 } }];
    },
  });
  const seen = [];

  await run(study, async (trial) => {
    if (trial.number === 1) await until(() => seen.length === 1);
    seen.push(await trial.suggestFloat("lr", 0, 1));
    return 0;
  }, { work: { space: undefined, concurrency: 2 } });

  assert.deepEqual([asked, seen], [[0, 1], [0.5, 0.5]]);
});

test("a parameter with another distribution is the server's error, which ends the worker", async () => {
  const differs = { type: "urn:tuner:error:parameter-differs", title: "Differs", detail: "lr is float [0, 1], not float [0, 2]" };
  const study = fakeStudy(5, {
    ...open,
    suggested: (number) => (number ? { lr: 0.25 } : {}),
    parameters: ({ parameters }) => (parameters.lr.high === 1 ? [200, { parameters: { lr: 0.5 } }] : [409, differs]),
  });

  await assert.rejects(run(study, (trial) => trial.suggestFloat("lr", 0, trial.number + 1), { work: { space: undefined } }), (error) => {
    assert.ok(error instanceof TunerError);
    assert.equal(error.kind, "parameter-differs");
    return true;
  });

  assert.deepEqual(study.told.map(({ call, final }) => [call, final]), [["complete", undefined], ["fail", true]]);
});

test("attributes are any JSON, and texts that are none come back as they are", () => {
  assert.deepEqual(attributeValues({ a: '{"b":[null]}', c: "plain text", d: '"quoted"' }), { a: { b: [null] }, c: "plain text", d: "quoted" });
});

test("the builder makes what a study file says", () => {
  assert.deepEqual(categorical(["a", null], { when: { b: [1] } }), { type: "categorical", choices: ["a", null], when: { b: [1] } });
});
