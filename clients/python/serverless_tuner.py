"""Serverless Tuner from Python. One file, standard library only, Python 3.9 or later: install the wheel, or copy the file.
    import serverless_tuner as tuner
    study = tuner.optimize(lambda trial: (trial["x"] - 1) ** 2, space=tuner.Space().float("x", -5, 5), trials=50)
    print(study.best_params, study.best_value)

A script that is written for Optuna runs with another import, and a server then keeps its trials, and shares them among processes:
    import serverless_tuner as optuna

The server and the key come from arguments, else from TUNER_SERVER and TUNER_KEY, else from the data directory of a server on this
machine (TUNER_DATA, or .tuner here or in a folder above). README.md beside this file says what is there and what is different."""
from __future__ import annotations

import contextlib, datetime, decimal, enum, gc, http.client, itertools, json, math, os, random, re, socket, sys, threading, time, types
import logging as _logging, urllib.parse, uuid, warnings, zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

__version__ = "0.1.0"
_log = _logging.getLogger(__name__)

# ---- what goes wrong ----
class TunerError(Exception): """What this client raises."""
class TrialPruned(TunerError): """An objective raises it to end its trial early."""
class NotHere(TunerError, NotImplementedError): """Optuna has it, this client does not; the message names the way to do it here."""
class NoServer(TunerError, ConnectionError): """No server answers, or none is known."""
class StudyEnded(TunerError): """The study gives out no more trials."""

class ApiError(TunerError):
    """The server refused a request: `status`, `type` (a URN), `title`, `detail`, and `errors`, each a field's pointer and what is wrong."""
    def __init__(self, status, problem):
        self.status, self.type = status, problem.get("type") or ""
        self.title, self.detail = problem.get("title") or http.client.responses.get(status, "error"), problem.get("detail") or ""
        self.errors = [(e.get("pointer", ""), e.get("detail", "")) for e in problem.get("errors") or []]
        fields = "; ".join(f"{pointer}: {detail}" if pointer else detail for pointer, detail in self.errors)
        told = self.detail if self.errors and self.errors[0][1] in self.detail else None  # The detail repeats what the fields say.
        super().__init__(f"{self.title} ({status})" + "".join(f": {t}" for t in (self.detail, fields) if t and t != told))
    __str__ = Exception.__str__

class LeaseLost(ApiError): """The trial was given to another worker: what is told of it no longer counts."""
class NoSuchStudy(ApiError, KeyError): """No study has that name."""
class DuplicatedStudyError(ApiError): """A study has that name already."""
class ParameterDiffers(ApiError, ValueError): """A parameter was declared with another distribution before."""

_KINDS = {"lease-lost": LeaseLost, "no-such-study": NoSuchStudy, "study-exists": DuplicatedStudyError,
          "parameter-differs": ParameterDiffers}

def _error_of(status, content):
    """The error that an answer tells of, in the class of its kind."""
    problem = {"detail": content[:500].decode("utf-8", "replace")}
    with contextlib.suppress(ValueError, TypeError): problem = {**json.loads(content)}
    return _KINDS.get((problem.get("type") or "").rpartition(":")[2], ApiError)(status, problem)

def _differs(name, known, asked):
    return ParameterDiffers(409, {"title": f"Parameter '{name}' is {known} and is asked for as {asked}: give that another name"})

# ---- requests ----
class Client:
    """Requests to a server: kept-alive connections, one for each thread; what gets no answer is asked again, with the same Idempotency-Key
    where twice would not be the same as once: for `patience` seconds; None: for 120, but for 3 where no server has answered yet."""
    def __init__(self, server=None, key=None, *, data=None, lease_seconds=60, patience=None, timeout=60.0):
        told = os.environ.get
        self.server, self.key = server or told("TUNER_SERVER"), key or told("TUNER_KEY") or told("TUNER_TOKEN")
        self.data, self.lease_seconds, self.patience, self.timeout = data, lease_seconds, patience, timeout
        self.leases, self._local, self._was_there = _Leases(self), threading.local(), False
        self._is_said = False
    def __getstate__(self): return {k: v for k, v in self.__dict__.items() if k != "leases" and k[0] != "_"}
    def __setstate__(self, state): self.__init__(**state)
    def call(self, method, path, body=None, **options):
        """Asks until there is an answer, and returns it, read from JSON. `path` is what follows /v1/tuner/. A POST that would count
        each time it comes is to count `once`."""
        return self.ask(method, path, body, **options)[0]
    def ask(self, method, path, body=None, *, headers=None, once=False, patience=None, raw=False):
        """The same; returns the answer and its headers."""
        headers = {**(headers or {}), **({"Idempotency-Key": uuid.uuid4().hex} if once else {})}
        if body is not None and not isinstance(body, bytes):
            body, headers["Content-Type"] = json.dumps(body, allow_nan=False, separators=(",", ":")).encode(), "application/json"
        patience, begun, wait, tries = self.patience if patience is None else patience, time.monotonic(), 0.1, 0
        while True:
            tries, least, limit = tries + 1, 0.0, 120.0
            try:
                status, got, content = self._once(method, path, body, headers)
                if status < 400: return content if raw else json.loads(content) if content else None, got
                if status == 404 and method == "DELETE" and tries > 1: return None, got
                error, least = _error_of(status, content), _seconds(got)
                # 500 is a fault of the server's own, which a few tries may pass; 501 stays.
                if not (status > 501 or status == 500 and tries < 4 or status == 429 or error.type.endswith(":key-in-flight")): raise error
            except (OSError, http.client.HTTPException) as broken:
                if isinstance(broken, _Stale): continue
                # What is not written down, or no certificate vouches for, will not come by itself.
                if isinstance(broken, ValueError) or isinstance(broken, NoServer) and not self._was_there: raise
                is_absent = not self._was_there and isinstance(broken, (ConnectionRefusedError, socket.gaierror))
                limit, way = (3.0, f". {_START}") if is_absent else (limit, "")
                error = broken if isinstance(broken, NoServer) else NoServer(f"No answer from {self._local.url}: {broken!r}{way}")
            pause, left = max(least, wait * random.uniform(0.7, 1.3)), begun + (limit if patience is None else patience) - time.monotonic()
            if pause > left: raise error
            if tries > 2 and not self._is_said:  # Once for all threads, until there is an answer.
                self._is_said = True
                _log.warning("%s; trying for %.0f s more", str(error).rstrip("."), left)
            time.sleep(pause)
            wait = min(wait * 2, 5.0)
    def _once(self, method, path, body, headers):
        local = self._local
        connection = getattr(local, "connection", None)
        if connection is None or local.pid != os.getpid():
            url, key = self._where()
            at, local.url = urllib.parse.urlsplit(url), url
            kind = _CONNECTIONS.get(at.scheme)
            if not kind or not at.hostname: raise ValueError(f"{url!r} is no address of a server: it begins with http:// or https://")
            connection = local.connection = kind(at.hostname, at.port, timeout=self.timeout)
            local.pid, local.is_used, local.base, local.auth = os.getpid(), False, at.path.rstrip("/") + "/v1/tuner/", f"Bearer {key}"
        try:
            connection.request(method, local.base + path, body, {**headers, "Authorization": local.auth})
            response = connection.getresponse()
            content = response.read()
        except BaseException as e:
            connection.close()
            local.connection = None
            # It had been idle, and the server has closed it without reading the request.
            if local.is_used and isinstance(e, (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError)):
                raise _Stale from None
            raise
        local.is_used, self._was_there, self._is_said = True, True, self._is_said and response.status > 500
        return response.status, response.headers, content
    def _where(self):
        """The server's address and the key. A server on this machine may have another port after a restart: it is looked up each time."""
        if self.server:
            if not self.key:
                raise ValueError(f"There is no key for {self.server}: give one, or set TUNER_KEY (tuner key create NAME --scope write)")
            return self.server, self.key
        folder = self.data or os.environ.get("TUNER_DATA") or _data_folder()
        try:
            with open(os.path.join(folder, "server.json"), encoding="utf-8") as server, open(os.path.join(folder, "token")) as token:
                return json.load(server)["url"], self.key or token.read().strip()
        except (OSError, ValueError, KeyError) as e:
            raise NoServer(f"No server is known ({folder}: {e}). {_START}") from None
    def start(self, spec): return self.call("POST", "studies", spec, once=True)
    def study(self, name): return self.call("GET", f"studies/{_quote(name)}")
    def suggest(self, name, count=1):
        """The trials that are free, each with a lease, and in how many seconds to ask again when there are none."""
        body = {"count": count, "worker": f"{socket.gethostname()}-{os.getpid()}", "leaseSeconds": self.lease_seconds}
        answer, headers = self.ask("POST", f"studies/{_quote(name)}/trials/suggest", body, once=True)
        return answer, _seconds(headers)
    def tell(self, name, number, what, body, **options):
        """Tells of a trial: `what` is report, heartbeat, parameters, complete, prune or fail. Told twice it counts once, by its lease."""
        return self.call("POST", f"studies/{_quote(name)}/trials/{number}/{what}", body, **options)
    def artifact(self, name, number, file):
        """The content of a file that a trial keeps."""
        return self.call("GET", f"studies/{_quote(name)}/trials/{number}/artifacts/{_quote(file)}", raw=True)

