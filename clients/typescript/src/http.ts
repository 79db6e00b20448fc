import { realClock, type Clock } from "./clock.js";
import { noAnswer, nobodyListens, refusal, toStart, TunerError } from "./errors.js";
import { localServer, variable } from "./local.js";

const firstWait = 250;
const longestWait = 10_000;
const triesBeforeItIsSaid = 3;
/** For how many seconds a request is repeated: where the server has answered before, and where nobody listens and nobody has yet. */
const [patience, firstPatience] = [120, 3];

/** Where a server is, and how it is asked. */
export interface ConnectOptions {
  /** Its root, e.g. `http://127.0.0.1:7071`. Without it `TUNER_SERVER`; then a page's own origin, or the local server of `TUNER_DATA` or `.tuner`. */
  server?: string | URL;
  /** The key; without it `TUNER_KEY`, or the local server's token. */
  key?: string;
  /** For how many seconds a request is repeated that gets no answer, or one that says to come again: 120, but 3 where nobody listens and this
   * client has had no answer yet. */
  retrySeconds?: number;
  /** How many seconds an answer may take: 30. */
  timeoutSeconds?: number;
  /** What sends requests: the platform's own `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Is told, in a line, when a request is being repeated: `console.warn`. */
  log?: (line: string) => void;
  /** What waits. */
  clock?: Clock;
}

export interface Call {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  file?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  timeoutSeconds?: number;
}

export interface Answer<T> {
  /** Absent where the answer has none. */
  body: T;
  status: number;
  etag: string | undefined;
  /** When the server advises to ask again; undefined when it does not. */
  retryAfterSeconds: number | undefined;
}

const gone = { status: 204, etag: undefined, retryAfterSeconds: undefined };

/** Sends requests, and repeats those that failed in passing: with the same idempotency key, so that each counts once. */
export class Http {
  readonly clock: Clock;
  readonly #fetch: typeof globalThis.fetch;
  readonly #root: string;
  readonly #headers: Record<string, string>;
  readonly #retrySeconds: number | undefined;
  readonly #timeoutSeconds: number;
  readonly #log: (line: string) => void;
  /** Whether the server has ever answered. */
  #isThere = false;
  /** Whether it was said that the server is away; once, however many requests wait for it. */
  #isSaid = false;

  constructor(options: ConnectOptions) {
    const local = options.server || variable("TUNER_SERVER") ? undefined : localServer();
    const server = options.server ?? variable("TUNER_SERVER") ?? local?.server;
    if (!server) throw new Error(`No server is named: give { server }, or set TUNER_SERVER; ${toStart}.`);
    this.#root = new URL("v1/tuner/", String(server).replace(/\/?$/, "/")).href;
    const key = options.key ?? variable("TUNER_KEY") ?? local?.key;
    this.#headers = { accept: "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) };
    new Headers(this.#headers); // A key that no header can hold is told at once, and not taken for a lost connection.
    this.#retrySeconds = options.retrySeconds;
    this.#log = options.log ?? ((line) => console.warn(line));
    this.#timeoutSeconds = options.timeoutSeconds ?? 30;
    this.clock = options.clock ?? realClock;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** Sends a request; gives the JSON that is answered. */
  send<T>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
    return this.#send(method, path, call, async (response) => {
      const text = await response.text();
      return text ? (JSON.parse(text) as T) : (undefined as T);
    });
  }

  /** Fetches a file. */
  async file(path: string, signal?: AbortSignal): Promise<Blob> {
    const call = { headers: { accept: "*/*" }, timeoutSeconds: 600, ...(signal ? { signal } : {}) };
    return (await this.#send("GET", path, call, (response) => response.blob())).body;
  }

  async #send<T>(method: string, path: string, call: Call, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
    const request = this.#request(method, call);
    const began = this.clock.now();
    for (let tries = 0; ; tries++) {
      const answer = await this.#try(`${method} ${path}`, request, call, read);
      if (!(answer instanceof TunerError)) return answer;
      call.signal?.throwIfAborted();
      // Deleted by an earlier try whose answer was lost.
      if (tries > 0 && method === "DELETE" && answer.status === 404) return { ...gone, body: undefined as T };
      const pause = Math.min(longestWait, firstWait * 2 ** tries) * (0.5 + Math.random() / 2);
      const wait = Math.max(pause, 1000 * (answer.retryAfterSeconds ?? 0));
      const isAbsent = !this.#isThere && nobodyListens(answer);
      const left = 1000 * (this.#retrySeconds ?? (isAbsent ? firstPatience : patience)) - (this.clock.now() - began);
      if (!answer.isTemporary || wait > left) throw answer;
      if (tries + 1 >= triesBeforeItIsSaid && !this.#isSaid) {
        this.#isSaid = true;
        this.#log(`${answer.message}; trying for ${Math.round(left / 1000)} s more`);
      }
      await this.clock.wait(wait, call.signal);
    }
  }

  #request(method: string, call: Call): RequestInit {
    const headers: Record<string, string> = { ...this.#headers, ...call.headers };
    if (method === "POST") headers["idempotency-key"] = newKey();
    const init: RequestInit = { method, headers };
    if (call.file !== undefined) init.body = call.file;
    if (call.json === undefined) return init;
    headers["content-type"] = "application/json";
    return { ...init, body: JSON.stringify(call.json) };
  }

  /** One try: the answer, or what went wrong. */
  async #try<T>(name: string, init: RequestInit, call: Call, read: (response: Response) => Promise<T>): Promise<Answer<T> | TunerError> {
    const end = new AbortController();
    const abort = () => end.abort(call.signal!.reason);
    call.signal?.throwIfAborted();
    call.signal?.addEventListener("abort", abort, { once: true });
    const seconds = call.timeoutSeconds ?? this.#timeoutSeconds;
    const timer = setTimeout(() => end.abort(new Error(`nothing within ${seconds} s`)), 1000 * seconds);
    try {
      const response = await this.#fetch(this.#root + name.slice(name.indexOf(" ") + 1), { ...init, signal: end.signal });
      this.#isThere = true;
      if (response.status < 500) this.#isSaid = false;
      const advice = Number(response.headers.get("retry-after") ?? Number.NaN);
      const retryAfterSeconds = advice >= 0 ? advice : undefined; // The server sends seconds, never a date.
      if (!response.ok && response.status !== 304) return refusal(name, response, await response.text(), retryAfterSeconds);
      const etag = response.headers.get("etag") ?? undefined;
      return { body: await read(response), status: response.status, etag, retryAfterSeconds };
    } catch (error) {
      return noAnswer(name, this.#root, error, this.#isThere);
    } finally {
      clearTimeout(timer);
      call.signal?.removeEventListener("abort", abort);
    }
  }
}

/** 128 random bits. (`crypto.randomUUID` is not there on pages that came over plain HTTP.) */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
