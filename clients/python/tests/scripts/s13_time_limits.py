"""A limit of time: no trial begins after it, those that run are finished."""
import time

import optuna


def objective(trial):
    time.sleep(0.15)
    return trial.suggest_float("x", 0, 1)


study = optuna.create_study()
begun = time.monotonic()
study.optimize(objective, timeout=0.5)
took = time.monotonic() - begun
print(2 <= len(study.trials) <= 4, 0.5 <= took < 3, {t.state.name for t in study.trials})
study.optimize(objective, n_trials=1, timeout=60)
before = len(study.trials)
study.optimize(objective, n_trials=3, timeout=0)
print(len(study.trials) - before)
print(all(t.duration.total_seconds() >= 0.15 for t in study.trials), all(t.datetime_start < t.datetime_complete for t in study.trials))
