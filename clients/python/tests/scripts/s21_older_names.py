"""Names that older scripts use, and a name that is asked for twice."""
import warnings

import optuna

warnings.simplefilter("ignore")


def objective(trial):
    a = trial.suggest_uniform("a", 0, 1)
    b = trial.suggest_loguniform("b", 1e-3, 1)
    c = trial.suggest_discrete_uniform("c", 0, 10, 2.5)
    same = trial.suggest_float("a", 0, 1)
    kind = trial.suggest_categorical("kind", ["x", "y"])
    try:
        trial.suggest_categorical("kind", ["x", "z"])
    except ValueError:
        trial.set_user_attr("refused", True)
    return a + b + c + (same != a) * 1000 + (kind != trial.suggest_categorical("kind", ["x", "y"])) * 1000


study = optuna.create_study()
study.optimize(objective, n_trials=10)
print(all(t.value < 1000 and t.params["c"] % 2.5 == 0 and t.user_attrs["refused"] for t in study.trials))
print(sorted(study.trials[0].distributions), study.trials[0].distributions["b"].log)
