import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Tuner, TunerError } from "serverless-tuner";
import { fakeClock, fakeServer } from "./fake.js";

const connect = (answer, options = {}) => {
  const [server, clock] = [fakeServer(answer), fakeClock()];
  return { ...server, clock, tuner: new Tuner({ server: "http://localhost:1", key: "secret", fetch: server.fetch, clock, ...options }) };
};

test("a request that fails in passing is repeated with its key, after longer and longer waits", async () => {
  const answers = [() => [503, {}], () => { throw new TypeError("fetch failed"); }, () => [500, { type: "urn:tuner:error:failed" }], () => [200, { name: "a" }]];
  const { tuner, requests, clock } = connect((_, count) => answers[count - 1]());

  assert.equal((await tuner.study("a").pause()).name, "a");

  const keys = new Set(requests.map((request) => request.headers["idempotency-key"]));
  assert.equal(requests.length, 4);
  assert.equal(keys.size, 1);
  assert.match([...keys][0], /^[0-9a-f]{32}$/);
  assert.ok(clock.waits.every((wait, i) => wait >= 125 * 2 ** i && wait <= 250 * 2 ** i), clock.waits.join());
  assert.equal(requests[0].headers.authorization, "Bearer secret");
});

test("another request has another key", async () => {
  const { tuner, requests } = connect(() => [200, {}]);

  await tuner.study("a").pause();
  await tuner.study("a").pause();

  assert.notEqual(requests[0].headers["idempotency-key"], requests[1].headers["idempotency-key"]);
});

test("the server says when to come again", async () => {
  const { tuner, clock } = connect((_, count) => (count < 3 ? [429, {}, { "retry-after": "7" }] : [200, {}]));

  await tuner.study("a").get();

  assert.deepEqual(clock.waits, [7000, 7000]);
});

test("a request whose key is in flight is asked again; other conflicts are not", async () => {
  const inFlight = connect((_, count) => (count < 2 ? [409, { type: "urn:tuner:error:key-in-flight" }, { "retry-after": "1" }] : [200, {}]));
  await inFlight.tuner.study("a").stop();
  assert.equal(inFlight.requests.length, 2);

  const conflict = connect(() => [409, { type: "urn:tuner:error:conflict", title: "Cannot stop", detail: "it has ended" }]);
  await assert.rejects(conflict.tuner.study("a").stop(), { kind: "conflict", status: 409, message: "Cannot stop: it has ended (POST studies/a/stop: 409)" });
  assert.equal(conflict.requests.length, 1);
});

test("what would fail again is not asked again", async () => {
  for (const [status, kind] of [[500, "unreadable"], [501, "no-artifacts"], [503, "no-key-yet"]]) {
    const { tuner, requests } = connect(() => [status, { type: `urn:tuner:error:${kind}`, title: "No" }]);
    await assert.rejects(tuner.study("a").get(), { kind, isTemporary: false });
    assert.equal(requests.length, 1);
  }
});

test("a server that stays away is given up after the time that was set", async () => {
  const { tuner, clock } = connect(() => { throw new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }); }, { retrySeconds: 20 });

  await assert.rejects(tuner.study("a").get(), (error) => {
    assert.ok(error instanceof TunerError && error.isTemporary);
    assert.equal(error.kind, "no-answer");
    assert.match(error.message, /^No answer from http:\/\/localhost:1\/v1\/tuner\/: fetch failed: connect ECONNREFUSED/);
    return true;
  });
  assert.ok(clock.now() > 5000 && clock.now() <= 20_000, `${clock.now()}`);
});

const refused = () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }) });
};

test("a server that has never answered is given up soon, and the error says what to do", async () => {
  const lines = [];
  const { tuner, clock } = connect(refused, { log: (line) => lines.push(line) });

  await assert.rejects(tuner.study("a").get(), { kind: "no-answer", message: /connect ECONNREFUSED; `tuner serve` starts one/ });

  assert.ok(clock.now() > 500 && clock.now() <= 3000, `${clock.now()}`);
  assert.equal(lines.length, 1);
});

test("a server that has answered is waited for, and that is said once", async () => {
  const lines = [];
  const { tuner, clock } = connect((_, count) => (count === 1 ? [200, {}] : refused()), { log: (line) => lines.push(line) });
  await tuner.study("a").get();

  await Promise.all([1, 2].map(() => assert.rejects(tuner.study("a").get(), { kind: "no-answer" })));

  assert.ok(clock.now() > 100_000, `${clock.now()}`);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^No answer from http:\/\/localhost:1.*; trying for 1[12]\d s more$/);
});

