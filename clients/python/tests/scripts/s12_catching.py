"""Errors of the objective: those in `catch` are failures, others end the loop."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", 0, 1)
    if trial.number % 3 == 1:
        raise ValueError("a bad batch")
    if trial.number == 8:
        raise KeyError("unforeseen")
    return x


study = optuna.create_study()
study.optimize(objective, n_trials=6, catch=(ValueError,))
print([t.state.name for t in study.trials])
study.optimize(objective, n_trials=1, catch=ArithmeticError)
print(len(study.trials))
for n in range(2):
    try:
        study.optimize(objective, n_trials=5, catch=(ArithmeticError,))
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e, len(study.trials), study.trials[-1].state.name)
print([t.value is None for t in study.trials if t.state.name == "FAIL"], all("x" in t.params for t in study.trials))
