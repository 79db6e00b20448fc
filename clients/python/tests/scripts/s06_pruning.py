"""Trials report, and those that fall behind are pruned."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", 0, 1)
    worse = 0 if trial.number < 4 or trial.number % 2 == 0 else 10
    for step in range(6):
        trial.report(worse + 1 / (step + 1), step)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return worse + x / 100


study = optuna.create_study(pruner=optuna.pruners.MedianPruner(n_startup_trials=3, n_warmup_steps=1))
study.optimize(objective, n_trials=12)
print([t.state.name for t in study.trials])
pruned = [t for t in study.trials if t.state == optuna.trial.TrialState.PRUNED]
print([(t.last_step, t.value, sorted(t.intermediate_values)) for t in pruned])
print(sorted(study.trials[0].intermediate_values.items())[-1], study.best_trial.number % 2 == 0 or study.best_trial.number < 4)
