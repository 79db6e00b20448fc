"""Scales and steps: values stay in their ranges and on their grids."""
import math

import optuna

seen = []


def objective(trial):
    values = (
        trial.suggest_float("plain", -1, 1), trial.suggest_float("log", 1e-6, 1e-1, log=True), trial.suggest_float("step", 0.0, 1.0, step=0.25),
        trial.suggest_int("int", 3, 7), trial.suggest_int("int_step", 10, 100, step=30), trial.suggest_int("int_log", 1, 1000, log=True))
    seen.append(values)
    return values[0]


study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
study.optimize(objective, n_trials=25)
plain, log, step, whole, whole_step, whole_log = zip(*seen)
print(all(-1 <= v <= 1 for v in plain), all(1e-6 <= v <= 1e-1 for v in log), sum(v < 1e-3 for v in log) > 5)
print(set(step) <= {0.0, 0.25, 0.5, 0.75, 1.0}, set(whole) <= {3, 4, 5, 6, 7}, set(whole_step) <= {10, 40, 70, 100})
print(all(1 <= v <= 1000 for v in whole_log), sum(v < 32 for v in whole_log) > 5)
print([type(v).__name__ for v in seen[0]])
print(all(math.isclose(t.params["log"], v[1]) for t, v in zip(study.trials, seen)))
d = study.trials[0].distributions
print(d["step"].step, d["int_step"].high, d["log"].log, d["int"].low)
