// A worker in Node.js: start `./tuner serve`, then this as often as you like, here or elsewhere.
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { categorical, float, int, TrialPruned, Tuner } from "../../clients/typescript/dist/index.js";
import { Network, randomNumbers } from "./network.mjs";

const epochs = 15;
const lines = gunzipSync(await readFile(new URL("../data/digits.csv.gz", import.meta.url))).toString().trim().split("\n");
const rows = lines.map((line) => line.split(",").map(Number)).map((row) => ({ x: row.slice(0, 64).map((v) => v / 16), label: row[64] }));
const [training, validation] = [rows.slice(0, 1300), rows.slice(1300)];

async function objective(trial) {
  const network = new Network(64, 10, trial.parameters, randomNumbers(trial.number));
  let error = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    network.epoch(training);
    error = network.error(validation);
    if (await trial.report(error, epoch)) throw new TrialPruned(); // The pruner of the study has ended it.
    await setImmediate(); // Lets the other trials of this process have their turn.
  }
  await trial.saveArtifact("weights.json", JSON.stringify(network.layers.map(({ weights }) => [...weights])));
  return { value: error, metrics: { weights: network.layers.reduce((sum, { weights }) => sum + weights.length, 0) } };
}

const stop = new AbortController();
process.once("SIGINT", () => stop.abort()); // What is under way is finished.

const study = await new Tuner().optimize(objective, {
  name: "typescript-worker",
  direction: "minimize",
  space: {
    lr: float(1e-4, 1, { log: true }),
    units: int(8, 64, { log: true }),
    decay: float(1e-6, 1e-2, { log: true }),
    optimizer: categorical(["sgd", "adam"]),
    momentum: float(0.5, 0.99, { when: { optimizer: "sgd" } }),
  },
  pruner: { type: "median", nWarmupSteps: 3 },
  trials: 60,
  seed: 1,
  concurrency: 2,
  signal: stop.signal,
  onTrial: ({ number, state, reason }, { parameters }) => console.log(number, state, reason ?? "", JSON.stringify(parameters)),
});

const best = await study.best();
if (best) console.log(`best: trial ${best.number}, error ${best.values[0].toFixed(4)} with ${JSON.stringify(best.parameters)}`);
