"""Callbacks after each trial: they look, and they stop."""
import optuna

told = []


def objective(trial):
    x = trial.suggest_int("x", 0, 1000)
    if trial.number == 2:
        raise optuna.TrialPruned("enough")
    return x


def note(study, trial):
    told.append((trial.number, trial.state.name, len(study.trials)))


def stop_at_five(study, trial):
    if trial.number >= 5:
        study.stop()


study = optuna.create_study()
study.optimize(objective, n_trials=100, callbacks=[note, stop_at_five])
print(told)
study.optimize(objective, n_trials=100, callbacks=[optuna.study.MaxTrialsCallback(8, states=(optuna.trial.TrialState.COMPLETE,))])
print(len(study.trials), sum(t.state == optuna.trial.TrialState.COMPLETE for t in study.trials))
try:
    study.stop()
except RuntimeError:
    print("stop is for the loop")
try:
    study.optimize(lambda trial: study.optimize(objective, n_trials=1), n_trials=1)
except RuntimeError:
    print("no loop within a loop")