class _Stale(OSError): """The kept-alive connection had been closed."""
_START = "Start one (tuner serve), or set TUNER_SERVER and TUNER_KEY to one that runs."
_CONNECTIONS = {scheme: type(kind.__name__, (kind,), {"__del__": kind.close})  # None is left open at the end of a program.
                for scheme, kind in (("http", http.client.HTTPConnection), ("https", http.client.HTTPSConnection))}
def _quote(text): return urllib.parse.quote(str(text), safe="")
def _seconds(headers): return float(re.sub(r"\D.*", "", headers.get("Retry-After") or "") or 0)

def _data_folder():
    """.tuner here, or in the nearest folder above."""
    parts = os.getcwd().split(os.sep)
    folders = [os.path.join(os.sep.join(parts[:n]) or os.sep, ".tuner") for n in range(len(parts), 0, -1)]
    return next((folder for folder in folders if os.path.exists(os.path.join(folder, "server.json"))), ".tuner")

class _Leases:
    """Keeps the leases of this process's trials alive, in one thread that ends when there are none. A forked process has neither the
    thread nor the trials of its parent, and a lock that it got with them might never be free: it has its own."""
    def __init__(self, client): self._client, self._of = client, {}
    def own(self): return self._of.setdefault(os.getpid(), types.SimpleNamespace(held={}, lock=threading.Lock(), thread=None))
    def add(self, trial):
        own = self.own()
        with own.lock:
            own.held[id(trial)] = trial
            if own.thread is None:
                own.thread = threading.Thread(target=self._run, name="tuner-leases", daemon=True)
                own.thread.start()
    def drop(self, trial):
        with self.own().lock: self.own().held.pop(id(trial), None)
    def _run(self):
        own, third = self.own(), self._client.lease_seconds / 3
        while True:
            time.sleep(third / 2)
            with own.lock:
                held = list(own.held.values())
                if not held:
                    own.thread = None
                    return
            for trial in held: trial._live(third)

# ---- distributions ----
class BaseDistribution:
    """The values that a parameter may have: `decode` reads one from JSON, `wire` is what the server is told of them."""
    def __init__(self, **spec): self.__dict__.update(spec)
    def decode(self, raw): return raw
    def single(self): return False
    def _asdict(self): return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}
    def _key(self): return type(self).__name__, *self._asdict().items()
    def __eq__(self, other): return isinstance(other, BaseDistribution) and self._key() == other._key()
    def __hash__(self): return hash(self._key())
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{k}={v}' for k, v in sorted(self._asdict().items()))})"

class FloatDistribution(BaseDistribution):
    """A number from `low` to `high`, evenly, by orders of magnitude (`log`), or low, low + step, …"""
    _kind, _type, _no_step = "float", float, None
    def __init__(self, low, high, log=False, step=None):
        for is_wrong, why in ((low > high, "`low` must not be above `high`"), (log and low <= 0, "`low` must be above 0 for a log scale"),
                              (log and step != self._no_step, "`step` is not supported when `log` is true"),
                              (step is not None and step <= 0, "`step` must be above 0")):
            if is_wrong: raise ValueError(f"{why} (low={low}, high={high}, step={step}).")
        if step is not None:
            at, by, given = decimal.Decimal(str(low)), decimal.Decimal(str(step)), high
            high = float((decimal.Decimal(str(high)) - at) // by * by + at)
            if high != given: warnings.warn(f"The steps of {step} from {low} do not meet {given}: they end at {high}.", stacklevel=4)
        self.low, self.high, self.log, self.step = self._type(low), self._type(high), bool(log), step and self._type(step)
    def decode(self, raw): return self._type(raw)
    def single(self): return self.low == self.high
    def wire(self):
        step = {} if self.step == self._no_step or self.single() else {"step": self.step}
        return {"type": self._kind, "low": self.low, "high": self.high, **({"log": True} if self.log else {}), **step}

class IntDistribution(FloatDistribution):
    """The same for whole numbers."""
    _kind, _type, _no_step = "int", int, 1
    def __init__(self, low, high, log=False, step=1): super().__init__(int(low), int(high), log, int(step))

class CategoricalDistribution(BaseDistribution):
    """Choices of any kind: what JSON does not have (a tuple, a class) is known to the server by the text that `repr` makes of it."""
    def __init__(self, choices):
        self.choices = tuple(choices)
        self._texts = [json.dumps(_plain(choice)) for choice in self.choices]
        if not self.choices: raise ValueError("The `choices` must contain one or more elements.")
    def decode(self, raw):
        text = json.dumps(raw)
        return next((c for c, t in zip(self.choices, self._texts) if t == text or _numbers(c, raw) and c == raw), raw)
    def single(self): return len(self.choices) == 1
    def _key(self): return "CategoricalDistribution", *self._texts
    def wire(self): return {"type": "categorical", "choices": [json.loads(text) for text in self._texts]}
def _numbers(*values): return all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)

def _plain(value):
    """A value as JSON has it; numpy's numbers as Python's, and what JSON does not have as its text."""
    if hasattr(value, "item") and not isinstance(value, (str, bool, int, float)):
        with contextlib.suppress(Exception): value = value.item()
    if value is None or isinstance(value, (str, bool, int)): return value
    return float(value) if isinstance(value, float) and math.isfinite(value) else repr(value)

def _distribution_of(spec):
    if spec["kind"] in ("categorical", "ordinal"): return CategoricalDistribution(spec["choices"])
    kind = {"float": FloatDistribution, "int": IntDistribution}.get(spec["kind"])
    if kind is None or spec.get("scale"):  # A normal, a lognormal or a logit scale of a study file: Optuna has none.
        return BaseDistribution(**{k: v for k, v in spec.items() if k not in ("name", "when") and v is not None})
    return kind(spec["low"], spec["high"], spec.get("log", False), spec.get("step") or kind._no_step)

