"""Runs before.py and after.py with ten seeds and compares what they find: needs Optuna, a server and PYTHONPATH=clients/python."""
import os
import statistics
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 10)


def best(script, seed):
    run = subprocess.run([sys.executable, os.path.join(FOLDER, script)], env={**os.environ, "SEED": str(seed)}, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr)
    return float(run.stdout.split()[-1])


found = [(best("before.py", seed), best("after.py", seed)) for seed in seeds]
print("seed   Optuna   Serverless Tuner")
for seed, (before, after) in zip(seeds, found):
    print(f"{seed:4}   {before:.5f}  {after:.5f}")
before, after = (statistics.mean(values) for values in zip(*found))
print(f"mean   {before:.5f}  {after:.5f}")
print(f"as good or better in {sum(a >= b for b, a in found)} of {len(found)}")
sys.exit(0 if after >= before else 1)
