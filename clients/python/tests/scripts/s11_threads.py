"""Several threads: each trial once."""
import threading
import time

import optuna

threads = set()


def objective(trial):
    threads.add(threading.get_ident())
    x = trial.suggest_float("x", 0, 1)
    time.sleep(0.03)
    return x


study = optuna.create_study()
study.optimize(objective, n_trials=16, n_jobs=4)
print(len(study.trials), sorted(t.number for t in study.trials) == list(range(16)), {t.state.name for t in study.trials})
print(1 < len(threads) <= 16)


def fails(trial):
    raise ArithmeticError("in a thread")


try:
    study.optimize(fails, n_trials=8, n_jobs=2)
except ArithmeticError as e:
    print(e, 1 <= sum(t.state.name == "FAIL" for t in study.trials) <= 8)
