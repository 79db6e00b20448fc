"""The pipeline as an endpoint: the tuner posts the parameters of a trial, and is answered its values and what it cost.

    python3 server.py          serves http://127.0.0.1:8300/evaluate
"""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pipeline


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        trial = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        body = json.dumps(pipeline.evaluate(trial["parameters"])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8300), Service).serve_forever()
