// A server that the test itself is, and time that passes only by waiting.

/** A clock whose waits end at once, each noted in `waits`. */
export function fakeClock() {
  let now = 0;
  const waits = [];
  return {
    waits,
    now: () => now,
    async wait(milliseconds, signal) {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
      await turn();
    },
  };
}

/** A clock that the test moves, and whose waits it ends. */
export function manualClock() {
  let now = 0;
  const waits = [];
  return {
    waits,
    now: () => now,
    pass: (milliseconds) => (now += milliseconds),
    wait: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        waits.push({ milliseconds, end: resolve });
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
}

/** Lets everything else that is ready run first. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Waits until something is the case. */
export async function until(isSo) {
  while (!isSo()) await turn();
}

/** A `fetch` that has requests answered by a function: `(request) => [status, body, headers]`, or an error that it throws. */
export function fakeServer(answer) {
  const requests = [];
  const fetch = async (url, init) => {
    const isJson = typeof init.body === "string";
    const { pathname, search } = new URL(url);
    const request = { method: init.method, path: pathname.replace("/v1/tuner/", "") + search, headers: { ...init.headers }, body: isJson ? JSON.parse(init.body) : init.body };
    requests.push(request);
    const [status, body, headers] = await answer(request, requests.length);
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
  };
  return { fetch, requests };
}

/** A study of so many trials, with the answers of a server: `answers[call]` replaces one. */
export function fakeStudy(trials, { spec = {}, suggested = () => ({ x: 0.5 }), ...answers } = {}) {
  let given = 0;
  const told = [];
  const server = fakeServer(async (request) => {
    const call = request.path.split("/").at(-1);
    if (call === "suggest") {
      if (given === trials) return [200, { trials: [], done: true, stopReason: "trials" }];
      const number = given++;
      return [200, { done: false, trials: [{ number, parameters: suggested(number), attempt: 1, lease: `lease-${number}`, leaseUntil: "" }] }];
    }
    const number = Number(request.path.split("/")[3]);
    const own = await answers[call]?.(request.body, number);
    if (own) return own;
    if (call === "report" || call === "heartbeat") return [200, { prune: false }];
    if (["complete", "prune", "fail"].includes(call)) {
      told.push({ call, number, ...request.body });
      return [200, { number, state: { complete: "complete", prune: "pruned", fail: "failed" }[call] }];
    }
    return [202, { name: "study", state: "running", spec }];
  });
  return { ...server, told };
}
