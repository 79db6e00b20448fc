// What the compiler is to accept and to refuse; nothing of this is run.
import { categorical, float, int, Tuner, type TrialView } from "serverless-tuner";

const space = {
  lr: float(1e-4, 1, { log: true }),
  units: int(8, 128),
  optimizer: categorical(["sgd", "adam", null]),
  momentum: float(0.5, 0.99, { when: { optimizer: "sgd" } }),
};

const study = await new Tuner().optimize(
  async (trial) => {
    const lr: number = trial.parameters.lr;
    const optimizer: "sgd" | "adam" | null = trial.parameters.optimizer;
    // @ts-expect-error A conditional parameter may be absent.
    const momentum: number = trial.parameters.momentum;
    // @ts-expect-error The space has no such parameter.
    trial.parameters.depth;
    if (await trial.report(lr, 1)) return 0;
    return { values: [lr, momentum], attributes: { optimizer } };
  },
  { name: "typed", space, trials: 3, direction: "maximize", concurrency: 2 },
);
const best: TrialView<{ lr: number }> | undefined = await study.best();
// @ts-expect-error Directions are words.
void new Tuner().start({ name: "x", space, direction: "up" });
// @ts-expect-error A study has a name.
void new Tuner().start({ space });
// @ts-expect-error An objective returns numbers.
void study.optimize(() => "much");

await new Tuner().optimize(
  async (trial) => {
    const opt: "a" | 1 | null = await trial.suggestCategorical("opt", ["a", 1, null]);
    const both: { lr: number; n: number } = await trial.suggest({ lr: float(0, 1), n: int(1, 2) });
    return both.lr + Number(opt);
  },
  { name: "open" },
);
export { best };
