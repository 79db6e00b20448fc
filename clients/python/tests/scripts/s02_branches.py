"""Which parameters there are depends on a choice."""
import optuna


def objective(trial):
    model = trial.suggest_categorical("model", ["svc", "forest"])
    if model == "svc":
        c = trial.suggest_float("svc_c", 1e-4, 1e4, log=True)
        return abs(c - 1) / 1e4
    depth = trial.suggest_int("forest_depth", 2, 32, log=True)
    return depth / 40


study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=3))
study.optimize(objective, n_trials=24)
names = {"svc": {"model", "svc_c"}, "forest": {"model", "forest_depth"}}
print(all(set(t.params) == names[t.params["model"]] for t in study.trials))
print(sorted({t.params["model"] for t in study.trials}))
print(all(set(t.distributions) == set(t.params) for t in study.trials))
