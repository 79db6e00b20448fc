"""One number, a handful of trials, the best of them."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", -10, 10)
    return (x - 2) ** 2


study = optuna.create_study()
study.optimize(objective, n_trials=30)
print(len(study.trials), [t.number for t in study.trials] == list(range(30)))
print(list(study.best_params), study.best_value == study.best_trial.value == min(t.value for t in study.trials))
print("near the minimum:", abs(study.best_params["x"] - 2) < 2.5)
study.optimize(objective, n_trials=5)  # It goes on where it was.
print(len(study.trials), study.direction.name)
