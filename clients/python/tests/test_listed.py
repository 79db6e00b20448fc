"""Studies whose file lists their parameters: `optimize` with a space, leases, files, costs, several processes."""
import os
import pickle
import subprocess
import sys
import time
import unittest

import live
import serverless_tuner as tuner

SPACE = tuner.Space().float("lr", 1e-4, 1, log=True).categorical("opt", ["sgd", "adam"]).float("momentum", 0.5, 0.99, when={"opt": ["sgd"]})


class Listed(live.Live):
    def test_a_study_is_tuned_and_its_parameters_are_of_their_kinds(self):
        space = tuner.Space().float("x", -5, 5).int("n", 1, 4).categorical("flag", [True, False])
        study = tuner.optimize(lambda t: (t["x"] - 1) ** 2 + t["n"] + t["flag"], space, trials=20, name=live.name("listed"))
        self.assertEqual([t.number for t in study.trials], list(range(20)))
        self.assertEqual({t.state for t in study.trials}, {tuner.trial.TrialState.COMPLETE})
        self.assertEqual([type(study.best_params[k]) for k in ("x", "n", "flag")], [float, int, bool])
        self.assertEqual(study.best_value, min(t.value for t in study.trials))

    def test_conditional_parameters_are_there_where_they_apply(self):
        study = tuner.optimize(lambda t: t["lr"] + t.get("momentum", 0), SPACE, trials=12, parallel=3)
        self.assertTrue(all(("momentum" in t.params) == (t["opt"] == "sgd") for t in study.trials))

    def test_a_trial_takes_two_requests(self):
        study = tuner.optimize(lambda t: t["lr"], SPACE, trials=100, target=-1.0, client=self.client, name=live.name("two"), callbacks=[
            lambda study, trial: study.stop()])
        with live.counted(self.client) as sent:
            study.optimize(lambda t: t["lr"], n_trials=10)
        self.assertEqual([path.rpartition("/")[2] for _, path, _ in sent], ["suggest", "complete"] * 10)

    def test_suggest_asks_for_what_is_listed_and_no_other(self):
        def objective(trial):
            self.assertEqual(trial.suggest_float("lr", 1e-4, 1, log=True), trial["lr"])
            with self.assertRaisesRegex(tuner.exceptions.ApiError, "'lr' is FloatDistribution.*0.5"):
                trial.suggest_float("lr", 1e-4, 0.5, log=True)
            with self.assertRaisesRegex(ValueError, "lists its parameters"):
                trial.suggest_int("more", 1, 2)
            return trial["lr"]

        self.assertEqual(len(tuner.optimize(objective, SPACE, trials=1).trials), 1)

    def test_reports_prune_and_pruned_trials_are_not_told_again(self):
        def objective(trial):
            for step in range(5):
                trial.report(10.0 if trial.number % 2 and trial.number > 4 else 1 / (step + 1), step)
                if trial.should_prune():
                    raise tuner.TrialPruned()
            return 0.1

        told = []
        study = tuner.optimize(objective, SPACE, trials=12, pruner=tuner.pruners.MedianPruner(n_startup_trials=3), client=self.client,
                               callbacks=[lambda study, trial: told.append((trial.number, trial.state.name, trial.reason))])
        self.assertEqual([(n, s) for n, s, _ in told if s != "COMPLETE"], [(5, "PRUNED"), (7, "PRUNED"), (9, "PRUNED"), (11, "PRUNED")])
        self.assertIn("median at step 0", told[5][2])
        self.assertEqual(study.trials[5].intermediate_values, {0: 10.0})

    def test_reports_of_several_directions_prune_what_is_dominated(self):
        def objective(trial):
            if trial.number == 0:
                self.assertRaises(NotImplementedError, trial.report, 1.0, 0)
                self.assertRaises(ValueError, trial.report, [1.0, 2.0, 3.0], 0)
            for step in range(1, 4):
                values = [9.0, 9.0] if trial.number == 3 else [trial.number + 1 / step, 5.0 - trial.number]
                trial.report(values, step)
                if trial.should_prune():
                    raise tuner.TrialPruned()
            return values

        study = tuner.optimize(objective, SPACE, trials=4, directions=["minimize", "minimize"], client=self.client,
                               pruner=tuner.pruners.MoAshaPruner(1, reduction_factor=9))
        self.assertEqual([t.state.name for t in study.trials], ["COMPLETE", "COMPLETE", "COMPLETE", "PRUNED"])
        self.assertEqual((study.trials[3].values, study.trials[3].intermediate_values), ([9.0, 9.0], {1: [9.0, 9.0]}))
        self.assertEqual(study.trials[1].intermediate_values[2], [1.5, 4.0])

    def test_reports_that_nobody_asks_about_prune_nobody(self):
        def objective(trial):
            for step in range(3):
                trial.report(float(trial.number), step)
            return float(trial.number)

        study = tuner.optimize(objective, SPACE, trials=8, pruner=tuner.pruners.MedianPruner(n_startup_trials=1))
        self.assertEqual({t.state.name for t in study.trials}, {"COMPLETE"})
        self.assertEqual(study.trials[7].intermediate_values, {0: 7.0, 1: 7.0, 2: 7.0})

    def test_reports_that_go_out_as_signs_of_life_leave_the_newest_to_be_asked_about(self):
        spec = {"name": live.name("newest"), "searchSpace": SPACE, "trials": 5, "pruner": {"type": "threshold", "upper": 1}}
        trial = tuner.Study(self.client, self.client.start(spec)).ask()
        for step, value in enumerate((2.0, 0.5, 5.0)):
            trial.report(value, step)
        trial._touched = 0.0
        with live.counted(self.client) as sent:
            trial._live(1.0)
            self.assertEqual((len(sent), len(trial._pending), trial._ended), (1, 1, None))
            self.assertTrue(trial.should_prune())
        self.assertIn("step 2", trial._ended)

    def test_a_lease_is_kept_alive_while_an_objective_works(self):
        client = tuner.Client(lease_seconds=10)
        study = tuner.Study(client, client.start({"name": live.name("alive"), "searchSpace": SPACE, "trials": 5}))
        trial = study.ask()
        touched = trial._touched
        with live.counted(client) as sent:
            trial._live(60.0)
            self.assertEqual(sent, [])  # None is due yet.
            live.eventually(lambda: trial._touched > touched, seconds=10)
        self.assertEqual([path.rpartition("/")[2] for _, path, _ in sent], ["heartbeat"])
        study.tell(trial, 1.0)
        self.assertEqual(client.leases.own().held, {})

    def test_a_cancelled_trial_hears_of_it(self):
        study = tuner.Study(self.client, self.client.start({"name": live.name("cancelled"), "searchSpace": SPACE, "trials": 5}))
        trial = study.ask()
        self.client.call("POST", f"studies/{study.study_name}/trials/{trial.number}/cancel", {})
        trial.report(1.0, 0)
        live.eventually(lambda: trial.should_prune() or trial._live(0) or trial._ended is not None)
        self.assertEqual(study.tell(trial, 1.0).state.name, "PRUNED")
        self.assertEqual(study.trials[0].reason, "cancelled")

    def test_a_trial_that_was_given_to_another_does_not_count(self):
        study = tuner.Study(self.client, self.client.start({"name": live.name("lost"), "searchSpace": SPACE, "trials": 2}))
        trial = study.ask()
        trial._lease = "0123456789abcdef"
        said = study.tell(trial, 1.0)
        self.assertEqual((said.state.name, "lease" in said.reason), ("FAIL", True))
        self.assertEqual(study.trials[0].state.name, "RUNNING")

    def test_costs_metrics_constraints_and_files_are_kept(self):
        def objective(trial):
            trial.set_cost(0.25)
            trial.set_metric("recall", 0.75)
            trial.set_constraint("memory", trial.number - 0.5)
            trial.set_user_attr("note", {"a": [1, None]})
            trial.keep("model.bin", b"\x00\x01weights")
            trial.keep("source.py", __file__)
            return 1.0 - trial.number

        study = tuner.optimize(objective, SPACE, trials=2, constraints=["memory"], client=self.client,
                               budget={"limitUsd": 5, "reported": True})
        first = study.best_trial
        self.assertEqual((first.number, first.cost_usd, first.metrics), (0, 0.25, {"recall": 0.75}))
        self.assertEqual(first.system_attrs["constraints"], (-0.5,))
        self.assertEqual(first.user_attrs, {"note": {"a": [1, None]}})
        self.assertEqual(self.client.artifact(study._id, 0, "model.bin"), b"\x00\x01weights")
        with open(__file__, "rb") as source:
            self.assertEqual(self.client.artifact(study._id, 1, "source.py"), source.read())
        self.assertEqual(self.client.study(study._id)["ledger"]["spentUsd"], 0.5)

    def test_a_study_without_money_ends_the_loop(self):
        def objective(trial):
            trial.set_cost(1.0)
            return 1.0

        study = tuner.optimize(objective, SPACE, trials=50, budget={"limitUsd": 3, "reported": True, "expectedUsd": 1})
        self.assertLess(len(study.trials), 6)
        with self.assertRaisesRegex(tuner.StudyEnded, "budget"):
            study.ask()

    def test_a_result_that_cannot_be_used_fails_its_trial_and_is_raised(self):
        name = live.name("unusable")
        with self.assertRaisesRegex(tuner.ApiError, "memory"):
            tuner.optimize(lambda t: 1.0, SPACE, trials=2, constraints=["memory"], name=name, client=self.client)
        failed, = tuner.load_study(study_name=name, storage=self.client).trials
        self.assertEqual((failed.state.name, "memory" in failed.reason), ("FAIL", True))

    def test_several_directions(self):
        study = tuner.optimize(lambda t: (t["lr"], -t["lr"]), SPACE, trials=6, directions=["minimize", "minimize"])
        self.assertEqual([len(t.values) for t in study.best_trials], [2] * 6)

    def test_errors_of_a_study_file_are_told_with_field_and_reason(self):
        with self.assertRaisesRegex(tuner.ApiError, "400.: /searchSpace/x/0: low .5. is above high .1.$"):
            tuner.optimize(lambda t: 1.0, {"x": [5, 1]}, trials=1)
        with self.assertRaisesRegex(tuner.ApiError, "/budget"):
            tuner.optimize(lambda t: 1.0, SPACE, trials=1, budget={"limit": 3})

    def test_processes_share_a_study_and_no_trial_is_evaluated_twice(self):
        name = live.name("shared")
        code = f"""
import serverless_tuner as tuner
tuner.logging.set_verbosity(tuner.logging.ERROR)
def objective(trial):
    print(trial.number)
    return trial["x"]
tuner.optimize(objective, tuner.Space().float("x", 0, 1), trials=40, name={name!r})
"""
        workers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
        numbers = [int(n) for w in workers for n in w.communicate(timeout=60)[0].split()]
        self.assertEqual(sorted(numbers), list(range(40)))
        self.assertEqual([w.returncode for w in workers], [0, 0, 0])

    def test_a_study_goes_along_into_another_process(self):
        study = tuner.Study(self.client, self.client.start({"name": live.name("pickled"), "searchSpace": SPACE, "trials": 3}))
        twin = pickle.loads(pickle.dumps(study))
        twin.optimize(lambda t: t["lr"], n_trials=2)
        self.assertEqual(len(study.trials), 2)
        if hasattr(os, "fork"):
            child = os.fork()
            if child == 0:
                study.optimize(lambda t: t["lr"], n_trials=1)
                os._exit(0)
            self.assertEqual(os.waitpid(child, 0)[1], 0)
            self.assertEqual(len(study.trials), 3)

    def test_the_loop_costs_less_than_5_ms_beside_the_requests(self):
        # Processor time, which other programs on the machine do not lengthen.
        waited, cpu, once = [0.0], [0.0], self.client._once

        def measured(*args):
            begun, at = time.perf_counter(), time.thread_time()
            try:
                return once(*args)
            finally:
                waited[0] += time.perf_counter() - begun
                cpu[0] += time.thread_time() - at

        view = self.client.start({"name": live.name("overhead"), "searchSpace": SPACE, "trials": 1000})
        study, self.client._once = tuner.Study(self.client, view), measured
        begun, at = time.perf_counter(), time.thread_time()
        study.optimize(lambda t: t["lr"], n_trials=50)
        took, beside = time.perf_counter() - begun, (time.thread_time() - at - cpu[0]) / 50
        print(f"a trial takes {20 * waited[0]:.2f} ms of requests and {20 * (took - waited[0]):.2f} ms beside them "
              f"({1000 * beside:.2f} ms of the processor)", file=sys.stderr)
        self.assertLess(beside, 0.005)


if __name__ == "__main__":
    unittest.main()
