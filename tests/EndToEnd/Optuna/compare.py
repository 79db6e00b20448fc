"""Compares a study of two databases, as Optuna reads them: compare.py A.db NAME B.db NAME. Prints how many trials are the same."""
import sys
import warnings

import optuna

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def load(file, name):
    return optuna.load_study(study_name=name, storage="sqlite:///" + file)


a, b = load(sys.argv[1], sys.argv[2]), load(sys.argv[3], sys.argv[4])
assert a.directions == b.directions, (a.directions, b.directions)
assert a.user_attrs == b.user_attrs, (a.user_attrs, b.user_attrs)
assert len(a.trials) == len(b.trials), (len(a.trials), len(b.trials))
for t, u in zip(a.trials, b.trials):
    for field in ("number", "state", "params", "user_attrs", "datetime_start", "datetime_complete"):
        assert getattr(t, field) == getattr(u, field), (t.number, field, getattr(t, field), getattr(u, field))
    assert [type(v) for v in t.params.values()] == [type(u.params[k]) for k in t.params], (t.number, t.params, u.params)
    assert {k: v for k, v in t.intermediate_values.items() if abs(v) < 1e300} == u.intermediate_values, t.number
    assert t.values == u.values, (t.number, t.values, u.values)
    assert list(t.system_attrs.get("constraints", ())) == list(u.system_attrs.get("constraints", ())), t.number
    for name, d in t.distributions.items():
        e = u.distributions[name]
        assert type(d) is type(e), (name, d, e)
        if name != "x":  # Its range changed: the study searches all of it.
            assert d == e, (t.number, name, d, e)
        else:
            assert e.low <= d.low and e.high >= d.high, (d, e)
if len(a.directions) == 1:
    assert a.best_trial.number == b.best_trial.number
else:
    assert [t.number for t in a.best_trials] == [t.number for t in b.best_trials]
# It goes on there, too.
b.optimize(lambda trial: 0.5 if len(b.directions) == 1 else (0.5, 0.5), n_trials=1)
print("same", len(a.trials))
