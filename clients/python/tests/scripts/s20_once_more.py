"""The best trial is evaluated again, more thoroughly."""
import optuna

calls = []


def objective(trial):
    lr = trial.suggest_float("lr", 1e-3, 1, log=True)
    layers = trial.suggest_int("layers", 1, 3)
    act = trial.suggest_categorical("act", ["relu", "tanh", None])
    calls.append((lr, layers, act))
    trial.report(lr, 1)
    trial.set_user_attr("seen", True)
    return lr * layers + (0 if act else 1)


study = optuna.create_study()
study.optimize(objective, n_trials=10)
again = objective(study.best_trial)
print(abs(again - study.best_value) < 1e-12, study.best_trial.should_prune())
print(objective(optuna.trial.FixedTrial({"lr": 0.5, "layers": 2, "act": None})), calls[-1])
try:
    optuna.trial.FixedTrial({"lr": 0.5}).suggest_int("layers", 1, 3)
except ValueError:
    print("no value")
print(len(study.get_trials(states=[optuna.trial.TrialState.COMPLETE])), len(study.get_trials(states=(optuna.trial.TrialState.FAIL,))))
