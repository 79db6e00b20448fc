// Against a server that TUNER_SERVER names, with the key in TUNER_KEY.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { after, describe, test } from "node:test";
import { attributeValues, categorical, float, int, TrialPruned, Tuner } from "serverless-tuner";
import { deleteNamed, named, onServer, quiet, server } from "./live.js";

describe("a server", onServer, () => {
  const tuner = server && new Tuner();
  after(() => deleteNamed(tuner));

  test("gives each trial to one worker, and finds the best", async () => {
    const space = {
      lr: float(1e-4, 1, { log: true }),
      units: int(8, 64, { step: 8 }),
      optimizer: categorical(["sgd", "adam"]),
      momentum: float(0.5, 0.99, { when: { optimizer: "sgd" } }),
    };
    const numbers = [];
    const objective = ({ number, parameters: { lr, units, optimizer, momentum } }) => {
      numbers.push(number);
      assert.ok(lr >= 1e-4 && lr <= 1 && units % 8 === 0);
      assert.equal(momentum === undefined, optimizer === "adam");
      return { value: (Math.log10(lr) + 2) ** 2, metrics: { units }, attributes: { optimizer, parts: [1, null] } };
    };
    const options = { ...named("ts-loop"), space, trials: 24, seed: 1, concurrency: 4 };

    const study = await tuner.optimize(objective, options);
    await tuner.optimize(objective, options); // Joins it, and finds nothing to do.

    assert.deepEqual(numbers.toSorted((a, b) => a - b), Array.from({ length: 24 }, (_, i) => i));
    const { state, stopReason, counts } = await study.get();
    assert.deepEqual([state, stopReason, counts.complete], ["ended", "trials", 24]);
    const rows = await collect(study.trials({ limit: 10 }));
    assert.deepEqual(rows.map(({ number }) => number), Array.from({ length: 24 }, (_, i) => i));
    const best = await study.best();
    assert.equal(best.values[0], Math.min(...rows.map(({ values }) => values[0])));
    assert.equal(best.attributes.parts, "[1,null]");
    assert.deepEqual((await study.bestTrials(3)).map(({ number }) => number)[0], best.number);
  });

  test("prunes what is cancelled, by a report and by a heartbeat", async () => {
    const outcomes = [];
    const study = await tuner.start({ ...named("ts-prune"), space: { x: float(0, 1) }, trials: 2 });
    await study.optimize(async (trial) => {
      await study.cancelTrial(trial.number);
      if (trial.number === 0) {
        assert.equal(await trial.report(1, 0), true);
        throw new TrialPruned();
      }
      // A sign of life comes after a third of the lease; its answer ends the trial.
      await new Promise((_, reject) => trial.signal.addEventListener("abort", () => reject(trial.signal.reason)));
    }, { leaseSeconds: 10, onTrial: (outcome) => outcomes.push(outcome) });

    assert.deepEqual(outcomes, [0, 1].map((number) => ({ number, state: "pruned", reason: "cancelled" })));
  });

  test("keeps reports and failures", async () => {
    const study = await tuner.start({ ...named("ts-reports"), space: { x: float(0, 1) }, trials: 2 });
    await study.optimize(async (trial) => {
      for (let step = 0; step < 3; step++) assert.equal(await trial.report(step * 2, step), false);
      if (trial.number === 1) throw new Error("CUDA error");
      return 1;
    }, quiet);

    const [first, second] = await Promise.all([study.trial(0), study.trial(1)]);
    assert.deepEqual(first.reports, [0, 1, 2].map((step) => ({ step, value: step * 2 })));
    assert.deepEqual([second.state, second.reason], ["failed", "Error: CUDA error"]);
  });

  test("keeps notes with a study and with its trials, however these end", async () => {
    const study = await tuner.start({ ...named("ts-notes"), space: { x: float(0, 1) }, trials: 3, attributes: { owner: "ada", old: 1 } });
    await study.optimize((trial) => {
      trial.setAttribute("host", ["h", trial.number]);
      trial.setAttribute("none", null);
      if (trial.number === 1) throw new TrialPruned("hopeless");
      if (trial.number === 2) throw new Error("broken");
      return { value: 1, attributes: { host: "told last" } };
    }, quiet);
    await study.setAttributes({ old: undefined, size: { mb: 3 } });
    const answered = await study.setTrialAttributes(1, { why: "odd", none: undefined });

    const rows = await collect(study.trials());
    assert.deepEqual(rows.map(({ state, attributes }) => [state, attributeValues(attributes)]), [
      ["complete", { host: "told last", none: null }],
      ["pruned", { host: ["h", 1], why: "odd" }],
      ["failed", { host: ["h", 2], none: null }],
    ]);
    for (const one of [answered, await study.trial(1)]) assert.deepEqual(one.attributes, rows[1].attributes);
    assert.deepEqual(attributeValues((await study.get()).attributes), { owner: "ada", size: { mb: 3 } });
  });

  test("keeps files of trials", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(20_000));
    const study = await tuner.start({ ...named("ts-files"), space: { x: float(0, 1) }, trials: 1 });
    await study.optimize(async (trial) => {
      assert.equal((await trial.saveArtifact("model.bin", bytes)).bytes, bytes.length);
      await trial.saveArtifact("notes.txt", "grüße");
      await assert.rejects(trial.saveArtifact("../x", "y"), { status: 400 });
      return 1;
    }, quiet);

    assert.deepEqual((await study.artifacts(0)).map(({ file }) => file).sort(), ["model.bin", "notes.txt"]);
    assert.deepEqual(new Uint8Array(await (await study.artifact(0, "model.bin")).arrayBuffer()), bytes);
    assert.equal(await (await study.artifact(0, "notes.txt")).text(), "grüße");
  });

  test("starts, pauses, extends, feeds, stops and deletes studies", async () => {
    const study = await tuner.start({ ...named("ts-life"), space: { x: float(0, 1) }, trials: 1 });
    assert.equal((await study.pause()).waiting.for, "pause");
    assert.equal((await study.resume()).state, "running");
    assert.equal((await study.extend({ trials: 3 })).spec.trials, 3);
    assert.deepEqual((await study.extend({ where: ["4 * x<=1"] })).spec.where, ["4 * x <= 1"]);
    assert.equal((await study.enqueue([{ x: 0.25 }])).enqueued, 1);
    const tried = [];
    await study.optimize(({ parameters: { x } }) => (tried.push(x), x), { ...quiet, maxTrials: 1 });
    assert.deepEqual(tried, [0.25]);
    await study.retryTrial(0);
    assert.equal((await study.stop()).state, "ended");
    assert.ok((await collect(tuner.studies())).some(({ name }) => name === study.name));
    await study.delete();
    await assert.rejects(study.get(), { status: 404, kind: "no-such-study" });
  });

  test("tells what changes, and nothing while nothing does", async () => {
    const study = await tuner.start({ ...named("ts-watch"), space: { x: float(0, 1) }, trials: 3 });
    const first = await study.changes();
    assert.deepEqual([first.changes.study.name, first.changes.trials], [study.name, []]);
    assert.equal((await study.changes(first.changes.seq, first.etag)).changes, undefined);

    const seen = new Map();
    const watching = (async () => {
      for await (const { trials } of study.watch({ since: first.changes.seq })) for (const trial of trials) seen.set(trial.number, trial.state);
    })();
    await study.optimize(({ number }) => number, quiet);
    await watching;

    assert.deepEqual([...seen].sort(), [[0, "complete"], [1, "complete"], [2, "complete"]]);
  });

  test("names the fields of a study that are wrong", async () => {
    await assert.rejects(tuner.start({ name: "ts-wrong", space: { x: float(2, 1) }, trials: 0 }), ({ kind, errors, message }) => {
      assert.equal(kind, "invalid-request");
      assert.deepEqual(errors.map(({ pointer }) => pointer).filter((pointer) => !/^\/(searchSpace\/x|trials)/.test(pointer)), []);
      assert.match(message, /\/searchSpace\/x[^;]*: .*; \/trials: |\/trials: .*; \/searchSpace\/x/);
      return true;
    });
    await assert.rejects(new Tuner({ key: "wrong" }).study("ts-wrong").get(), { status: 401, kind: "no-valid-key" });
  });

  test("counts each call once, when every first answer is lost on the way", async () => {
    const cut = await cuttingProxy(server);
    try {
      const numbers = [];
      const study = await new Tuner({ server: cut.url }).optimize(async (trial) => {
        numbers.push(trial.number);
        await trial.report(1, 0);
        return trial.number;
      }, { ...named("ts-cut"), space: { x: float(0, 1) }, trials: 6, concurrency: 3, ...quiet });

      assert.ok(cut.count() >= 6 * 3, `${cut.count()} answers were cut`);
      assert.deepEqual(numbers.sort(), [0, 1, 2, 3, 4, 5]);
      const rows = await collect(study.trials());
      assert.deepEqual(rows.map(({ values, attempt, state }) => [values[0], attempt, state]), numbers.map((number) => [number, 1, "complete"]));
    } finally {
      await cut.close();
    }
  });
});

async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A proxy that has the server do all that it is asked, and cuts the connection before the first answer to each POST. */
async function cuttingProxy(target) {
  const seen = new Set();
  const proxy = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url, target);
    const onward = request(url, { method: incoming.method, headers: { ...incoming.headers, host: url.host } }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const key = incoming.headers["idempotency-key"];
        if (key && !seen.has(key)) {
          seen.add(key);
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode, answer.headers);
        outgoing.end(Buffer.concat(chunks));
      });
    });
    incoming.pipe(onward);
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    count: () => seen.size,
    close: () => (proxy.closeAllConnections(), new Promise((resolve) => proxy.close(resolve))),
  };
}
