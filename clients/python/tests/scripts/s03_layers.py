"""A loop that makes the names of parameters: as many widths as there are layers."""
import optuna


def objective(trial):
    n_layers = trial.suggest_int("n_layers", 1, 4)
    widths = [trial.suggest_int("width_{}".format(i), 4, 64) for i in range(n_layers)]
    drops = {i: trial.suggest_float(f"drop_{i}", 0.0, 0.5) for i in range(n_layers)}
    return sum(widths) / 64 + sum(drops.values())


study = optuna.create_study()
study.optimize(objective, n_trials=20)
for trial in study.trials:
    n = trial.params["n_layers"]
    expected = ["n_layers"] + [f"width_{i}" for i in range(n)] + [f"drop_{i}" for i in range(n)]
    if sorted(trial.params) != sorted(expected):
        print("wrong", trial.params)
print(len(study.trials), max(t.params["n_layers"] for t in study.trials) > 1)
