"""A server that answers with faults: what is asked again, what is not, and with which key."""
import contextlib
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import types
import unittest
from unittest import mock

import serverless_tuner as tuner

BUSY = (503, {"type": "urn:tuner:error:storage-silent", "title": "Wait", "status": 503}, {})
DONE = (200, {"ok": True}, {})


class Faulty(http.server.ThreadingHTTPServer):
    """Answers from a list, then with the last of it; an answer of None cuts the connection."""

    daemon_threads = True

    def __init__(self, *answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked, self.connections = list(answers), [], 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def client(self, **options):
        return tuner.Client(f"http://127.0.0.1:{self.server_address[1]}", "key", **options)

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.server.connections += 1
        super().setup()

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        answer = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(2)
            return
        status, problem, headers = answer
        content = json.dumps(problem).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def passing_time():
    """A clock that only waiting moves; gives how long was waited."""
    waited = []
    clock = types.SimpleNamespace(monotonic=lambda: sum(waited), sleep=waited.append)
    with mock.patch.object(tuner, "time", clock):
        yield waited


class Faults(unittest.TestCase):
    def test_a_fault_is_asked_again_with_the_same_key_and_body(self):
        with Faulty(BUSY, None, BUSY, DONE) as server:
            self.assertEqual(server.client().start({"name": "x"}), {"ok": True})
            self.assertEqual(len(server.asked), 4)
            self.assertEqual(len({asked[2]["Idempotency-Key"] for asked in server.asked}), 1)
            self.assertEqual({asked[3] for asked in server.asked}, {b'{"name":"x"}'})
            self.assertEqual({asked[2]["Authorization"] for asked in server.asked}, {"Bearer key"})
            server.client().start({"name": "x"})
            self.assertNotEqual(server.asked[0][2]["Idempotency-Key"], server.asked[-1][2]["Idempotency-Key"])

    def test_retry_after_is_kept_to(self):
        with Faulty((429, {"title": "Too many"}, {"Retry-After": "1"}), DONE) as server:
            begun = time.monotonic()
            server.client().call("GET", "studies")
            self.assertGreaterEqual(time.monotonic() - begun, 1)

    def test_a_key_in_flight_is_asked_again_other_conflicts_are_errors(self):
        in_flight = (409, {"type": "urn:tuner:error:key-in-flight", "title": "Wait"}, {})
        with Faulty(in_flight, (409, {"type": "urn:tuner:error:lease-lost", "title": "Lost"}, {})) as server:
            self.assertRaises(tuner.LeaseLost, server.client().tell, "x", 1, "complete", {})
            self.assertEqual(len(server.asked), 2)

    def test_what_is_wrong_is_not_asked_again(self):
        with Faulty((400, {"title": "No", "errors": [{"pointer": "/a", "detail": "is missing"}]}, {})) as server:
            with self.assertRaisesRegex(tuner.ApiError, "/a: is missing"):
                server.client().call("POST", "studies", {})
            self.assertEqual(len(server.asked), 1)

    def test_a_servers_own_fault_is_asked_again_a_few_times_only(self):
        with Faulty((500, {"type": "urn:tuner:error:failed", "title": "Failed"}, {})) as server:
            self.assertRaises(tuner.ApiError, server.client().call, "GET", "studies")
            self.assertEqual(len(server.asked), 4)

    def test_patience_ends(self):
        with Faulty(BUSY) as server:
            begun = time.monotonic()
            self.assertRaises(tuner.ApiError, server.client(patience=0.5).call, "GET", "studies")
            self.assertLess(time.monotonic() - begun, 2)
        with self.assertRaises(tuner.NoServer):
            tuner.Client("http://127.0.0.1:9", "key", patience=0.3).call("GET", "studies")

    def test_a_server_that_never_answered_is_given_up_soon_and_the_error_says_what_to_do(self):
        with passing_time() as waited, self.assertLogs(tuner._log, "WARNING") as said:
            with self.assertRaisesRegex(tuner.NoServer, "http://127.0.0.1:9: Connection.*tuner serve"):
                tuner.create_study(server="http://127.0.0.1:9", key="k")
        self.assertGreater(sum(waited), 1)
        self.assertLess(sum(waited), 5)
        self.assertEqual(len(said.output), 1)

    def test_a_server_that_has_answered_is_waited_for_and_that_is_said_once(self):
        with Faulty(DONE) as server:
            client = server.client()
            client.call("GET", "studies")
        client._local.connection.close()
        with passing_time() as waited, self.assertLogs(tuner._log, "WARNING") as said:
            for _ in range(2):
                self.assertRaises(tuner.NoServer, client.call, "GET", "studies")
        self.assertGreater(sum(waited), 2 * 110)
        self.assertEqual(len(said.output), 1)
        self.assertRegex(said.output[0], r"No answer from http://127.*trying for 1[12]\d s more")

    def test_patience_that_is_given_holds_from_the_first_request_on(self):
        with passing_time() as waited, self.assertRaises(tuner.NoServer):
            tuner.Client("http://127.0.0.1:9", "k", patience=60).call("GET", "studies")
        self.assertGreater(sum(waited), 50)

    def test_a_key_that_is_given_is_used_with_a_server_of_this_machine_too(self):
        with Faulty(DONE) as server, tempfile.TemporaryDirectory() as data, mock.patch.dict(os.environ, TUNER_DATA=data):
            for name in ("TUNER_SERVER", "TUNER_KEY", "TUNER_TOKEN"):
                os.environ.pop(name, None)
            pathlib.Path(data, "server.json").write_text(json.dumps({"url": server.client().server}))
            pathlib.Path(data, "token").write_text("token\n")
            tuner.Client(key="mine").call("GET", "studies")
            tuner.Client().call("GET", "studies")
            os.environ["TUNER_KEY"] = "theirs"
            tuner.Client().call("GET", "studies")
            self.assertEqual([asked[2]["Authorization"] for asked in server.asked], ["Bearer mine", "Bearer token", "Bearer theirs"])

    def test_no_connection_is_left_open_at_the_end_of_a_program(self):
        code = ("import sys, threading, serverless_tuner as tuner\nclient = tuner.Client(sys.argv[1], 'k')\nask = lambda: client.call('GET', 's')\n"
                "ask()\nthread = threading.Thread(target=ask)\nthread.start()\nthread.join()")
        with Faulty(DONE) as server:
            run = subprocess.run([sys.executable, "-W", "always", "-c", code, server.client().server], capture_output=True, text=True,
                                 env={**os.environ, "PYTHONPATH": os.path.dirname(tuner.__file__)}, timeout=60)
            self.assertEqual((run.returncode, run.stderr, len(server.asked)), (0, "", 2))

    def test_one_connection_serves_a_thread_and_is_made_anew_when_it_was_closed(self):
        with Faulty(DONE) as server:
            client = server.client()
            for _ in range(5):
                client.call("GET", "studies")
            self.assertEqual(server.connections, 1)
            server.answers[:] = [(200, {}, {"Connection": "close"}), DONE]
            for _ in range(3):
                client.call("GET", "studies")
            self.assertEqual(server.connections, 2)
            other = threading.Thread(target=client.call, args=("GET", "studies"))
            other.start()
            other.join()
            self.assertEqual(server.connections, 3)

    def test_a_server_on_this_machine_that_comes_back_at_another_port_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            def is_at(server):
                pathlib.Path(folder, "server.json").write_text(json.dumps({"url": f"http://127.0.0.1:{server.server_address[1]}"}))

            pathlib.Path(folder, "token").write_text("token")
            with Faulty(DONE) as before, Faulty(DONE) as after:
                client = before.client(data=folder, patience=10)
                client.server = client.key = None
                is_at(before)
                client.call("GET", "studies")
                before.answers[:] = [None]
                is_at(after)
                client.call("GET", "studies")
                self.assertEqual((len(after.asked), after.asked[0][2]["Authorization"]), (1, "Bearer token"))

    def test_a_deletion_whose_answer_was_cut_is_done(self):
        gone = (404, {"type": "urn:tuner:error:no-such-study", "title": "Gone"}, {})
        with Faulty(None, gone) as server:
            self.assertIsNone(server.client().call("DELETE", "studies/x"))
            self.assertRaises(tuner.NoSuchStudy, server.client().call, "DELETE", "studies/x")

    def test_no_key_no_address_no_server_are_said_at_once(self):
        with self.assertRaisesRegex(ValueError, "TUNER_KEY"):
            client = tuner.Client("http://127.0.0.1:9", "k")
            client.key = None
            client.call("GET", "studies")
        with self.assertRaisesRegex(ValueError, "http://"):
            tuner.Client("localhost:7071", "k").call("GET", "studies")
        client = tuner.Client("http://127.0.0.1:9", "k", data="/nowhere")
        client.server = None
        with self.assertRaisesRegex(tuner.NoServer, "tuner serve"):
            client.call("GET", "studies")


if __name__ == "__main__":
    unittest.main()
