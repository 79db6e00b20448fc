"""What the tests that need a server share: its address and key come from TUNER_SERVER and TUNER_KEY."""
import contextlib
import os
import time
import unittest
import uuid

import serverless_tuner as tuner

tuner.logging.set_verbosity(tuner.logging.ERROR)


def name(what):
    return f"{what}-{uuid.uuid4().hex[:8]}"


@contextlib.contextmanager
def counted(client):
    """The requests that a client sends meanwhile, each as method, path and body."""
    sent, once = [], client._once

    def note(method, path, body, headers):
        sent.append((method, path, body))
        return once(method, path, body, headers)

    client._once = note
    try:
        yield sent
    finally:
        del client._once


def eventually(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"it did not come to hold within {seconds} s")
        time.sleep(0.02)


@unittest.skipUnless(os.environ.get("TUNER_SERVER"), "needs a server: TUNER_SERVER and TUNER_KEY")
class Live(unittest.TestCase):
    def setUp(self):
        self.client = tuner.Client()
