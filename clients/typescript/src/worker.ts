import { LeaseLostError, TrialPruned, TunerError } from "./errors.js";
import type { Http } from "./http.js";
import { workerName } from "./local.js";
import { Session } from "./session.js";
import { Trial, type DetailedResult, type Result } from "./trial.js";
import type { SuggestView, ToldView } from "./types.js";

/** Evaluates a trial. Throws {@link TrialPruned} to give it up; any other error fails it. */
export type Objective<P extends object> = (trial: Trial<P>) => Result | Promise<Result>;

/** How trials are worked on. */
export interface WorkOptions<P extends object> {
  /** How many trials this program evaluates at once: 1. */
  concurrency?: number;
  /** How many trials this program evaluates at most; without it, until the study gives out no more. */
  maxTrials?: number;
  /** For how many seconds a trial is this program's after each sign of life: 60. More than the objective ever keeps the thread busy at a stretch. */
  leaseSeconds?: number;
  /** What this worker calls itself. */
  worker?: string;
  /** When it is aborted no more trials are asked for; those under way end by themselves. One that throws the signal's reason is left to other workers. */
  signal?: AbortSignal;
  /** Is told how each trial ended. Without it failures go to the console. */
  onTrial?: (outcome: Outcome, trial: Trial<P>) => void;
}

/** How this program's evaluation of a trial has ended. */
export interface Outcome {
  number: number;
  /** `waiting`: failed, and is tried again; `lost`: another worker has it; `left`: another one is to have it. */
  state: ToldView["state"] | "lost" | "left";
  /** Why it was pruned, or failed. */
  reason?: string | undefined;
  /** What the objective threw. */
  error?: unknown;
}

/** Evaluates trials until there are no more. */
export async function work<P extends object>(
  http: Http, session: Session, objective: Objective<P>, options: WorkOptions<P>,
): Promise<void> {
  await new Worker(http, session, objective, options).run();
}

class Worker<P extends object> {
  readonly #running = new Set<Trial<P>>();
  readonly #end = new AbortController();
  #left: number;

  constructor(
    readonly http: Http,
    readonly session: Session,
    readonly objective: Objective<P>,
    readonly options: WorkOptions<P>,
  ) {
    this.#left = options.maxTrials ?? Infinity;
  }

  async run(): Promise<void> {
    const { signal } = this.options;
    const end = () => this.#end.abort(signal!.reason);
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end, { once: true });
    let failure: { error: unknown } | undefined;
    const lanes = Array.from({ length: this.options.concurrency ?? 1 }, () =>
      this.#lane().catch((error: unknown) => {
        failure ??= { error };
        this.#end.abort(error);
        for (const trial of this.#running) trial.abort(error); // So that this ends as soon as their objectives do.
      }),
    );
    await Promise.all(lanes);
    signal?.removeEventListener("abort", end);
    if (failure) throw failure.error;
  }

  /** One trial after another. */
  async #lane(): Promise<void> {
    while (this.#left > 0) {
      this.#left--;
      const trial = await this.#next();
      if (!trial) return;
      this.#running.add(trial);
      try {
        this.#tellCaller(await this.#evaluate(trial), trial);
      } finally {
        this.#running.delete(trial);
        trial.close();
      }
    }
  }

  /** The next trial; undefined when there is none any more, or none is wanted. */
  async #next(): Promise<Trial<P> | undefined> {
    const signal = this.#end.signal;
    const json = { count: 1, worker: this.options.worker ?? workerName, leaseSeconds: this.session.leaseSeconds };
    try {
      while (!signal.aborted) {
        const { known } = this.session;
        const { body, retryAfterSeconds } = await this.http.send<SuggestView>("POST", `${this.session.path}/trials/suggest`, { json, signal });
        const given = body.trials[0];
        if (given) return new Trial<P>(this.http, this.session, given, known);
        if (body.done) return undefined;
        await this.http.clock.wait(1000 * (retryAfterSeconds ?? 1), signal);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return undefined;
  }

  async #evaluate(trial: Trial<P>): Promise<Outcome> {
    const { number } = trial;
    try {
      const result = detailed(await this.objective(trial));
      if (trial.signal.reason instanceof LeaseLostError) return { number, state: "lost" };
      return trial.shouldPrune ? ended(trial) : { ...(await trial.complete(result)) };
    } catch (error) {
      return await this.#settle(trial, error);
    }
  }

  /** Tells what an error of the objective means for its trial. */
  async #settle(trial: Trial<P>, error: unknown): Promise<Outcome> {
    const { number } = trial;
    if (trial.signal.reason instanceof LeaseLostError) return { number, state: "lost", error };
    if (trial.shouldPrune) return ended(trial);
    if (this.#end.signal.aborted && (error === this.#end.signal.reason || trial.signal.aborted)) return { number, state: "left", error };
    if (error instanceof TunerError && error.isTemporary) throw error; // The server is away: the trial is given out again.
    try {
      if (error instanceof TrialPruned) return { ...(await trial.prune(error.message)) };
      // What the server refuses of this program it would refuse again.
      const told = await trial.fail(text(error), error instanceof TunerError);
      if (error instanceof TunerError) throw error;
      return { ...told, error };
    } catch (failure) {
      if (failure instanceof LeaseLostError) return { number, state: "lost", error };
      throw failure;
    }
  }

  #tellCaller(outcome: Outcome, trial: Trial<P>): void {
    if (this.options.onTrial) this.options.onTrial(outcome, trial);
    else if (outcome.error !== undefined) console.warn(`Trial ${outcome.number} ${outcome.state}: ${text(outcome.error)}`);
  }
}

const ended = <P extends object>(trial: Trial<P>): Outcome =>
  ({ number: trial.number, state: "pruned", reason: (trial.signal.reason as TrialPruned).message });

const text = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1000);

/** A result in its long form, with numbers that JSON can hold. */
function detailed(result: Result): DetailedResult {
  const long = typeof result === "number" ? { value: result } : Array.isArray(result) ? { values: result as number[] } : (result as DetailedResult);
  if (!long || (long.value === undefined && long.values === undefined)) throw new TypeError("the objective returned no value");
  const { value, costUsd = 0 } = long;
  for (const numbers of [{ value: value ?? 0, costUsd }, long.values, long.metrics, long.constraints]) {
    for (const [name, number] of Object.entries(numbers ?? {})) {
      if (!Number.isFinite(number)) throw new RangeError(`the objective returned ${number} for ${name}`);
    }
  }
  return long;
}