def _deprecated(name, instead, make):
    """What Optuna still has under an older name."""
    def old(*args, **options):
        warnings.warn(f"{name} is deprecated: use {instead}.", FutureWarning, stacklevel=2)
        return make(*args, **options)
    old.__name__ = name
    return old

class Space(dict):
    """Builds a search space: Space().float("lr", 1e-5, 0.1, log=True).categorical("opt", ["sgd", "adam"]).float("momentum",
    0.5, 0.99, when={"opt": ["sgd"]}). It is the `searchSpace` of a study file, and such a dict may stand for it."""
    def float(self, name, low, high, *, when=None, **options): return self._add(name, FloatDistribution(low, high, **options).wire(), when)
    def logit(self, name, low, high, *, when=None): return self._add(name, dict(type="float", low=low, high=high, scale="logit"), when)
    def int(self, name, low, high, *, when=None, **options): return self._add(name, IntDistribution(low, high, **options).wire(), when)
    def categorical(self, name, choices, *, when=None): return self._add(name, CategoricalDistribution(choices).wire(), when)
    def ordinal(self, name, choices, *, when=None): return self._add(name, {"type": "ordinal", "choices": list(choices)}, when)
    def normal(self, name, mu, sigma, *, when=None, **to): return self._add(name, dict(type="normal", mu=mu, sigma=sigma, **to), when)
    def lognormal(self, name, mu, sigma, *, when=None, **to): return self._add(name, dict(type="lognormal", mu=mu, sigma=sigma, **to), when)
    def _add(self, name, wire, when):
        if name in self: raise ValueError(f"'{name}' is in the space already")
        self[name] = {**wire, **({"when": {k: list(v) for k, v in when.items()}} if when else {})}
        return self

# ---- trials ----
class TrialState(enum.IntEnum):
    RUNNING, COMPLETE, PRUNED, FAIL, WAITING = range(5)
    def is_finished(self): return self not in (TrialState.RUNNING, TrialState.WAITING)
    def __str__(self): return f"TrialState.{self.name}"
    __repr__ = __str__

class StudyDirection(enum.IntEnum):
    NOT_SET, MINIMIZE, MAXIMIZE = range(3)

_NOTES = "enqueue_trial(user_attrs=...)"  # An enqueued point carries them as a parameter that no objective asks for.
_STATES = dict(zip(("running", "complete", "pruned", "failed", "waiting"), TrialState))

class BaseTrial:
    """What has values by name: `trial["lr"]`, or `trial.suggest_float("lr", …)`."""
    def suggest_float(self, name, low, high, *, step=None, log=False): return self._suggest(name, FloatDistribution(low, high, log, step))
    def suggest_int(self, name, low, high, step=1, log=False): return self._suggest(name, IntDistribution(low, high, log, step))
    def suggest_categorical(self, name, choices): return self._suggest(name, CategoricalDistribution(choices))
    suggest_uniform = _deprecated("suggest_uniform", "suggest_float", lambda self, name, low, high: self.suggest_float(name, low, high))
    suggest_loguniform = _deprecated(
        "suggest_loguniform", "suggest_float", lambda self, name, low, high: self.suggest_float(name, low, high, log=True))
    suggest_discrete_uniform = _deprecated(
        "suggest_discrete_uniform", "suggest_float", lambda self, name, low, high, q: self.suggest_float(name, low, high, step=q))
    def __getitem__(self, name): return self.params[name]
    def __contains__(self, name): return name in self.params
    def get(self, name, default=None): return self.params.get(name, default)
    def __getattr__(self, name): raise _missing("Trial", name)

class Trial(BaseTrial):
    """A trial that this process evaluates. `params` has the values that were asked for; in a study with a listed space, all of them."""
    def __init__(self, study, given):
        self.study, self.number, self.attempt = study, given["number"], given["attempt"]
        self.params, self.distributions, self.system_attrs, self.intermediate_values = {}, {}, {}, {}
        self.metrics, self.constraints, self.cost_usd, self.datetime_start = {}, {}, None, datetime.datetime.now()
        self._path = f"{study._path}/trials/{self.number}"
        self._lease, self._given, self._pending, self._lock = given["lease"], dict(given["parameters"]), [], threading.RLock()
        self.user_attrs = json.loads(self._given.pop(_NOTES, "{}"))
        self._ended = None  # Why the server has ended the trial, or that its lease was lost: nothing more is told of it.
        self._is_lost, self._frozen, self._touched = False, None, time.monotonic()
        for name, raw in {} if study._is_open else self._given.items():
            self.distributions[name] = study._declared.get(name) or CategoricalDistribution([raw])  # What is `fixed` has one value.
            self.params[name] = self.distributions[name].decode(raw)
    def report(self, value, step):
        """An intermediate value, or a list of one for each direction. It goes out when `should_prune` is asked, else it prunes nobody."""
        values = [float(v) for v in value] if isinstance(value, (list, tuple)) else [float(value)]
        if len(values) != (n := len(self.study.directions)):
            raise (NotImplementedError if len(values) == 1 else ValueError)(f"Trial.report takes {n} values here, one for each direction.")
        if step < 0: raise ValueError(f"The `step` argument is {step} but cannot be negative.")
        if step in self.intermediate_values:
            return warnings.warn(f"The reported value is ignored because this `step` {step} is already reported.", stacklevel=2)
        with self._lock:
            self.intermediate_values[step] = values if n > 1 else values[0]
            if all(map(math.isfinite, values)):  # JSON has no other numbers: those are known in this process only.
                self._pending.append({"step": int(step), **({"values": values} if n > 1 else {"value": values[0]}), **self._cost()})
        if len(self._pending) > 100: self._flush(judge=False, leave=1)
    def should_prune(self):
        """Whether to stop: the server's pruner says so, or the trial was cancelled, is out of money, or its study was stopped."""
        if self.study._prunes and any(map(math.isnan, _last(self.intermediate_values))): return True
        self._flush(judge=True)
        return self._ended is not None
    # Kept with the trial when it ends: a note of any JSON value, what else was measured, what must be at most 0, US dollars so far.
    def set_user_attr(self, key, value): self.user_attrs[key] = json.loads(_note(value))
    def set_metric(self, name, value): self.metrics[name] = float(value)
    def set_constraint(self, name, value): self.constraints[name] = float(value)
    def set_cost(self, usd): self.cost_usd = float(usd)
    def keep(self, file, content):
        """Keeps a file with the trial, which must not have ended: `content` is bytes, or the path of a file."""
        if not isinstance(content, (bytes, bytearray)):
            with open(content, "rb") as opened: content = opened.read()
        headers = {"X-Trial-Lease": self._lease, "Content-Type": "application/octet-stream"}
        return self.study._client.call("PUT", f"{self._path}/artifacts/{_quote(file)}", bytes(content), headers=headers)
    def _cost(self): return {} if self.cost_usd is None else {"costUsd": self.cost_usd}
    def _used(self): return {"used": list(self.params)} if self.study._is_open else {}
    def _suggest(self, name, distribution):
        if name not in self.distributions: self._declare({name: distribution})
        elif self.distributions[name] != distribution: raise _differs(name, self.distributions[name], distribution)
        return self.params[name]
    def _declare(self, wanted):
        """Gets values for parameters. Those that the study knew came with the trial, the others are asked for together."""
        declared, unknown = self.study._declared, {}
        for name, distribution in wanted.items():
            known = declared.get(name)
            if known is not None and known != distribution: raise _differs(name, known, distribution)
            if known is None or name not in self._given:
                if not self.study._is_open:
                    raise ValueError(f"'{name}' has no value in trial {self.number}: study '{self.study._id}' lists its parameters itself.")
                unknown[name] = distribution.wire()
        if unknown: self._given = {**self._given, **self._tell("parameters", {"parameters": unknown})["parameters"]}
        for name, distribution in wanted.items():
            declared[name] = self.distributions[name] = distribution
            self.params[name] = distribution.decode(self._given[name])
    def _live(self, third):
        """A sign of life when one is due. Reports are one too, but for the newest, about which `should_prune` may be asked yet."""
        if self._ended is not None or time.monotonic() - self._touched < third / 2: return
        try:
            if len(self._pending) > 1: self._flush(judge=False, leave=1, patience=third)
            else: self._tell("heartbeat", {}, patience=third)
        except Exception as e: _log.debug("Trial %s: no sign of life was taken: %s", self.number, e)
    def _flush(self, judge, leave=0, **options):
        with self._lock, contextlib.suppress(LeaseLost):
            while len(self._pending) > leave and self._ended is None:
                reports = self._pending[:min(100, len(self._pending) - leave)]
                self._tell("report", {"reports": reports, **self._used(), **({} if judge else {"judge": False})}, **options)
                del self._pending[:len(reports)]
    def _tell(self, what, body, **options):
        """Tells the server, and notes when that says that the trial is over or another worker's."""
        try:
            answer = self.study._client.tell(self.study._id, self.number, what, {"lease": self._lease, **body}, **options)
        except LeaseLost as e:
            self._ended, self._is_lost = str(e), True
            raise
        self._touched = time.monotonic()
        if answer.get("prune"): self._ended = answer.get("reason") or "pruned"
        return answer

