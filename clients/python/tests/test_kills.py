"""Four workers on one study, of which one after another is killed: no trial is twice, none is lost, and the money adds up."""
import os
import subprocess
import sys
import time
import unittest

import live
import serverless_tuner as tuner

TRIALS, EVERY = (300, 5.0) if os.environ.get("TUNER_LONG") == "1" else (40, 0.6)
WORKER = """
import sys, time
import serverless_tuner as tuner

tuner.logging.set_verbosity(tuner.logging.ERROR)

def objective(trial):
    n = trial.suggest_int("n", 1, 3)
    total = sum(trial.suggest_float(f"x{i}", -1, 1) ** 2 for i in range(n))
    for step in range(5):
        time.sleep(0.02)
        trial.report(total + 1 / (step + 1), step)
        if trial.should_prune():
            raise tuner.TrialPruned()
    return total

def say(study, trial):
    if trial.state == tuner.trial.TrialState.COMPLETE:
        print(trial.number, flush=True)

study = tuner.load_study(study_name=sys.argv[1], lease_seconds=10)
study.optimize(objective, callbacks=[say])
"""


class Kills(live.Live):
    def test_killed_workers_lose_no_trial(self):
        study = tuner.create_study(study_name=live.name("killed"), storage=self.client, trials=TRIALS,
                                   budget={"limitUsd": 1000, "usdPerHour": 36})
        told, workers, turn, killed_at = [], [], 0, time.monotonic()

        def start():
            return subprocess.Popen([sys.executable, "-c", WORKER, study.study_name], stdout=subprocess.PIPE, text=True)

        def end(worker):
            told.extend(int(number) for number in worker.communicate(timeout=60)[0].split())

        try:
            workers = [start() for _ in range(4)]
            limit = time.monotonic() + 170
            while any(worker.poll() is None for worker in workers):
                self.assertLess(time.monotonic(), limit)
                time.sleep(0.05)
                worker = workers[turn % 4]
                if time.monotonic() - killed_at > EVERY and worker.poll() is None:
                    worker.kill()
                    end(worker)
                    workers[turn % 4], turn, killed_at = start(), turn + 1, time.monotonic()
            for worker in workers:
                end(worker)
            self.assertEqual([worker.returncode for worker in workers], [0] * 4)
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        view, trials = self.client.study(study._id), study.trials
        self.assertEqual((view["state"], view["stopReason"]), ("ended", "trials"))
        self.assertEqual([t.number for t in trials], list(range(TRIALS)))
        self.assertTrue(all(t.state.is_finished() for t in trials))
        self.assertEqual(len(told), len(set(told)))
        complete = {t.number for t in trials if t.state == tuner.trial.TrialState.COMPLETE}
        self.assertLessEqual(set(told), complete)
        self.assertLess(len(complete) - len(told), 20)  # Some were killed before they could say so.
        self.assertGreater(turn, 2)
        spent = self.client.study(study._id)["ledger"]
        self.assertAlmostEqual(spent["spentUsd"], sum(t.cost_usd for t in trials), places=9)
        self.assertEqual(spent["reservedUsd"], 0)


if __name__ == "__main__":
    unittest.main()
