"""Small scripts, each with Optuna and with this client in its place: what they print is the same."""
import contextlib
import io
import os
import pathlib
import subprocess
import sys
import unittest
import warnings

import live
import serverless_tuner as tuner

SCRIPTS = sorted((pathlib.Path(__file__).parent / "scripts").glob("s*.py"))
LINES = (("import optuna\n", "import serverless_tuner as optuna\n"), ("from optuna.", "from serverless_tuner."))


def changed(source):
    """The script with its import lines changed, and nothing else."""
    for before, after in LINES:
        source = source.replace(before, after)
    return source


def printed(script, source):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        exec(compile(source, script.name, "exec"), {"__name__": "__main__"})
    return out.getvalue()


class Scripts(live.Live):
    theirs = None

    @classmethod
    def setUpClass(cls):
        os.environ["STUDY_NAME"] = live.name("joined")
        # In a process of its own: the two are never in one.
        code = ("import json, pathlib, sys, warnings\nsys.path.insert(0, sys.argv[1])\nimport optuna, test_scripts\n"
                "optuna.logging.set_verbosity(optuna.logging.ERROR)\nwarnings.simplefilter('ignore')\n"
                "print(json.dumps({s.name: test_scripts.printed(s, s.read_text()) for s in test_scripts.SCRIPTS}))")
        run = subprocess.run([sys.executable, "-c", code, os.path.dirname(__file__)], capture_output=True, text=True, timeout=120)
        if "No module named 'optuna'" in run.stderr:
            raise unittest.SkipTest("Optuna is not installed (Debian: python3-optuna)")
        os.environ["STUDY_STORAGE"] = os.environ["TUNER_SERVER"]  # Optuna's own kept its studies in a file.
        import json
        cls.theirs = json.loads(run.stdout) if run.returncode == 0 else run.stderr

    def test_there_are_twenty_and_they_ran(self):
        self.assertIsInstance(self.theirs, dict, self.theirs)
        self.assertGreaterEqual(len(self.theirs), 20)
        self.assertTrue(all(self.theirs.values()))


def compare(script):
    def test(self):
        self.maxDiff = None
        tuner.logging.set_verbosity(tuner.logging.CRITICAL)
        self.assertEqual(printed(script, changed(script.read_text(encoding="utf-8"))), self.theirs[script.name])
    return test


for path in SCRIPTS:
    setattr(Scripts, f"test_{path.stem}", compare(path))

if __name__ == "__main__":
    unittest.main()