class FrozenTrial(BaseTrial):
    """What is known of a trial at one moment. An objective can be called with it once more."""
    def __init__(self, number, state, value=None, datetime_start=None, datetime_complete=None, params=None, distributions=None,
                 user_attrs=None, system_attrs=None, intermediate_values=None, trial_id=None, *, values=None):
        values = [value] if value is not None else values
        self.number, self.state, self.values = number, state, None if values is None else [float(v) for v in values]
        self.datetime_start, self.datetime_complete, self.params = datetime_start, datetime_complete, params or {}
        self.distributions, self.user_attrs, self.system_attrs = distributions or {}, user_attrs or {}, system_attrs or {}
        self.metrics, self.cost_usd, self.reason = {}, 0.0, None
        self._reports = intermediate_values  # A function where they are still to be read.
    @property
    def value(self):
        if self.values and len(self.values) > 1: raise RuntimeError("This attribute is not available during multi-objective optimization.")
        return self.values[0] if self.values else None
    @property
    def intermediate_values(self):
        """By step; lists of trials come without them, so they are read when they are first looked at."""
        if not isinstance(self._reports, dict): self._reports = self._reports() if self._reports else {}
        return self._reports
    last_step = property(lambda self: max(self.intermediate_values, default=None))
    duration = property(lambda self: self.datetime_complete - self.datetime_start if self.datetime_complete else None)
    def report(self, value, step): self.intermediate_values.setdefault(step, value)
    def should_prune(self): return False
    def set_user_attr(self, key, value): self.user_attrs[key] = value
    def __eq__(self, other): return isinstance(other, FrozenTrial) and repr(self) == repr(other)
    def __lt__(self, other): return self.number < other.number
    def __hash__(self): return hash((self.number, self.state))
    def __getstate__(self): return {**self.__dict__, "_reports": self.intermediate_values}
    def _suggest(self, name, distribution):
        if name not in self.params:
            raise ValueError(f"The value of the parameter '{name}' is not found. Please set it at the construction of the trial object.")
        return self.params[name]
    def __repr__(self):
        return (f"FrozenTrial(number={self.number}, state={self.state}, values={self.values}, params={self.params}, "
                f"user_attrs={self.user_attrs}, datetime_start={self.datetime_start!r}, datetime_complete={self.datetime_complete!r})")

class FixedTrial(FrozenTrial):
    """Values to call an objective with, without a study."""
    def __init__(self, params, number=0): super().__init__(number, TrialState.RUNNING, None, datetime.datetime.now(), params=dict(params))
def _last(values): return [] if not values else last if isinstance(last := values[max(values)], list) else [last]

def _local_time(text):
    """A time as the API writes it, as a naive one of this machine, which is what Optuna gives."""
    if text:
        text = re.sub(r"\.(\d{1,6})\d*", lambda m: "." + m.group(1).ljust(6, "0"), text.replace("Z", "+00:00"))
        return datetime.datetime.fromisoformat(text).astimezone().replace(tzinfo=None)
def _note(value):
    """The text by which a value is kept as a note."""
    def plain(part):
        if hasattr(part, "tolist"): return part.tolist()
        raise TypeError(f"{type(part).__name__} is no value of JSON, as notes are; trial.keep(file, bytes) keeps anything")
    return json.dumps(value, default=plain)
def _attributes(texts):
    """Notes are kept as the JSON of their values; what does not parse is the text itself."""
    def read(text):
        try: return json.loads(text)
        except ValueError: return text
    return {name: read(text) for name, text in (texts or {}).items()}

