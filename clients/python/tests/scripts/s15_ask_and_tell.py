"""Without `optimize`: ask for a trial, tell what came of it."""
import warnings

import optuna

study = optuna.create_study(direction="maximize")
first = study.ask()
x = first.suggest_float("x", 0, 1)
print(first.number, study.trials[0].state.name)
done = study.tell(first, x)
print(done.state.name, done.value == x, type(done).__name__)
second, third, fourth = study.ask(), study.ask(), study.ask()
study.tell(third.number, 7.0)
study.tell(second, state=optuna.trial.TrialState.FAIL)
fourth.report(0.5, 1)
study.tell(fourth, state=optuna.trial.TrialState.PRUNED)
print([t.state.name for t in study.trials], [t.value for t in study.trials][1:], study.best_value)
for wrong in (lambda: study.tell(third, 1.0), lambda: study.tell(99, 1.0), lambda: study.tell(study.ask(), 1.0, state=optuna.trial.TrialState.FAIL),
              lambda: study.tell(study.ask(), [1.0, 2.0], state=optuna.trial.TrialState.COMPLETE),
              lambda: study.tell(study.ask(), state=optuna.trial.TrialState.COMPLETE)):
    try:
        wrong()
    except ValueError:
        print("refused")
print(study.tell(third, 3.0, skip_if_finished=True).value)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    print(study.tell(study.ask(), "not a number").state.name)
