// A worker for tests with several: node worker.js STUDY.json. It prints `complete NUMBER` of each trial that it was told it has completed.
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { TrialPruned, Tuner } from "serverless-tuner";

const tuner = new Tuner();
const { name } = await tuner.startFile(JSON.parse(await readFile(process.argv[2], "utf8")));
await tuner.study(name).optimize(
  async (trial) => {
    const { lr, momentum } = trial.parameters;
    let loss;
    for (let epoch = 0; epoch < 10; epoch++) {
      await setTimeout(30); // Here a model would learn.
      loss = (lr - 0.1) ** 2 + (momentum - 0.9) ** 2 + 1 / (epoch + 1);
      if (await trial.report(loss, epoch)) throw new TrialPruned();
    }
    return loss;
  },
  { leaseSeconds: 10, onTrial: ({ state, number }) => console.log(state, number) },
);