# ---- studies ----
class Study:
    """A study on the server. Any number of processes may work on it."""
    def __init__(self, client, view, sampler=None, pruner=None, name=None):
        self._client, self._id, self.study_name = client, view["name"], name or view["name"]
        self._path = f"studies/{_quote(self._id)}"
        self.sampler, self.pruner, self._constraints = sampler, pruner, getattr(sampler, "constraints_func", None)
        spec, best = view["spec"], view.get("best")
        self.directions = [StudyDirection[d.upper()] for d in spec["directions"]]
        self._is_open, self._prunes = bool(spec.get("openSpace")), (spec.get("pruner") or {}).get("type", "none") != "none"
        self._declared, self._asked, self._rows, self._seq = {}, {}, {}, 0
        self._learn(view)
        self._best = (best["number"], best["values"][0]) if best and len(self.directions) == 1 else None
        self._lock, self._loop, self._is_stopped = threading.Lock(), threading.local(), False
    def __reduce__(self): return _study_of, (self._client, self._id, self.sampler, self.pruner, self.study_name)
    def __getattr__(self, name): raise _missing("Study", name)
    def __setattr__(self, name, value):
        if name in ("sampler", "pruner") and name in self.__dict__:
            raise NotHere(f"A study's {name} is the server's, for all processes: give it to create_study({name}=...)")
        object.__setattr__(self, name, value)
    # -- the loop --
    def optimize(self, func, n_trials=None, timeout=None, n_jobs=1, catch=(), callbacks=None, gc_after_trial=False, show_progress_bar=None):
        """Evaluates trials with `func(trial)`: `n_trials` of them here, whatever other processes do; until `timeout` seconds are
        over; or until the study gives out no more. `n_jobs` threads (-1: one for each processor)."""
        if getattr(self._loop, "is_in", False): raise RuntimeError("Nested invocation of `Study.optimize` method isn't allowed.")
        catch = tuple(catch) if isinstance(catch, Iterable) else (catch,)
        end = None if timeout is None else time.monotonic() + timeout
        turns = itertools.count() if n_trials is None else iter(range(n_trials))
        self._is_stopped = False

        def work():
            self._loop.is_in = True
            try:
                while not self._is_stopped and (end is None or time.monotonic() < end):
                    with self._lock: turn = next(turns, None)
                    trial = None if turn is None else self._ask(end)
                    if trial is None: return
                    frozen = self._evaluate(trial, func, catch)
                    if gc_after_trial: gc.collect()
                    for callback in callbacks or (): callback(self, frozen)
            except BaseException:
                self._is_stopped = True
                raise
            finally: self._loop.is_in = False

        jobs = (os.cpu_count() or 1) if n_jobs == -1 else n_jobs
        if jobs == 1: return work()
        with ThreadPoolExecutor(jobs) as threads:
            try:
                for done in [threads.submit(work) for _ in range(jobs)]: done.result()
            finally: self._is_stopped = True
    def stop(self):
        """Lets `optimize` end after the trials that run."""
        if not getattr(self._loop, "is_in", False):
            raise RuntimeError("`Study.stop` is supposed to be invoked inside an objective function or a callback.")
        self._is_stopped = True
    def ask(self, fixed_distributions=None):
        """A trial to evaluate, with values for `fixed_distributions`; waits while none is free. It is this process's until it is told."""
        trial = self._ask(None, must=True)
        trial._declare(fixed_distributions or {})
        return trial
    def tell(self, trial, values=None, state=None, skip_if_finished=False):
        """What came of a trial: one value, or one for each direction; or that it was pruned or has failed."""
        held = trial if isinstance(trial, Trial) else self._asked.get(trial)
        told = held._frozen if held else self._of_row(self._row(trial) or {"number": trial, "state": "running"})
        if held is None and not told.state.is_finished():
            raise ValueError(f"Cannot tell for trial with number {trial} since this process does not hold it.")
        if told is not None and skip_if_finished: return told
        result, wrong = self._result(held, values) if state in (None, TrialState.COMPLETE) and told is None else ({}, None)
        refusal = (f"Cannot tell a {told.state.name} trial." if told is not None else
                   f"Cannot tell with state {state}." if state in (TrialState.RUNNING, TrialState.WAITING) else
                   wrong if state == TrialState.COMPLETE else
                   f"Values cannot be specified when state is {state}." if state is not None and values is not None else None)
        if refusal: raise ValueError(refusal)
        if wrong: warnings.warn(wrong, stacklevel=2)
        return self._finish(held, TrialState.FAIL if wrong else TrialState.COMPLETE if state is None else state, result, wrong)
    def _ask(self, end, must=False):
        while True:
            answer, wait = self._client.suggest(self._id)
            if answer["trials"]: break
            if answer["done"]:
                ended = StudyEnded(f"Study '{self.study_name}' gives out no more trials: {answer.get('stopReason') or 'it has ended'}")
                if must: raise ended
                return _log.info("%s", ended)
            wait = max(wait, 0.05)
            if not must and (self._is_stopped or end is not None and time.monotonic() + wait >= end): return None
            time.sleep(wait)
        trial = Trial(self, answer["trials"][0])
        self._asked[trial.number] = trial
        self._client.leases.add(trial)
        return trial
    def _evaluate(self, trial, func, catch):
        error, state, wrong, result = None, None, None, {}
        try:
            result, wrong = self._result(trial, func(trial))
            state = TrialState.FAIL if wrong else TrialState.COMPLETE
        except TrialPruned as e: error, state = e, TrialState.PRUNED
        except (Exception, KeyboardInterrupt) as e: error, state, wrong = e, TrialState.FAIL, repr(e)
        try:
            frozen = self._finish(trial, state, result, wrong or str(error or ""))
        except Exception as e:
            if state == TrialState.COMPLETE and not isinstance(e, NoServer):  # The result cannot be used: the trial would run on.
                trial._pending.clear()
                self._finish(trial, TrialState.FAIL, {}, repr(e))
            raise
        self._say(frozen, error, wrong)
        if frozen.state == TrialState.FAIL and error is not None and not isinstance(error, (LeaseLost, *catch)): raise error
        return frozen
    def _result(self, trial, value):
        """What `complete` takes of values, and what is wrong with them. A study that scores metrics needs none."""
        if value is None and trial.metrics: return {"values": []}, None
        values = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        for i, v in enumerate(values):
            try: values[i] = float(v)
            except (TypeError, ValueError): return {}, f"The value {v!r} could not be cast to float."
            if not math.isfinite(values[i]): return {}, f"The value {values[i]} is not acceptable."
        if len(values) != len(self.directions):
            return {}, f"The number of the values {len(values)} did not match the number of the objectives {len(self.directions)}."
        return {"values": values}, None
    def _finish(self, trial, state, result, reason):
        """Tells the server how a trial has ended; returns what is known of it then."""
        last, what = _last(trial.intermediate_values), {TrialState.COMPLETE: "complete", TrialState.PRUNED: "prune"}.get(state, "fail")
        frozen = FrozenTrial(trial.number, state, values=result.get("values"), datetime_start=trial.datetime_start, params=trial.params,
                             distributions=trial.distributions, user_attrs=trial.user_attrs, intermediate_values=trial.intermediate_values)
        frozen.metrics, frozen.cost_usd = trial.metrics, trial.cost_usd or 0.0
        notes = {k: _note(v) for k, v in trial.user_attrs.items()}
        body = {**result, **trial._cost(), **trial._used(), **({"attributes": notes} if notes else {})}
        if what == "complete":
            if self._constraints is not None:
                frozen.system_attrs["constraints"] = tuple(float(c) for c in self._constraints(frozen))
                trial.constraints.update({f"c{i}": c for i, c in enumerate(frozen.system_attrs["constraints"])})
            body.update({k: v for k, v in (("metrics", trial.metrics), ("constraints", trial.constraints)) if v})
        else: body.update(reason=(reason or "ended by its objective")[:1000], **({"final": True} if what == "fail" else {}))
        self._client.leases.drop(trial)
        told, ended = {}, None
        try:
            trial._flush(judge=False)
            ended = trial._ended
            if ended is None: told = trial._tell(what, body)
            elif notes and not trial._is_lost: self._client.call("PATCH", trial._path, {"attributes": notes})
        except LeaseLost as e: ended = str(e)
        self._asked.pop(trial.number, None)
        # One that waits is to have another attempt.
        frozen.state = (TrialState.FAIL if trial._is_lost or told.get("state") == "waiting" else
                        _STATES[told["state"]] if told else TrialState.PRUNED)
        frozen.reason = ended or told.get("reason")
        if frozen.state != TrialState.COMPLETE:
            frozen.values = last if frozen.state == TrialState.PRUNED and last and not any(map(math.isnan, last)) else None
        frozen.datetime_complete, trial._frozen = datetime.datetime.now(), frozen
        return frozen
    def _say(self, frozen, error, wrong):
        if frozen.state == TrialState.PRUNED: _log.info("Trial %s pruned. %s", frozen.number, str(error or "") or frozen.reason or "")
        elif frozen.state == TrialState.FAIL:
            _log.warning("Trial %s failed with parameters: %s because of the following error: %s.", frozen.number, frozen.params,
                         wrong or frozen.reason, exc_info=error)
        else:
            values, sign = frozen.values or [math.nan], -1 if self.directions[0] == StudyDirection.MAXIMIZE else 1
            with self._lock:
                is_one = len(values) == 1 and all(c <= 0 for c in frozen.system_attrs.get("constraints", ()))
                if is_one and (self._best is None or sign * values[0] < sign * self._best[1]): self._best = (frozen.number, values[0])
                best = f" Best is trial {self._best[0]} with value: {self._best[1]}." if self._best else ""
            told = f"value: {values[0]}" if len(values) == 1 else f"values: {values}"
            _log.info("Trial %s finished with %s and parameters: %s.%s", frozen.number, told, frozen.params, best)
    # -- what is known --
    best_params = property(lambda self: self.best_trial.params)
    best_value = property(lambda self: self.best_trial.value)
    trials = property(lambda self: self.get_trials())
    user_attrs = property(lambda self: _attributes(self._client.study(self._id).get("attributes")))
    system_attrs = property(lambda self: {})
    @property
    def direction(self):
        self._single("direction", "Study.directions to retrieve a list containing all directions")
        return self.directions[0]
    @property
    def best_trial(self):
        """The best complete trial of all processes; one that keeps the constraints, if any does."""
        self._single("best trial", "Study.best_trials to retrieve a list containing the best trials")
        best = self._best_rows(1)
        if not best: raise ValueError("No trials are completed yet.")
        return best[0]
    @property
    def best_trials(self):
        """With several directions the trials of the Pareto front."""
        return sorted(self._best_rows(1000 if len(self.directions) > 1 else 1))
    def get_trials(self, deepcopy=True, states=None):
        """All trials, by number, those of other processes too. Only what has changed since the last time is read."""
        with self._lock:
            is_cut = True
            while is_cut:
                news = self._client.call("GET", f"{self._path}?since={self._seq}")
                self._rows.update((row["number"], row) for row in news["trials"])
                self._seq, is_cut = news["seq"], news["isCut"]
            rows = sorted(self._rows.values(), key=lambda row: row["number"])
        return self._of_rows(row for row in rows if states is None or _STATES[row["state"]] in states)
    def set_user_attr(self, key, value):
        self._client.call("PATCH", self._path, {"attributes": {key: _note(value)}})
    def enqueue_trial(self, params, user_attrs=None, skip_if_exists=False):
        """Has a point tried before those of the sampler; what it lacks is suggested. It is among the trials once it was asked for."""
        if user_attrs and not self._is_open:
            raise NotHere(f"{_NOTES} is not here in a study that lists its parameters: let the objective set them")
        if skip_if_exists and any(t.params.keys() == params.keys() and all(_same(t.params[k], v) for k, v in params.items())
                                  for t in self.get_trials()):
            return _log.info("Trial with params %s already exists. Skipping enqueue.", params)
        point = {**{k: _plain(v) for k, v in params.items()}, **({_NOTES: _note(user_attrs)} if user_attrs else {})}
        self._client.call("POST", f"{self._path}/enqueue", {"points": [point]}, once=True)
    def trials_dataframe(self, attrs=None):
        """The trials as a table, where pandas is installed: `params_lr` and the like; those columns that begin with one of `attrs`."""
        try: import pandas
        except ImportError: raise NotHere("trials_dataframe needs pandas, which is not installed; `study.trials` is a list") from None
        values = [f"values_{i}" for i in range(len(self.directions))]
        rows = [{"number": t.number, **({"value": t.value} if len(self.directions) == 1 else dict(zip(values, t.values or ()))),
                 "datetime_start": t.datetime_start, "datetime_complete": t.datetime_complete, "duration": t.duration,
                 **{f"params_{k}": v for k, v in t.params.items()}, **{f"user_attrs_{k}": v for k, v in t.user_attrs.items()},
                 "state": t.state.name} for t in self.get_trials()]
        return pandas.DataFrame([{k: v for k, v in row.items() if attrs is None or k.startswith(tuple(attrs))} for row in rows])
    def _single(self, what, instead):
        if len(self.directions) > 1:
            raise RuntimeError(f"A single {what} cannot be retrieved from a multi-objective study. Consider using {instead}.")
    def _learn(self, view):
        """Takes up which parameters there are: of an open study those that any process has declared so far."""
        for spec in (view.get("parameters") if self._is_open else view["spec"]["searchSpace"]) or []:
            self._declared.setdefault(spec["name"], _distribution_of(spec))
    def _best_rows(self, count): return self._of_rows(self._client.call("GET", f"{self._path}/best?count={count}")["items"])
    def _row(self, number):
        with contextlib.suppress(ApiError): return self._client.call("GET", f"{self._path}/trials/{number}")
    def _of_rows(self, rows):
        rows = list(rows)
        if any(name not in self._declared for row in rows for name in row["parameters"]): self._learn(self._client.study(self._id))
        return [self._of_row(row) for row in rows]
    def _of_row(self, row):
        values = dict(row.get("parameters", {}))
        notes = {**json.loads(values.pop(_NOTES, "{}")), **_attributes(row.get("attributes"))}
        distributions = {name: self._declared.get(name) or BaseDistribution() for name in values}
        frozen = FrozenTrial(
            row["number"], _STATES[row["state"]], None, _local_time(row.get("startedAt")), _local_time(row.get("endedAt")),
            {name: distributions[name].decode(raw) for name, raw in values.items()}, distributions, notes, {},
            lambda: {} if row.get("lastStep") is None else {
                r["step"]: r.get("values") or float(r["value"])
                for r in (self._row(row["number"]) or {}).get("reports") or []}, values=row.get("values"))
        if row.get("constraints"): frozen.system_attrs["constraints"] = tuple(map(float, row["constraints"].values()))
        frozen.metrics, frozen.cost_usd, frozen.reason = row.get("metrics") or {}, row.get("costUsd", 0.0), row.get("reason")
        return frozen
