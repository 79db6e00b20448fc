import type { FieldError } from "./types.js";

const kinds = "urn:tuner:error:";

interface Problem {
  type?: string;
  title?: string;
  detail?: string;
  errors?: FieldError[];
}

/** What the server refused, or failed to answer. The message names each field that is wrong, and why. */
export class TunerError extends Error {
  override readonly name: string = "TunerError";
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What kind of error it is, e.g. `invalid-request`: docs/http-api.md has all; `no-answer` when none came. */
  readonly kind: string;
  /** What went wrong, in a sentence. */
  readonly detail: string;
  /** Each field that is wrong, as a JSON pointer into what was sent, with the reason. */
  readonly errors: readonly FieldError[];
  /** When the server advises to come again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(request: string, status: number, problem: Problem, more: { retryAfterSeconds?: number | undefined; cause?: unknown }) {
    const { type = "", title = "", errors = [] } = problem;
    const detail = problem.detail ?? title;
    const reason = errors.map((error) => `${error.pointer}: ${error.detail}`).join("; ") || detail;
    super(`${reason === title ? title : `${title}: ${reason}`} (${request})`, { cause: more.cause });
    this.status = status;
    this.kind = type.startsWith(kinds) ? type.slice(kinds.length) : type;
    this.detail = detail;
    this.errors = errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  /** Whether the same request may succeed in a while. */
  get isTemporary(): boolean {
    if (["unreadable", "no-artifacts", "no-key-yet"].includes(this.kind)) return false;
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.status === 408 || this.kind === "key-in-flight";
  }
}

/** The trial is another worker's by now: what is told of it no longer counts. */
export class LeaseLostError extends TunerError {
  override readonly name = "LeaseLostError";
}

/** Thrown by an objective whose trial is not worth going on with; also why {@link Trial.signal} is aborted when the server has ended it. */
export class TrialPruned extends Error {
  override readonly name = "TrialPruned";

  constructor(reason = "given up by the objective") {
    super(reason);
  }
}

/** The error that an answer is. */
export function refusal(request: string, { status, statusText }: Response, body: string, retryAfterSeconds?: number): TunerError {
  let problem: Problem = {};
  try {
    problem = JSON.parse(body) as Problem;
  } catch {
    // A program in between has answered.
  }
  const Kind = problem.type === `${kinds}lease-lost` ? LeaseLostError : TunerError;
  return new Kind(`${request}: ${status}`, status, { title: statusText || `status ${status}`, ...problem }, { retryAfterSeconds });
}

/** How one comes to a server. */
export const toStart = "`tuner serve` starts one on this machine";

/** The error that a lost connection is. */
export function noAnswer(request: string, server: string, cause: unknown, wasThere: boolean): TunerError {
  const reasons = [cause, (cause as Error).cause].map((error) => (error as Error | undefined)?.message || codeOf(error)).filter(Boolean);
  const way = wasThere || !isRefused(cause) ? "" : `; ${toStart}`;
  return new TunerError(request, 0, { type: "no-answer", title: `No answer from ${server}`, detail: reasons.join(": ") + way }, { cause });
}

const codeOf = (error: unknown) => (error as { code?: string } | undefined)?.code;

/** Whether a connection could not be made, as far as the platform tells: browsers do not. */
const isRefused = (cause: unknown) => ["ECONNREFUSED", "ENOTFOUND"].includes(codeOf((cause as Error | undefined)?.cause) ?? "");

/** Whether an error is that of an address at which no server is. */
export const nobodyListens = (error: TunerError) => error.kind === "no-answer" && isRefused(error.cause);
