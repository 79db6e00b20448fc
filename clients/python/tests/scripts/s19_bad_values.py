"""What is no value is a failure, and the loop goes on."""
import optuna

returned = [1.0, float("nan"), None, [1.0, 2.0], 3, True]


def objective(trial):
    trial.suggest_float("x", 0, 1)
    return returned[trial.number]


study = optuna.create_study()
study.optimize(objective, n_trials=len(returned))
print([(t.state.name, t.value) for t in study.trials])
print(study.best_trial.number, study.best_value)
empty = optuna.create_study()
try:
    empty.best_trial
except ValueError:
    print("no best yet", empty.trials)