def _same(a, b): return math.isclose(a, b, rel_tol=1e-5) if _numbers(a, b) else type(a) is type(b) and a == b
def _study_of(client, server_name, sampler, pruner, name): return Study(client, client.study(server_name), sampler, pruner, name)
def _server_name(name):
    """Names on the server have letters, digits, '.', '_' and '-' alone; another one is written with these, the same way each time."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}", name): return name
    return f"study-{re.sub(r'[^A-Za-z0-9._-]+', '-', name)[:100]}-{zlib.crc32(name.encode()):08x}"

def _client(storage, server=None, key=None, lease_seconds=60):
    if isinstance(storage, Client): return storage
    is_address = isinstance(storage, str) and storage.startswith(("http://", "https://"))
    if storage is not None and not is_address:
        raise NotHere(f"storage={storage!r} is not here: the server keeps studies; leave `storage` out, or give it the server's address "
                      "(http://127.0.0.1:7071)")
    return Client(server or (storage if is_address else None), key, lease_seconds=lease_seconds)

def create_study(*, storage=None, sampler=None, pruner=None, study_name=None, direction=None, load_if_exists=False, directions=None,
                 server=None, key=None, lease_seconds=60, **spec):
    """Makes a study whose parameters are found while the objective asks for them; or, with `load_if_exists`, joins it. `storage` may
    be a Client or a server's address. What else a study file has may stand beside: budget={"limitUsd": 5}, timeoutSeconds=3600."""
    if direction is not None and directions is not None: raise ValueError("Specify only one of `direction` and `directions`.")
    directions = [direction or "minimize"] if directions is None else list(directions)
    directions = [d.name.lower() if isinstance(d, StudyDirection) else d for d in directions]
    if not directions or any(d not in ("minimize", "maximize") for d in directions):
        raise ValueError("Please set either 'minimize' or 'maximize' to direction, or the corresponding `StudyDirection` member.")
    client, name = _client(storage, server, key, lease_seconds), study_name or f"no-name-{uuid.uuid4()}"
    pruner = MedianPruner() if pruner is None and len(directions) == 1 else pruner
    seed = getattr(sampler, "seed", None)
    body = {"name": _server_name(name), "objective": {"kind": "external"}, "searchSpace": "open", "trials": 1_000_000,
            "directions": directions, "seed": random.randrange(2 ** 31) if seed is None else int(seed),
            **_part("sampler", sampler), **_part("pruner", pruner), **getattr(sampler, "spec", {}), **spec}
    try:
        view = client.study(body["name"])
    except NoSuchStudy:
        with contextlib.suppress(DuplicatedStudyError):  # Then another process was first.
            made = client.start(body)
            _log.info("A new study created with name: %s", name)
            return Study(client, made, sampler, pruner, name)
        view = client.study(body["name"])
    if not load_if_exists:
        raise DuplicatedStudyError(409, {"title": f"Study '{name}' exists: give another name, or load_if_exists=True to join it"})
    _log.info("Using an existing study with name '%s' instead of creating a new one.", name)
    return Study(client, view, sampler, pruner, name)

