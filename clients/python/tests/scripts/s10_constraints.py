"""What must be at most zero steers the sampler."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", -15, 30)
    y = trial.suggest_float("y", -15, 30)
    trial.set_user_attr("limits", (1000 - x, x - 10, y * y - 100))
    return x ** 2 + y ** 2


def limits(trial):
    return trial.user_attrs["limits"]


study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1, constraints_func=lambda t: limits(t)[1:]))
study.optimize(objective, n_trials=20)
told = [t.system_attrs["constraints"] for t in study.trials]
print(len(told), {len(c) for c in told})
print(all(abs(c[0] - (t.params["x"] - 10)) < 1e-9 for c, t in zip(told, study.trials)))
print("some feasible:", any(max(c) <= 0 for c in told))