test("patience that is given holds from the first request on", async () => {
  const { tuner, clock } = connect(refused, { retrySeconds: 60, log() {} });

  await assert.rejects(tuner.study("a").get(), { kind: "no-answer" });

  assert.ok(clock.now() > 45_000, `${clock.now()}`);
});

test("an answer that does not come in time counts as none", async () => {
  const fetch = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const tuner = new Tuner({ server: "http://localhost:1", fetch, clock: fakeClock(), retrySeconds: 0, timeoutSeconds: 0.01 });

  await assert.rejects(tuner.study("a").get(), /nothing within 0.01 s/);
});

test("an error names each field that is wrong, and why", async () => {
  const errors = [{ pointer: "/searchSpace/x/low", detail: "is above high" }, { pointer: "/trials", detail: "is below 1" }];
  const { tuner } = connect(() => [400, { type: "urn:tuner:error:invalid-request", title: "Invalid study", status: 400, errors }]);

  await assert.rejects(tuner.startFile({ name: "a" }), (error) => {
    assert.deepEqual(error.errors, errors);
    assert.equal(error.kind, "invalid-request");
    assert.equal(error.message, "Invalid study: /searchSpace/x/low: is above high; /trials: is below 1 (POST studies: 400)");
    return true;
  });
});

test("a program in between may answer something else", async () => {
  const fetch = async () => new Response("<html>", { status: 404, statusText: "Not Found" });

  await assert.rejects(new Tuner({ server: "http://localhost:1", fetch }).study("a").get(), { message: "Not Found (GET studies/a: 404)" });
});

test("what was deleted by a try whose answer was lost is gone", async () => {
  const { tuner } = connect((_, count) => {
    if (count === 1) throw new TypeError("other side closed");
    return [404, { type: "urn:tuner:error:no-such-study" }];
  });

  await tuner.study("a").delete();
  await assert.rejects(tuner.study("a").delete(), { status: 404 });
});

test("a caller that has lost interest is not kept waiting", async () => {
  const stop = new AbortController();
  const { tuner } = connect(() => {
    stop.abort(new Error("enough"));
    return [503, {}];
  });

  await assert.rejects(tuner.study("a").changes("0", undefined, stop.signal), /enough/);
});

test("names and texts are escaped in addresses", async () => {
  const { tuner, requests } = connect(() => [200, { items: [] }]);

  await tuner.study("a/b?c").trialsPage({ state: "complete", after: "=&", fields: ["number", "state"] });

  assert.equal(requests[0].path, "studies/a%2Fb%3Fc/trials?state=complete&after=%3D%26&fields=number%2Cstate");
});

test("a client that knows no server says how to name one", () => {
  const before = process.env.TUNER_DATA;
  delete process.env.TUNER_SERVER;
  process.env.TUNER_DATA = "/nonexistent";
  try {
    assert.throws(() => new Tuner(), /TUNER_SERVER; `tuner serve` starts one/);
  } finally {
    if (before === undefined) delete process.env.TUNER_DATA;
    else process.env.TUNER_DATA = before;
  }
});

test("a key that is given, or in the environment, comes before the local server's own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tuner-"));
  writeFileSync(join(folder, "server.json"), JSON.stringify({ url: "http://localhost:1" }));
  writeFileSync(join(folder, "token"), "token");
  const before = Object.fromEntries(["TUNER_DATA", "TUNER_SERVER", "TUNER_KEY"].map((name) => [name, process.env[name]]));
  const { fetch, requests } = fakeServer(() => [200, {}]);
  try {
    delete process.env.TUNER_SERVER;
    delete process.env.TUNER_KEY;
    process.env.TUNER_DATA = folder;
    await new Tuner({ fetch }).study("a").get();
    process.env.TUNER_KEY = "environment";
    await new Tuner({ fetch }).study("a").get();
    await new Tuner({ fetch, key: "given" }).study("a").get();
  } finally {
    for (const [name, value] of Object.entries(before)) value === undefined ? delete process.env[name] : (process.env[name] = value);
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(requests.map(({ headers }) => headers.authorization), ["Bearer token", "Bearer environment", "Bearer given"]);
});

test("attributes are sent as their JSON, and undefined removes one", async () => {
  const { tuner, requests } = connect(() => [200, {}]);

  await tuner.study("a").setAttributes({ team: "blue", none: null, old: undefined });
  await tuner.study("a").setTrialAttributes(3, { layers: [1] });

  assert.deepEqual(requests.map(({ method, path, body }) => [method, path, body]), [
    ["PATCH", "studies/a", { attributes: { team: '"blue"', none: "null", old: null } }],
    ["PATCH", "studies/a/trials/3", { attributes: { layers: "[1]" } }],
  ]);
});
