"""Studies whose parameters are found while the objective asks for them."""
import signal
import subprocess
import sys
import threading
import time
import unittest
import unittest.mock
import warnings

import live
import serverless_tuner as tuner
from serverless_tuner import samplers


def branches(trial):
    kind = trial.suggest_categorical("kind", ["a", "b"])
    value = trial.suggest_float(f"only_{kind}", 0, 1)
    return value


def called(sent):
    return [path.rpartition("/")[2] for _, path, _ in sent]


class Open(live.Live):
    def create(self, what, **options):
        return tuner.create_study(study_name=live.name(what), storage=self.client, **options)

    def test_a_trial_takes_two_requests_once_its_parameters_are_known(self):
        study = self.create("two")
        with live.counted(self.client) as sent:
            study.optimize(lambda t: t.suggest_float("x", 0, 1) + t.suggest_int("n", 1, 3), n_trials=4)
        self.assertEqual(called(sent), ["suggest", "parameters", "parameters", "complete"] + ["suggest", "complete"] * 3)
        joined = tuner.load_study(study_name=study.study_name, storage=self.client)
        with live.counted(self.client) as sent:
            joined.optimize(lambda t: t.suggest_float("x", 0, 1) + t.suggest_int("n", 1, 3), n_trials=2)
        self.assertEqual(called(sent), ["suggest", "complete"] * 2)

    def test_what_was_not_asked_for_is_absent(self):
        study = self.create("absent", sampler=samplers.TPESampler(seed=1))
        study.optimize(branches, n_trials=14)
        self.assertEqual({t.params["kind"] for t in study.trials}, {"a", "b"})
        for trial in study.trials:
            self.assertEqual(list(trial.params), ["kind", f"only_{trial.params['kind']}"])

    def test_another_distribution_is_an_error_that_names_both(self):
        study = self.create("differs")
        study.optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=1)
        with self.assertRaisesRegex(tuner.ParameterDiffers, "'x' is FloatDistribution.high=1.0, .*FloatDistribution.high=2.0"):
            study.optimize(lambda t: t.suggest_float("x", 0, 2), n_trials=1)
        self.assertEqual(study.trials[1].state.name, "FAIL")
        # One that another process has declared since: the server says so.
        other = tuner.load_study(study_name=study.study_name, storage=self.client)
        other.optimize(lambda t: t.suggest_int("y", 0, 9), n_trials=1)
        with self.assertRaisesRegex(tuner.ParameterDiffers, "y.*9.*3|y.*3.*9"):
            study.optimize(lambda t: t.suggest_int("y", 0, 3), n_trials=1)

    def test_an_enqueued_value_that_cannot_be_is_an_error(self):
        study = self.create("enqueued")
        study.enqueue_trial({"x": 7.0, "later": "b"})
        with self.assertRaisesRegex(tuner.ApiError, "x"):
            study.optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=1)

    def test_an_enqueued_point_brings_its_attributes(self):
        study, seen = self.create("noted"), []

        def objective(trial):
            seen.append(dict(trial.user_attrs))
            trial.set_user_attr("own", trial.number)
            return trial.suggest_float("encoder/lr", 0, 1)

        study.enqueue_trial({"encoder/lr": 0.5}, user_attrs={"from": ["a", None], "own": "before"})
        study.optimize(objective, n_trials=2)
        first, second = study.trials
        self.assertEqual(seen, [{"from": ["a", None], "own": "before"}, {}])
        self.assertEqual((first.params, first.user_attrs), ({"encoder/lr": 0.5}, {"from": ["a", None], "own": 0}))
        self.assertEqual((list(second.params), second.user_attrs), (["encoder/lr"], {"own": 1}))
        study.enqueue_trial({"encoder/lr": 0.25}, user_attrs={"a": 1})
        held = study.ask()
        running = study.trials[2]
        self.assertEqual((held.user_attrs, running.params, running.user_attrs), ({"a": 1}, {"encoder/lr": 0.25}, {"a": 1}))

    def test_a_point_that_was_tried_is_not_enqueued_once_more(self):
        study = self.create("once-more")
        study.enqueue_trial({"x": 0.5})
        study.optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=1)
        with live.counted(self.client) as sent:
            for x in (0.5, 0.25):
                study.enqueue_trial({"x": x}, skip_if_exists=True)
        self.assertEqual([body for method, _, body in sent if method == "POST"], [b'{"points":[{"x":0.25}]}'])

    def test_choices_may_be_anything(self):
        study = self.create("anything")
        seen = set()

        def objective(trial):
            seen.add(trial.suggest_categorical("layers", [(64, 32), (128,), None]))
            return 1.0

        study.enqueue_trial({"layers": (128,)})
        study.optimize(objective, n_trials=12)
        self.assertEqual(seen, {(64, 32), (128,), None})
        self.assertEqual(study.trials[0].params, {"layers": (128,)})

    def test_processes_find_parameters_side_by_side(self):
        study = self.create("side-by-side")
        code = f"""
import sys, serverless_tuner as optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
def objective(trial):
    n = trial.suggest_int("n", 1, 3)
    print(trial.number)
    return sum(trial.suggest_float(f"x{{i}}", -1, 1) ** 2 for i in range(n))
study = optuna.create_study(study_name={study.study_name!r}, load_if_exists=True)
study.optimize(objective, n_trials=8)
"""
        workers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
        numbers = [int(n) for w in workers for n in w.communicate(timeout=60)[0].split()]
        self.assertEqual((sorted(numbers), [w.returncode for w in workers]), (list(range(24)), [0, 0, 0]))
        self.assertTrue(all(len(t.params) == 1 + t.params["n"] for t in study.trials))

    def test_a_pruned_trial_keeps_what_it_used_and_its_notes(self):
        study = self.create("pruned", pruner=tuner.pruners.ThresholdPruner(upper=1.0))
        study.optimize(branches, n_trials=6)

        def objective(trial):
            kind = trial.suggest_categorical("kind", ["a", "b"])
            trial.set_user_attr("kind", kind)
            trial.report(5.0, 0)
            if trial.should_prune():
                raise tuner.TrialPruned()
            return 1.0

        study.optimize(objective, n_trials=2)
        for trial in study.trials[6:]:
            self.assertEqual((trial.state.name, list(trial.params), trial.value), ("PRUNED", ["kind"], 5.0))
            self.assertEqual(trial.user_attrs, {"kind": trial.params["kind"]})

    def test_own_pruning_and_failing_keep_notes_too(self):
        study = self.create("notes")

        def objective(trial):
            trial.suggest_float("x", 0, 1)
            trial.set_user_attr("number", trial.number)
            raise tuner.TrialPruned("by itself") if trial.number == 0 else ValueError("broken")

        study.optimize(objective, n_trials=2, catch=ValueError)
        self.assertEqual([(t.state.name, t.user_attrs["number"]) for t in study.trials], [("PRUNED", 0), ("FAIL", 1)])
        self.assertEqual([t.reason for t in study.trials], ["by itself", "ValueError('broken')"])

    def test_an_interrupt_fails_the_trial_and_is_passed_on(self):
        study = self.create("interrupted")

        def objective(trial):
            raise KeyboardInterrupt

        self.assertRaises(KeyboardInterrupt, study.optimize, objective, n_trials=3)
        self.assertEqual([t.state.name for t in study.trials], ["FAIL"])

    def test_an_error_in_one_thread_ends_the_others(self):
        study = self.create("threads")

        def objective(trial):
            if threading.current_thread().name.endswith("_1"):
                raise ArithmeticError("in the second thread")
            live.eventually(lambda: study._is_stopped)
            return 1.0

        self.assertRaises(ArithmeticError, study.optimize, objective, n_trials=50, n_jobs=2)
        self.assertEqual(sorted(t.state.name for t in study.trials), ["COMPLETE", "FAIL"])

    def test_an_interrupt_of_the_main_thread_ends_those_that_work(self):
        study = self.create("interrupted-threads")

        def objective(trial):
            if trial.number == 0:
                signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            live.eventually(lambda: study._is_stopped)
            return 1.0

        self.assertRaises(KeyboardInterrupt, study.optimize, objective, n_trials=50, n_jobs=2)
        self.assertIn([t.state.name for t in study.trials], [["COMPLETE"], ["COMPLETE"] * 2])

    def test_a_thread_for_each_processor(self):
        study, seen = self.create("processors"), threading.Barrier(3)
        with unittest.mock.patch("os.cpu_count", lambda: 3):
            study.optimize(lambda trial: float(seen.wait(20)), n_trials=3, n_jobs=-1)
        self.assertEqual({t.state.name for t in study.trials}, {"COMPLETE"})

    def test_no_trial_is_waited_for_beyond_the_timeout(self):
        study = self.create("full", parallelism=1)
        study.ask()
        begun = time.monotonic()
        work = threading.Thread(target=study.optimize, args=(lambda trial: 1.0,), kwargs={"timeout": 1}, daemon=True)
        work.start()
        work.join(20)
        self.assertFalse(work.is_alive())
        self.assertLess(time.monotonic() - begun, 20)
        self.assertEqual(len(study.trials), 1)

    def test_of_two_that_create_a_study_at_once_one_joins(self):
        name, once = live.name("at-once"), self.client._once

        def first(method, path, body, headers):
            if method == "POST":
                self.client._once = once
                tuner.create_study(study_name=name, storage=tuner.Client())
            return once(method, path, body, headers)

        self.client._once = first
        study = tuner.create_study(study_name=name, storage=self.client, load_if_exists=True)
        self.assertEqual(study.study_name, name)
        self.assertRaises(tuner.DuplicatedStudyError, tuner.create_study, study_name=name, storage=self.client)

    def test_any_name_will_do(self):
        name = live.name("my study/α")
        study = tuner.create_study(study_name=name, storage=self.client)
        self.assertEqual(tuner.load_study(study_name=name, storage=self.client)._id, study._id)
        with self.assertRaises(tuner.DuplicatedStudyError):
            tuner.create_study(study_name=name, storage=self.client)
        tuner.delete_study(study_name=name, storage=self.client)
        with self.assertRaises(KeyError):
            tuner.load_study(study_name=name, storage=self.client)

    def test_values_that_are_not_finite(self):
        study = self.create("infinite", pruner=tuner.pruners.MedianPruner())

        def objective(trial):
            trial.report(float("nan") if trial.number else float("inf"), 0)
            if trial.should_prune():
                raise tuner.TrialPruned()
            return float("inf")

        study.optimize(objective, n_trials=2)
        self.assertEqual([t.state.name for t in study.trials], ["FAIL", "PRUNED"])

    def test_what_a_study_has_not_names_the_way(self):
        study = self.create("ways")
        for use, way in ((lambda: study.add_trial, "enqueue_trial"), (lambda: study.set_metric_names, "valueNames"),
                         (lambda: setattr(study, "sampler", samplers.RandomSampler()), "create_study"),
                         (lambda: study.ask().set_system_attr, "set_user_attr")):
            with self.assertRaisesRegex(tuner.NotHere, way):
                use()
        self.assertFalse(hasattr(study, "no_such_thing"))
        if not __import__("importlib.util").util.find_spec("pandas"):
            with self.assertRaisesRegex(tuner.NotHere, "pandas"):
                study.trials_dataframe()

    def test_the_same_step_counts_once(self):
        study = self.create("steps", pruner=tuner.pruners.NopPruner())
        trial = study.ask()
        trial.report(1.0, 3)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            trial.report(2.0, 3)
        self.assertEqual(len(said), 1)
        self.assertRaises(ValueError, trial.report, 1.0, -1)
        self.assertRaises(ValueError, trial.report, "high", 4)
        self.assertFalse(trial.should_prune())
        study.tell(trial, 1.0)
        self.assertEqual(study.trials[0].intermediate_values, {3: 1.0})

    def test_more_reports_than_one_request_takes(self):
        study = self.create("many")
        trial = study.ask()
        for step in range(250):
            trial.report(1.0, step)
        study.tell(trial, 1.0)
        self.assertEqual(len(study.trials[0].intermediate_values), 250)

    def test_a_grid_is_gone_through_once(self):
        study = self.create("grid", sampler=samplers.GridSampler({"x": [1, 2], "kind": ["a", None]}, seed=1))
        study.optimize(lambda t: t.suggest_int("x", 0, 9) + (t.suggest_categorical("kind", ["a", "b", None]) is None))
        self.assertEqual(len(study.trials), 4)
        self.assertEqual({(t.params["x"], t.params["kind"]) for t in study.trials}, {(1, "a"), (1, None), (2, "a"), (2, None)})


if __name__ == "__main__":
    unittest.main()