def load_study(*, study_name=None, storage=None, sampler=None, pruner=None, server=None, key=None, lease_seconds=60):
    """A study that is there: an open one, or one whose study file lists its parameters and leaves its trials to workers."""
    client = _client(storage, server, key, lease_seconds)
    names = [study_name] if study_name else [s["name"] for s in client.call("GET", "studies?limit=2&fields=name")["items"]]
    if len(names) != 1: raise ValueError("The server has not exactly one study: specify `study_name`.")
    return _study_of(client, _server_name(names[0]), sampler, pruner, names[0])

def delete_study(*, study_name, storage=None, server=None, key=None):
    _client(storage, server, key).call("DELETE", f"studies/{_quote(_server_name(study_name))}")

class MaxTrialsCallback:
    """Stops `optimize` when so many trials of all processes have ended."""
    def __init__(self, n_trials, states=(TrialState.COMPLETE,)): self._n_trials, self._states = n_trials, states
    def __call__(self, study, trial):
        if len(study.get_trials(states=self._states)) >= self._n_trials: study.stop()

def optimize(objective, space=None, *, trials=100, direction="minimize", directions=None, name=None, parallel=1, seed=0, sampler=None,
             pruner=None, server=None, key=None, client=None, lease_seconds=60, catch=(), callbacks=None, **spec):
    """Tunes `objective(trial)`, in which trial["name"] is a parameter's value, over a Space (None: it asks by trial.suggest_…), until
    `trials` have ended; returns the study. Processes that call it with the same `name` share one study. `parallel` threads; `spec` is
    whatever else a study file may have: where=["units2 <= units1"], budget, target, timeoutSeconds, constraints, valueNames."""
    client, called = client or Client(server, key, lease_seconds=lease_seconds), getattr(objective, "__name__", "study").strip("<>")
    body = {"name": _server_name(name or f"{called}-{uuid.uuid4().hex[:12]}"), "objective": {"kind": "external"},
            "searchSpace": "open" if space is None else space, "trials": trials, "directions": list(directions or [direction]),
            "seed": seed, **_part("sampler", sampler), **_part("pruner", pruner), **spec}
    study = Study(client, client.start(body), sampler, pruner, name)
    study.optimize(objective, n_jobs=parallel, catch=catch, callbacks=callbacks)
    return study

# ---- samplers and pruners ----
class _Part:
    """A sampler or pruner of the server's. `_takes` are the options of Optuna's that mean something here, in its order."""
    _kind, _takes, _ignored, _ways = "", "", "", {}
    def __init__(self, *args, **options):
        if not self._kind:
            raise NotHere(f"{type(self).__name__} is no base for one in Python: samplers and pruners run on the server; "
                          "docs/own-sampler.md and docs/own-pruner.md say how to write one")
        self.seed, self.constraints_func, self.options, self.spec = None, None, {}, {}
        for name, value in {**dict(zip(self._takes.split(), args)), **options}.items():
            if value is None or name in self._ignored.split(): continue
            if name in self._ways: raise NotHere(f"{type(self).__name__}({name}=...) is not here: {self._ways[name]}")
            if name not in self._takes.split(): raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument '{name}'")
            if name in ("seed", "constraints_func"): setattr(self, name, value)
            else: self.options[_RENAMED.get(name) or re.sub("_(.)", lambda m: m.group(1).upper(), name)] = value
    def wire(self): return {"type": self._kind, **{k: v.wire() if isinstance(v, _Part) else v for k, v in self.options.items()}}

class BaseSampler(_Part): """What samplers are."""
class BasePruner(_Part): """What pruners are."""

def _part(field, part):
    """The field of a study that a sampler or pruner makes; the server's own words may stand for one: "gp", {"type": "tpe", …}."""
    if part is not None and not isinstance(part, (str, dict, _Part)):
        raise NotHere(f"{field}={part!r} is not of this module: take one of {__name__}.{field}s, or its type and options: "
                      f'{field}={{"type": "tpe", "gamma": 0.15}} (docs/{field}s.md)')
    return {} if part is None else {field: part.wire() if isinstance(part, _Part) else part}

def _define(base, name, kind, takes, ignored="", **ways):
    return type(name, (base,), {"_kind": kind, "_takes": takes, "_ignored": ignored, "_ways": ways, "__module__": __name__})

_RENAMED = {"n_ei_candidates": "nCandidates", "popsize": "populationSize"}
_SAY = 'sampler={"type": "%s", "%s": ...} says it, see docs/samplers.md'
_ELSE, _COMPARING = "independent_sampler warn_independent_sampling", "n_startup_trials n_warmup_steps interval_steps n_min_trials"
_BOUND, _ETA = "constraints_func", _SAY % ("nsga2", "crossoverEta")
_GENES = "population_size mutation_prob crossover_prob swapping_prob seed " + _BOUND
_SAMPLERS = [
    _define(BaseSampler, "RandomSampler", "random", "seed"),
    _define(BaseSampler, "TPESampler", "tpe", "_ prior_weight n_startup_trials n_ei_candidates seed multivariate constant_liar " + _BOUND,
            "_ consider_prior consider_magic_clip consider_endpoints group warn_independent_sampling",
            gamma=_SAY % ("tpe", "gamma") + " (a share of the trials)", weights="newer trials do not weigh more"),
    _define(BaseSampler, "GPSampler", "gp", "seed n_startup_trials " + _BOUND, "deterministic_objective " + _ELSE),
    _define(BaseSampler, "CmaEsSampler", "cmaes", "x0 sigma0 n_startup_trials restart_strategy popsize seed",
            "consider_pruned_trials inc_popsize with_margin use_separable_cma " + _ELSE, source_trials="enqueue the best of them",
            x0="study.enqueue_trial(x0) has it tried first, and n_startup_trials=1 learns from it", sigma0=_SAY % ("cmaes", "sigma0")),
    _define(BaseSampler, "NSGAIISampler", "nsga2", _GENES, crossover=_ETA),
    _define(BaseSampler, "NSGAIIISampler", "nsga3", _GENES + " dividing_parameter", crossover=_ETA, reference_points="dividing_parameter"),
    _define(BaseSampler, "QMCSampler", "qmc", "qmc_type scramble seed", "warn_asynchronous_seeding " + _ELSE),
    _define(BaseSampler, "BruteForceSampler", "brute-force", "seed")]
