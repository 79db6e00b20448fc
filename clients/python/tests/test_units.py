"""What needs no server: distributions, spaces, samplers, the names that are not here, and the file itself."""
import ast
import json
import os
import pathlib
import pickle
import re
import signal
import subprocess
import sys
import tempfile
import time
import types
import unittest
import warnings
import zipfile

import serverless_tuner as tuner
from serverless_tuner.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

FOLDER = pathlib.Path(tuner.__file__).parent


class TheFile(unittest.TestCase):
    def test_it_is_one_file_of_at_most_900_lines_for_python_3_9(self):
        text = pathlib.Path(tuner.__file__).read_text(encoding="utf-8")
        ast.parse(text, feature_version=(3, 9))
        self.assertLessEqual(len(text.splitlines()), 900)
        self.assertEqual([line for line in text.splitlines() if len(line) > 140], [])

    def test_it_needs_the_standard_library_only(self):
        tree = ast.parse(pathlib.Path(tuner.__file__).read_text(encoding="utf-8"))
        imports = {alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imports |= {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        self.assertEqual(imports - set(sys.stdlib_module_names), {"pandas"})  # Asked for by trials_dataframe, and missed in words.

    def test_the_wheel_is_built_and_holds_it(self):
        with tempfile.TemporaryDirectory() as folder:
            code = f"from setuptools import build_meta; print(build_meta.build_wheel({folder!r}))"
            copy = pathlib.Path(folder, "source")
            copy.mkdir()
            for name in ("serverless_tuner.py", "pyproject.toml", "README.md", "LICENSE"):
                (copy / name).write_bytes((FOLDER / name).read_bytes())
            built = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True)
            self.assertEqual(built.returncode, 0, built.stderr)
            wheel = next(pathlib.Path(folder).glob("*.whl"))
            self.assertEqual(wheel.name, f"serverless_tuner-{tuner.__version__}-py3-none-any.whl")
            with zipfile.ZipFile(wheel) as files:
                self.assertTrue([name for name in files.namelist() if name.endswith("LICENSE")])
            code = "import serverless_tuner; print(serverless_tuner.__file__)"
            used = subprocess.run([sys.executable, "-c", code], cwd=folder, env={"PYTHONPATH": str(wheel)}, capture_output=True, text=True)
            self.assertIn(str(wheel), used.stdout, used.stderr)


    def test_what_the_wheel_brings_holds_outside_of_the_repository(self):
        root = FOLDER.parent.parent
        self.assertEqual((FOLDER / "LICENSE").read_text(), (root / "LICENSE").read_text())
        links = re.findall(r"\]\(([^)]+)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
        self.assertEqual([link for link in links if link.startswith("..")], [])


class Distributions(unittest.TestCase):
    def test_what_the_server_is_told(self):
        self.assertEqual(FloatDistribution(1e-5, 1, log=True).wire(), {"type": "float", "low": 1e-5, "high": 1.0, "log": True})
        self.assertEqual(FloatDistribution(0, 1, step=0.25).wire(), {"type": "float", "low": 0.0, "high": 1.0, "step": 0.25})
        self.assertEqual(IntDistribution(1, 9, step=2).wire(), {"type": "int", "low": 1, "high": 9, "step": 2})
        self.assertEqual(IntDistribution(1, 9).wire(), {"type": "int", "low": 1, "high": 9})
        choices = CategoricalDistribution([None, True, 1, 0.5, "a", (64, 32)])
        self.assertEqual(choices.wire()["choices"], [None, True, 1, 0.5, "a", "(64, 32)"])

    def test_values_come_back_as_what_they_were(self):
        choices = [None, True, 1, 0.5, "a", (64, 32), 2.0]
        distribution = CategoricalDistribution(choices)
        for choice, wire in zip(choices, distribution.wire()["choices"]):
            self.assertIs(distribution.decode(wire), choice)
        self.assertEqual(repr(distribution.decode(2)), "2.0")
        self.assertEqual(repr(FloatDistribution(0, 5).decode(3)), "3.0")
        self.assertEqual(repr(IntDistribution(0, 5).decode(3.0)), "3")

    def test_equal_are_those_with_the_same_kind_and_values(self):
        self.assertEqual(FloatDistribution(0, 1), FloatDistribution(0.0, 1.0))
        self.assertNotEqual(FloatDistribution(0, 1), IntDistribution(0, 1))
        self.assertNotEqual(CategoricalDistribution([1, 2]), CategoricalDistribution([True, 2]))
        self.assertNotEqual(CategoricalDistribution([1, 2]), CategoricalDistribution([2, 1]))

    def test_wrong_ones_are_refused(self):
        for make in (lambda: FloatDistribution(2, 1), lambda: FloatDistribution(0, 1, log=True), lambda: FloatDistribution(1, 2, True, 0.5),
                     lambda: IntDistribution(1, 5, step=0), lambda: IntDistribution(1, 5, True, 2), lambda: CategoricalDistribution([])):
            self.assertRaises(ValueError, make)

    def test_a_grid_ends_where_its_steps_do(self):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            self.assertEqual((IntDistribution(1, 10, step=4).high, FloatDistribution(0, 1, step=0.3).high), (9, 0.9))
            self.assertEqual(FloatDistribution(0.2, 0.8, step=0.1).high, 0.8)
        self.assertEqual(len(said), 2)


class Spaces(unittest.TestCase):
    def test_a_space_is_what_a_study_file_has(self):
        space = (tuner.Space().float("lr", 1e-4, 0.1, log=True).int("n", 1, 8).categorical("opt", ["sgd", None])
                 .float("momentum", 0.5, 0.9, when={"opt": ["sgd"]}).normal("bias", 0, 1).lognormal("scale", 0, 1, high=5))
        self.assertEqual(space, {
            "lr": {"type": "float", "low": 1e-4, "high": 0.1, "log": True}, "n": {"type": "int", "low": 1, "high": 8},
            "opt": {"type": "categorical", "choices": ["sgd", None]},
            "momentum": {"type": "float", "low": 0.5, "high": 0.9, "when": {"opt": ["sgd"]}},
            "bias": {"type": "normal", "mu": 0, "sigma": 1}, "scale": {"type": "lognormal", "mu": 0, "sigma": 1, "high": 5}})
        self.assertRaises(ValueError, space.int, "n", 1, 2)


class SamplersAndPruners(unittest.TestCase):
    def test_options_have_the_servers_names(self):
        self.assertEqual(tuner.samplers.TPESampler(n_startup_trials=5, n_ei_candidates=7, seed=3, group=True).wire(),
                         {"type": "tpe", "nStartupTrials": 5, "nCandidates": 7})
        self.assertEqual(tuner.samplers.CmaEsSampler(popsize=8).wire(), {"type": "cmaes", "populationSize": 8})
        self.assertEqual(tuner.pruners.PercentilePruner(25.0, 3).wire(), {"type": "percentile", "percentile": 25.0, "nStartupTrials": 3})
        self.assertEqual(tuner.pruners.MoAshaPruner(2, 3).wire(), {"type": "mo-asha", "minResource": 2, "reductionFactor": 3})
        self.assertEqual(tuner.pruners.PatientPruner(tuner.pruners.HyperbandPruner(1, 9, 3), 2).wire(), {
            "type": "patient", "patience": 2,
            "wrappedPruner": {"type": "hyperband", "minResource": 1, "maxResource": 9, "reductionFactor": 3}})

    def test_an_option_that_is_not_here_names_the_way(self):
        with self.assertRaisesRegex(tuner.NotHere, "docs/samplers.md"):
            tuner.samplers.TPESampler(gamma=lambda n: 3)
        with self.assertRaisesRegex(tuner.NotHere, "enqueue_trial"):
            tuner.samplers.CmaEsSampler(x0={"x": 1})
        self.assertRaises(TypeError, tuner.pruners.MedianPruner, n_warmup=3)

    def test_own_ones_are_written_elsewhere(self):
        class Mine(tuner.samplers.BaseSampler):
            pass
        with self.assertRaisesRegex(tuner.NotHere, "own-sampler.md"):
            Mine()
        with self.assertRaisesRegex(tuner.NotHere, "sampler="):
            tuner.create_study(server="http://127.0.0.1:9", key="k", sampler=object())


class NotHere(unittest.TestCase):
    def test_what_optuna_has_and_this_has_not_names_the_way(self):
        for use, way in ((lambda: tuner.visualization.plot_contour, "study.trials"),
                         (lambda: tuner.importance.get_param_importances, "study.trials"),
                         (lambda: tuner.integration.LightGBMPruningCallback, "should_prune"), (lambda: tuner.storages.RDBStorage, "server"),
                         (lambda: tuner.integration.BoTorchSampler, "GPSampler.*gp"), (lambda: tuner.get_all_study_names, "studies"),
                         (lambda: tuner.trial.FixedTrial({}).relative_params, "trial.params"),
                         (lambda: tuner.create_study(storage="sqlite:///x.db"), "'sqlite:///x.db'.*server's address"),
                         (lambda: tuner.copy_study, "study.trials"), (lambda: tuner.create_trial, "enqueue_trial"),
                         (lambda: tuner.samplers.PartialFixedSampler, "itself"), (lambda: tuner.samplers.SomeSampler, "docs/samplers.md"),
                         (lambda: tuner.get_all_study_summaries, "studies"), (lambda: tuner.terminator.Terminator, "plateauTrials")):
            with self.assertRaisesRegex(tuner.NotHere, way):
                use()

    def test_importing_it_says_so_too(self):
        with self.assertRaisesRegex(tuner.NotHere, "study.trials"):
            from serverless_tuner.visualization import plot_optimization_history  # noqa: F401
        with self.assertRaisesRegex(tuner.NotHere, "should_prune"):
            from serverless_tuner.integration import KerasPruningCallback  # noqa: F401

    def test_older_distributions_name_those_of_today(self):
        for old, way in (("Uniform", r"Float.*low, high\)"), ("LogUniform", "Float.*log=True"), ("DiscreteUniform", "Float.*step=q"),
                         ("IntUniform", r"Int.*low, high\)"), ("IntLogUniform", "Int.*log=True")):
            with self.assertRaisesRegex(tuner.NotHere, f"distributions.{old}Distribution is not here: take {way}"):
                getattr(tuner.distributions, f"{old}Distribution")
        with self.assertRaisesRegex(tuner.NotHere, "lease_seconds"):
            from serverless_tuner.storages import RetryFailedTrialCallback  # noqa: F401

    def test_every_public_name_of_optuna_is_here_or_names_the_way(self):
        names = names_of_optuna()
        for module, public in names["modules"].items():
            for name in public:
                with self.subTest(f"{module}.{name}"):
                    try: getattr(getattr(tuner, module) if module else tuner, name)
                    except tuner.NotHere as e: self.assertRegex(str(e), f"{name} is not here: .{{8}}")
        study = tuner.Study(tuner.Client("http://127.0.0.1:9", "k"), {"name": "s", "spec": {"directions": ["minimize"], "searchSpace": []}})
        trial = tuner.Trial(study, {"number": 0, "attempt": 1, "lease": "l", "parameters": {}})
        fixed = tuner.trial.FixedTrial({})
        frozen = tuner.trial.FrozenTrial(0, tuner.trial.TrialState.RUNNING)
        for thing in (study, trial, fixed, frozen):
            for name in set(names["members"][type(thing).__name__]) - set(dir(thing)):
                with self.subTest(f"{type(thing).__name__}.{name}"), self.assertRaisesRegex(tuner.NotHere, f"{name} is not here: .{{8}}"):
                    getattr(thing, name)

    def test_unknown_names_are_missing_as_names_are(self):
        self.assertFalse(hasattr(tuner, "no_such_thing"))
        self.assertFalse(hasattr(tuner.study, "no_such_thing"))
        with self.assertRaisesRegex(AttributeError, "README"):
            tuner.no_such_thing

    def test_parts_can_be_imported_from(self):
        from serverless_tuner.exceptions import TrialPruned
        from serverless_tuner.pruners import MedianPruner
        from serverless_tuner.samplers import TPESampler
        from serverless_tuner.trial import TrialState
        self.assertIs(TrialPruned, tuner.TrialPruned)
        self.assertTrue(TrialState.PRUNED.is_finished() and MedianPruner and TPESampler)


def names_of_optuna():
    """What Optuna has, as it says itself: in a process of its own, since the two are never in one."""
    code = """
import importlib, inspect, json, warnings
warnings.simplefilter("ignore")
import optuna
def public(name):
    module = importlib.import_module(f"optuna.{name}" if name else "optuna")
    return getattr(module, "__all__", None) or [
        n for n, value in vars(module).items() if n[0] != "_" and getattr(value, "__module__", None) == module.__name__]
modules = ["", "distributions", "exceptions", "pruners", "samplers", "storages", "study", "trial", "importance", "visualization"]
kinds = optuna.study.Study, optuna.trial.Trial, optuna.trial.FixedTrial, optuna.trial.FrozenTrial
print(json.dumps({"modules": {name: public(name) for name in modules},
                  "members": {kind.__name__: [n for n in dir(kind) if n[0] != "_"] for kind in kinds}}))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    if "No module named 'optuna'" in run.stderr:
        raise unittest.SkipTest("Optuna is not installed (Debian: python3-optuna)")
    return json.loads(run.stdout)


class Held:
    """A trial whose signs of life are counted."""

    lives = 0

    def _live(self, third):
        self.lives += 1


class Leases(unittest.TestCase):
    def leases(self):
        return tuner._Leases(types.SimpleNamespace(lease_seconds=0.06))

    def until(self, holds):
        end = time.monotonic() + 10
        while not holds():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.002)

    def test_the_thread_lives_as_long_as_there_are_trials(self):
        leases, first, second = self.leases(), Held(), Held()
        for trial in (first, second):
            leases.add(trial)
            self.until(lambda: trial.lives > 2)
            leases.drop(trial)
            self.until(lambda: leases.own().thread is None)

    @unittest.skipUnless(hasattr(os, "fork"), "no process can be forked here")
    def test_a_forked_process_keeps_its_own_trials_alive_and_no_others(self):
        leases, before, after = self.leases(), Held(), Held()
        leases.add(before)
        self.until(lambda: before.lives > 0)
        with leases.own().lock:  # As when another thread of the parent is at it in just that moment.
            child = os.fork()
            if child == 0:
                signal.alarm(10)  # Ends it when it waits for what never comes.
                known = before.lives
                leases.add(after)
                while after.lives < 3:
                    time.sleep(0.002)
                os._exit(0 if before.lives == known else 3)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        leases.drop(before)


class Names(unittest.TestCase):
    def test_a_name_that_the_server_does_not_take_is_written_with_what_it_takes(self):
        self.assertEqual(tuner._server_name("resnet-50_v1.5"), "resnet-50_v1.5")
        for name in ("my study", "a/b", "", "é", "-x", "x" * 200):
            written = tuner._server_name(name)
            self.assertRegex(written, r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\Z")
            self.assertEqual(written, tuner._server_name(name))
        self.assertNotEqual(tuner._server_name("a b"), tuner._server_name("a/b"))

    def test_errors_name_field_and_reason(self):
        error = tuner._error_of(400, b'{"type":"urn:tuner:error:invalid-request","title":"The study cannot be started","status":400,'
                                b'"errors":[{"pointer":"/trials","detail":"must be 1 or more"}]}')
        self.assertEqual(str(error), "The study cannot be started (400): /trials: must be 1 or more")
        self.assertEqual(error.errors, [("/trials", "must be 1 or more")])
        gone = tuner._error_of(404, b'{"type":"urn:tuner:error:no-such-study","title":"No study"}')
        self.assertIsInstance(gone, KeyError)
        self.assertEqual(str(gone), "No study (404)")
        self.assertEqual(str(tuner._error_of(502, b"<html>bad gateway")), "Bad Gateway (502): <html>bad gateway")

    def test_trials_can_be_pickled_and_copied(self):
        import copy
        trial = tuner.trial.FrozenTrial(3, tuner.trial.TrialState.COMPLETE, 1.5, params={"x": 2}, intermediate_values=lambda: {1: 0.5})
        for twin in (pickle.loads(pickle.dumps(trial)), copy.deepcopy(trial)):
            self.assertEqual((twin, twin.intermediate_values), (trial, {1: 0.5}))


if __name__ == "__main__":
    unittest.main()
