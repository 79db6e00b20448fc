"""A training service that Serverless Tuner calls: it accepts each trial at once, trains in the background, reports as it goes, and calls back.

    python3 server.py                                              serves http://127.0.0.1:8200/train
    TUNER_OUTBOUND_ALLOW=127.0.0.1 ./tuner run study.json          tunes what it trains

With TUNER_SECRET_TRAINER=whsec_... in the environment of both, and "secret": "trainer" in the objective, all messages are signed.
"""

import base64, hashlib, hmac, json, os, threading, time, urllib.error, urllib.request, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS = [base64.b64decode(s.removeprefix("whsec_")) for s in os.environ.get("TUNER_SECRET_TRAINER", "").split()]
SLOTS = threading.Semaphore(4)  # so many trainings at once; the others wait
SEEN = set()  # messages that were accepted: the same one may come twice


def signature(key, message_id, timestamp, body):
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def is_signed(headers, body):
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "0")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(signature(key, message_id, timestamp, body), g) for key in SECRETS for g in given)


def post(url, message):
    """Posts until the tuner answers; None when what is told no longer counts."""
    body, message_id = json.dumps(message).encode(), f"msg_{uuid.uuid4().hex}"
    while True:
        timestamp = str(int(time.time()))
        headers = {"Content-Type": "application/json", "webhook-id": message_id, "webhook-timestamp": timestamp}
        if SECRETS:
            headers["webhook-signature"] = " ".join(signature(key, message_id, timestamp, body) for key in SECRETS)
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429:
                print(f"refused with {error.code}: {error.read().decode()}")
                return None
        except OSError:
            pass  # the tuner is not there at the moment
        time.sleep(2)


def train(trial):
    """Stands for a training of minutes or hours: a curve that falls towards what the parameters are worth."""
    with SLOTS:
        rate, depth = trial["parameters"]["learningRate"], trial["parameters"]["depth"]
        floor = (rate - 0.03) ** 2 * 100 + abs(depth - 6) / 10
        for step in range(10):
            time.sleep(0.05)
            loss = floor + 1 / (step + 1)
            answer = post(trial["reportUrl"], {"step": step, "value": loss})
            if answer is None or answer["prune"]:
                return
        post(trial["callbackUrl"], {"value": loss, "metrics": {"depth": depth}, "attributes": {"trainedBy": os.uname().nodename}})


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if SECRETS and not is_signed(self.headers, body):
            return self.answer(401)
        message = self.headers["webhook-id"]
        if message not in SEEN:
            SEEN.add(message)
            threading.Thread(target=train, args=[json.loads(body)], daemon=True).start()
        self.answer(202)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8200), Service).serve_forever()
