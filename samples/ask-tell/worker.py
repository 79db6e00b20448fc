"""A worker: start `./tuner serve`, then this as often as you like, here or elsewhere. Standard library only."""
import json, os, sys, time, urllib.request

data = os.environ.get("TUNER_DATA", ".tuner")
try:
    server = os.environ.get("TUNER_SERVER") or json.load(open(f"{data}/server.json"))["url"]
    token = os.environ.get("TUNER_TOKEN") or open(f"{data}/token").read().strip()
except OSError as error: sys.exit(f"No server here ({error}): start one, or set TUNER_SERVER and TUNER_TOKEN.")


def post(path, body):
    """Asks again while there is no answer: what is told twice counts once. None when the trial is another worker's by now."""
    request = urllib.request.Request(f"{server.rstrip('/')}/v1/tuner/studies{path}", json.dumps(body).encode(), {
        "Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer) | {"wait": int(answer.headers.get("Retry-After", 0))}
        except OSError as error:
            code = getattr(error, "code", 503)
            if code == 409 and "/trials/" in path: return None
            if code < 500: sys.exit(f"{code}: {error.read().decode()}")
            time.sleep(1)


study = json.load(open(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "study.json")))
trials = f"/{post('', study)['name']}/trials/"
while not (asked := post(trials + "suggest", {"worker": f"python-{os.getpid()}", "leaseSeconds": 10}))["done"]:
    time.sleep(asked["wait"])
    for trial in asked["trials"]:
        number, lease, p = trial["number"], trial["lease"], trial["parameters"]
        for epoch in range(10):
            time.sleep(0.03)  # Here a model would learn.
            loss = (p["lr"] - 0.1) ** 2 + (p["momentum"] - 0.9) ** 2 + 1 / (epoch + 1)
            told = post(f"{trials}{number}/report", {"lease": lease, "step": epoch, "value": loss})
            if told is None or told["prune"]: break
        else:
            told = post(f"{trials}{number}/complete", {"lease": lease, "value": loss})
            if told: print(f"{told['state']} {number} {loss}", flush=True)
