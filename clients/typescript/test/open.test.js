// Spaces that are found while running, against a server that TUNER_SERVER names, with the key in TUNER_KEY.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { float, int, TrialPruned, Tuner } from "serverless-tuner";
import { deleteNamed, named, onServer, quiet, server } from "./live.js";

describe("an open study", onServer, () => {
  const tuner = server && new Tuner();
  after(() => deleteNamed(tuner));
  const rows = async (study) => {
    const all = [];
    for await (const row of study.trials()) all.push(row);
    return all;
  };

  test("keeps of each trial what it used", async () => {
    const used = [];
    const study = await tuner.optimize(async (trial) => {
      const opt = await trial.suggestCategorical("opt", ["sgd", null, true, 3]);
      const lr = await trial.suggestFloat("lr", 1e-4, 1, { log: true });
      assert.ok(["sgd", null, true, 3].includes(opt) && lr >= 1e-4 && lr <= 1);
      used[trial.number] = { opt, lr };
      if (opt === null) Object.assign(used[trial.number], await trial.suggest({ n: int(1, 9, { step: 2 }), drop: float(0, 0.5) }));
      if (trial.number === 3) throw new TrialPruned("by itself");
      return Math.abs(Math.log10(lr) + 2);
    }, { ...named("ts-open"), trials: 12, seed: 3, enqueue: [{ opt: null, lr: 0.01 }], ...quiet });

    assert.deepEqual((await rows(study)).map(({ parameters }) => parameters), used);
    assert.deepEqual([used[0].opt, used[0].lr], [null, 0.01]);
    const { spec, parameters } = await study.get();
    assert.equal(spec.openSpace, true);
    assert.deepEqual(parameters.map(({ name }) => name).sort(), ["drop", "lr", "n", "opt"]);
  });

  test("refuses a parameter of another distribution, and names both", async () => {
    const study = await tuner.start({ ...named("ts-differs"), trials: 5 });
    await study.optimize(async (trial) => trial.suggestFloat("lr", 0, 1), { ...quiet, maxTrials: 1 });

    await assert.rejects(study.optimize(async (trial) => trial.suggestFloat("lr", 0, 2), quiet), ({ kind, message }) => {
      assert.equal(kind, "parameter-differs");
      assert.match(message, /lr.*1.*2|lr.*2.*1/);
      return true;
    });
    assert.deepEqual((await rows(study)).map(({ state }) => state), ["complete", "failed"]);
  });

  test("is worked on by several at once, who share what they declare", async () => {
    const options = { ...named("ts-many"), trials: 16, concurrency: 3, ...quiet };
    const objective = async (trial) => {
      const { a, b } = await trial.suggest({ a: float(0, 1), b: int(1, 5) });
      return a * b;
    };

    const [study] = await Promise.all([new Tuner().optimize(objective, options), new Tuner().optimize(objective, options)]);

    const all = await rows(study);
    assert.deepEqual(all.map(({ number, state }) => [number, state]), Array.from({ length: 16 }, (_, i) => [i, "complete"]));
    assert.ok(all.every(({ parameters, values }) => parameters.a * parameters.b === values[0]));
  });
});
