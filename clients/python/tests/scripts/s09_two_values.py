"""Two directions at once, and what lies on the front."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", 0, 5)
    y = trial.suggest_float("y", 0, 3)
    return 4 * x ** 2 + 4 * y ** 2, -((x - 5) ** 2 + (y - 5) ** 2)


study = optuna.create_study(directions=["minimize", "maximize"])
study.optimize(objective, n_trials=25)
front = study.best_trials
print([d.name for d in study.directions], len(study.trials), len(front) > 1)
points = [t.values for t in study.trials]
beaten = [any(a <= u and b >= v and (a, b) != (u, v) for a, b in points) for u, v in points]
print([t.number for t in front] == [t.number for t, is_beaten in zip(study.trials, beaten) if not is_beaten])
for name in ("best_trial", "best_value", "best_params", "direction"):
    try:
        getattr(study, name)
    except RuntimeError:
        print("no", name)
try:
    study.trials[0].value
except RuntimeError:
    print("no value")


def reports(trial):
    trial.report(1.0, 0)


try:
    study.optimize(reports, n_trials=1)
except NotImplementedError:
    print("no reports", study.trials[-1].state.name)
