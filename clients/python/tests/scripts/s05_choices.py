"""Choices of every kind, None and booleans among them."""
import optuna

seen = {"weight": set(), "flag": set(), "size": set(), "mixed": set()}


def objective(trial):
    weight = trial.suggest_categorical("weight", ["balanced", None])
    flag = trial.suggest_categorical("flag", [True, False])
    size = trial.suggest_categorical("size", [16, 32, 64])
    mixed = trial.suggest_categorical("mixed", [None, True, 3, 0.5, "auto"])
    for name, value in (("weight", weight), ("flag", flag), ("size", size), ("mixed", mixed)):
        seen[name].add(repr(value))
    return (weight is None) + flag + size / 64


study = optuna.create_study()
study.optimize(objective, n_trials=150)
print({name: sorted(values) for name, values in seen.items()})
print([repr(study.best_params[name]) for name in ("weight", "flag", "size")])
print(all(t.params["weight"] in ("balanced", None) for t in study.trials))
print(any(t.params["weight"] is None for t in study.trials), all(type(t.params["flag"]) is bool for t in study.trials))
