"""The other direction, and the best as it improves."""
import optuna
from optuna.study import StudyDirection

best = []


def objective(trial):
    return 100 - (trial.suggest_int("x", -20, 20) - 4) ** 2


study = optuna.create_study(direction=StudyDirection.MAXIMIZE, sampler=optuna.samplers.TPESampler(seed=5))
study.optimize(objective, n_trials=30, callbacks=[lambda s, t: best.append(s.best_value)])
print(study.direction == StudyDirection.MAXIMIZE, best == sorted(best), best[-1] == max(t.value for t in study.trials))
print(study.best_value > 80, type(study.best_params["x"]).__name__)
for wrong in (dict(direction="up"), dict(direction="minimize", directions=["minimize"]), dict(directions=[])):
    try:
        optuna.create_study(**wrong)
    except ValueError:
        print("refused", sorted(wrong))