_PRUNERS = [
    MedianPruner := _define(BasePruner, "MedianPruner", "median", _COMPARING),
    _define(BasePruner, "NopPruner", "none", ""),
    _define(BasePruner, "PercentilePruner", "percentile", "percentile " + _COMPARING),
    _define(BasePruner, "SuccessiveHalvingPruner", "asha", "min_resource reduction_factor min_early_stopping_rate bootstrap_count"),
    _define(BasePruner, "MoAshaPruner", "mo-asha", "min_resource reduction_factor min_early_stopping_rate forecast_after"),
    _define(BasePruner, "HyperbandPruner", "hyperband", "min_resource max_resource reduction_factor bootstrap_count"),
    _define(BasePruner, "ThresholdPruner", "threshold", "lower upper n_warmup_steps interval_steps"),
    _define(BasePruner, "PatientPruner", "patient", "wrapped_pruner patience min_delta"),
    _define(BasePruner, "WilcoxonPruner", "wilcoxon", "p_threshold n_startup_steps")]

class GridSampler(BaseSampler):
    """Every combination of the values that are listed, once; then the study has ended."""
    _kind, _takes = "random", "seed"
    def __init__(self, search_space, seed=None):
        super().__init__(seed=seed)
        points = [dict(zip(search_space, map(_plain, values))) for values in itertools.product(*search_space.values())]
        if not 0 < len(points) <= 1000:
            raise NotHere(f"A grid of {len(points)} points is not here (1 to 1,000 are): optimize(space=..., sampler='grid') has no limit")
        random.Random(seed).shuffle(points)
        self.spec = {"enqueue": points, "trials": len(points)}

# ---- the names that Optuna has for all this ----
_ALL_OF_IT = "study.trials has every trial, for a tool of your choice"
_POINTS = "nobody else's results are taken; enqueue_trial(params) has a point evaluated, FixedTrial(params) calls an objective alone"
_DECLARED, _LISTED = "`parameters` of GET studies/NAME has those of a study", "Client().call('GET', 'studies')['items'] lists studies"
_WAYS = {
    "add_trial": _POINTS, "add_trials": _POINTS, "create_trial": _POINTS, "set_system_attr": "set_user_attr keeps a note",
    "set_metric_names": "create_study(valueNames=[...]) does it", "metric_names": "create_study(valueNames=[...]) does it",
    "copy_study": _ALL_OF_IT, "StudySummary": _LISTED, "get_all_study_summaries": _LISTED, "MOTPESampler": "take TPESampler",
    "get_all_study_names": _LISTED, "BoTorchSampler": "take samplers.GPSampler, which is the server's gp",
    "relative_params": "trial.params has what was asked for", "PartialFixedSampler": "let the objective use the value itself",
    "IntersectionSearchSpace": _DECLARED, "intersection_search_space": _DECLARED, "json_to_distribution": _DECLARED,
    "distribution_to_json": "its wire() is what JSON has", "check_distribution_compatibility": "== compares two",
    "UniformDistribution": "take FloatDistribution(low, high)",
    "LogUniformDistribution": "take FloatDistribution(low, high, log=True)", "IntUniformDistribution": "take IntDistribution(low, high)",
    "IntLogUniformDistribution": "take IntDistribution(low, high, log=True)", "CLIUsageError": "tuner study has the commands",
    "DiscreteUniformDistribution": "take FloatDistribution(low, high, step=q)", "nsgaii": _ETA,
    "RetryFailedTrialCallback": "a trial whose process died is given to another one by itself, once its lease (lease_seconds) has run out",
    "samplers": "docs/samplers.md has those that there are; sampler={\"type\": ...} takes any of them",
    "pruners": "docs/pruners.md has those that there are; pruner={\"type\": ...} takes any of them"}
_WHOLE = {
    "artifacts": "trial.keep(file, content) keeps a file with its trial, Client.artifact reads it",
    "cli": "tuner study has the commands", "importance": _ALL_OF_IT,
    "integration": "report and should_prune in the training's own callback do the same",
    "multi_objective": "create_study(directions=[...]) has several values",
    "search_space": "the server knows a study's parameters: `parameters` of GET studies/NAME",
    "storages": "the server keeps studies, and leases do what heartbeats do: leave `storage` out, or give it the server's address",
    "terminator": "create_study(plateauTrials=20), or plateauThreshold, ends a study that no longer improves",
    "visualization": "tuner study watch and tuner study best show a study; " + _ALL_OF_IT}

def _missing(owner, name):
    """The error for a name that is not there: of those that Optuna has it says how it is done here."""
    full = f"{owner}.{name}" if owner else name
    way = None if name.startswith("__") else _WAYS.get(name) or _WHOLE.get(owner) or (
        _WAYS.get(owner) if name.endswith(("Sampler", "Pruner")) else None)
    return NotHere(f"Optuna's {full} is not here: {way}") if way else AttributeError(
        f"{__name__} has no '{full}'; README.md of the client says what it has of Optuna's names")

class _Names(types.ModuleType):
    """A part of Optuna's names, as a module that can be imported."""
    def __init__(self, name, *members, **more):
        super().__init__(f"{__name__}.{name}")
        self.__dict__.update({member.__name__: member for member in members}, _name=name, **more)
        sys.modules[self.__name__] = self
    def __getattr__(self, name): raise _missing(self._name, name)

_handler = _logging.StreamHandler()
_handler.setFormatter(_logging.Formatter("[%(levelname).1s %(asctime)s] %(message)s"))
_log.addHandler(_handler)
_log.setLevel(_logging.INFO)
_log.propagate = False

samplers, pruners = _Names("samplers", BaseSampler, GridSampler, *_SAMPLERS), _Names("pruners", BasePruner, *_PRUNERS)
trial = _Names("trial", BaseTrial, Trial, FrozenTrial, FixedTrial, TrialState)
study = _Names("study", Study, StudyDirection, MaxTrialsCallback, create_study, load_study, delete_study)
exceptions = _Names("exceptions", TrialPruned, DuplicatedStudyError, NotHere, ApiError, LeaseLost, OptunaError=TunerError,
                    ExperimentalWarning=FutureWarning, StorageInternalError=NoServer)
distributions = _Names("distributions", BaseDistribution, FloatDistribution, IntDistribution, CategoricalDistribution)
logging = _Names(
    "logging", **{level: getattr(_logging, level) for level in "CRITICAL DEBUG ERROR FATAL INFO WARN WARNING".split()},
    get_logger=_logging.getLogger, get_verbosity=_log.getEffectiveLevel, set_verbosity=_log.setLevel,
    enable_default_handler=lambda: _log.addHandler(_handler), disable_default_handler=lambda: _log.removeHandler(_handler),
    enable_propagation=lambda: setattr(_log, "propagate", True), disable_propagation=lambda: setattr(_log, "propagate", False))
version = _Names("version", __version__=__version__)
for _whole in _WHOLE: _Names(_whole)

def __getattr__(name):
    if name in _WHOLE: return sys.modules[f"{__name__}.{name}"]
    raise _missing("", name)
