"""What one would try oneself comes first; what it leaves open is suggested."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", -5, 5)
    n = trial.suggest_int("n", 1, 9)
    return x ** 2 + n


study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0))
study.enqueue_trial({"x": 1.5, "n": 4})
study.enqueue_trial({"n": 9})
study.enqueue_trial({"x": -2.25})
study.optimize(objective, n_trials=5)
print(study.trials[0].params == {"x": 1.5, "n": 4}, study.trials[0].value)
print(study.trials[1].params["n"], -5 <= study.trials[1].params["x"] <= 5)
print(study.trials[2].params["x"], 1 <= study.trials[2].params["n"] <= 9)
study.enqueue_trial({"x": 0.0, "n": 1})
study.enqueue_trial({"x": 1.5, "n": 4}, skip_if_exists=True)
study.optimize(objective, n_trials=1)
print(study.trials[5].params, study.best_value, study.best_trial.number)
