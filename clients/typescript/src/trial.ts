import { attributeTexts } from "./attributes.js";
import { LeaseLostError, TrialPruned, type TunerError } from "./errors.js";
import type { Http } from "./http.js";
import type { Session } from "./session.js";
import { categorical, float, int, type Parameter, type Scale, type Space, type ValuesOf } from "./space.js";
import type { ArtifactView, SuggestedTrial, ToldView, Value, Values } from "./types.js";

/** What an objective gives: its value, its values (one for each direction), or these with what else it found. */
export type Result = number | readonly number[] | DetailedResult;

export interface DetailedResult {
  value?: number;
  values?: readonly number[];
  /** What else was measured, by name. */
  metrics?: Readonly<Record<string, number>>;
  /** The trial is feasible when each is ≤ 0. */
  constraints?: Readonly<Record<string, number>>;
  /** What the attempt has cost. */
  costUsd?: number;
  /** Notes to keep with the trial, beside those of {@link Trial.setAttribute}: any JSON. */
  attributes?: Readonly<Record<string, unknown>>;
}

interface GoOn {
  prune?: boolean;
  reason?: string;
}

/** A trial that this program evaluates. Its lease is kept alive in the background until its end is told. */
export class Trial<P extends object = Values> {
  readonly number: number;
  /** Which attempt at the trial this is, from 1. */
  readonly attempt: number;
  /** What to evaluate. In an open study these are the values of what was declared before; ask for them with `suggest…`. */
  readonly parameters: P;
  /** Aborted when there is no more use in going on: with {@link TrialPruned} when the server has ended the trial, with {@link LeaseLostError} when another worker has it. */
  readonly signal: AbortSignal;

  readonly #http: Http;
  readonly #session: Session;
  readonly #path: string;
  readonly #lease: string;
  readonly #known: number;
  readonly #stop = new AbortController();
  readonly #told = new AbortController();
  readonly #own = new Map<string, string>();
  readonly #attributes: Record<string, unknown> = {};
  #lastCall: number;

  /** @param known how many declarations of parameters were known when the trial was asked for */
  constructor(http: Http, session: Session, given: SuggestedTrial, known: number) {
    [this.#http, this.#session, this.#lease, this.#known] = [http, session, given.lease, known];
    [this.number, this.attempt, this.parameters] = [given.number, given.attempt, given.parameters as P];
    this.#path = `${session.path}/trials/${given.number}`;
    this.signal = this.#stop.signal;
    this.#lastCall = http.clock.now();
    void this.#keepAlive();
  }

  /** Whether the server has ended the trial: {@link report} says so, and so do the calls in the background. */
  get shouldPrune(): boolean {
    return this.signal.reason instanceof TrialPruned;
  }

  /** Tells an intermediate value; in a study with several directions an array with one of each.
   * @returns whether to stop: then the trial has ended as pruned */
  async report(value: number | readonly number[], step: number, costUsd?: number): Promise<boolean> {
    const values = typeof value === "number" ? [value] : value;
    for (const one of values) if (!Number.isFinite(one)) throw new RangeError(`the value at step ${step} is ${one}`);
    const told = typeof value === "number" ? { value } : { values: value };
    await this.#ask("report", { step, ...told, costUsd, used: this.#used });
    return this.shouldPrune;
  }

  /** Asks for the value of a number between two bounds, in an open study. */
  suggestFloat(name: string, low: number, high: number, scale: Scale = {}): Promise<number> {
    return this.#suggestOne(name, float(low, high, scale));
  }

  /** Asks for the value of a whole number between two bounds, in an open study. */
  suggestInt(name: string, low: number, high: number, scale: Scale = {}): Promise<number> {
    return this.#suggestOne(name, int(low, high, scale));
  }

  /** Asks for one of several values, in an open study. */
  suggestCategorical<const T extends readonly Value[]>(name: string, choices: T): Promise<T[number]> {
    return this.#suggestOne(name, categorical(choices));
  }

  /** Asks for the values of several parameters with one request, in an open study. */
  async suggest<S extends Space>(space: S): Promise<ValuesOf<S>> {
    const values = this.parameters as Values;
    const unknown = Object.entries(space).filter(([name, parameter]) => !(name in values && this.#isKnown(name, JSON.stringify(parameter))));
    if (unknown.length) {
      const declared = Object.fromEntries(unknown);
      const answer = await this.#ask<GoOn & { parameters: Values }>("parameters", { parameters: declared });
      Object.assign(values, answer?.parameters);
      this.#session.learn(declared);
    }
    for (const [name, parameter] of Object.entries(space)) this.#own.set(name, JSON.stringify(parameter));
    return Object.fromEntries(Object.keys(space).map((name) => [name, values[name]])) as ValuesOf<S>;
  }

  /** Notes something about the trial: any JSON. It is kept when the trial's end is told. */
  setAttribute(name: string, value: unknown): void {
    this.#attributes[name] = value;
  }

  /** Has the trial keep a file, in the place of one of its name. */
  async saveArtifact(file: string, content: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string): Promise<ArtifactView> {
    this.#lastCall = this.#http.clock.now();
    const call = {
      file: typeof content === "string" ? new Blob([content]) : content,
      headers: { "x-trial-lease": this.#lease, "content-type": "application/octet-stream" },
      timeoutSeconds: 600,
    };
    const path = `${this.#path}/artifacts/${encodeURIComponent(file)}`;
    return (await this.#noticing(this.#http.send<ArtifactView>("PUT", path, call))).body;
  }

  /** @internal Tells the result. */
  complete(result: DetailedResult): Promise<ToldView> {
    const { value, values = value === undefined ? [] : [value], attributes, ...rest } = result;
    return this.#tell("complete", { ...rest, values }, attributes);
  }

  /** @internal Gives the trial up. */
  prune(reason: string): Promise<ToldView> {
    return this.#tell("prune", { reason });
  }

  /** @internal Tells that the trial could not be evaluated. */
  fail(reason: string, final: boolean): Promise<ToldView> {
    return this.#tell("fail", { reason, final });
  }

  /** @internal Nothing more is told of the trial: unless its end was, it is given to another worker when its lease has run out. */
  close(): void {
    this.#told.abort();
  }

  /** @internal Asks the objective to end, for a reason. */
  abort(reason: unknown): void {
    this.#stop.abort(reason);
  }

  get #used(): string[] | undefined {
    return this.#session.isOpen ? [...this.#own.keys()] : undefined;
  }

  async #suggestOne<T>(name: string, parameter: Parameter<T>): Promise<T> {
    return (await this.suggest({ [name]: parameter as Parameter }))[name] as T;
  }

  /** Whether the server would answer what is here already: this trial has asked the same, or it was suggested after this was declared. */
  #isKnown(name: string, parameter: string): boolean {
    return this.#own.has(name) ? this.#own.get(name) === parameter : this.#session.knew(name, parameter, this.#known);
  }

  #tell(what: string, body: object, attributes: Readonly<Record<string, unknown>> = {}): Promise<ToldView> {
    const texts = attributeTexts({ ...this.#attributes, ...attributes });
    const told = { ...body, used: this.#used, ...(Object.keys(texts).length ? { attributes: texts } : {}) };
    return this.#post<ToldView>(what, told);
  }

  /** A call whose answer says whether to go on. There is none of what is not asked for any more, the trial having ended. */
  async #ask<T extends GoOn>(what: string, body: object): Promise<T | undefined> {
    if (this.signal.reason instanceof LeaseLostError) throw this.signal.reason;
    if (this.shouldPrune && what !== "parameters") return undefined;
    const answer = await this.#post<T>(what, body);
    if (answer.prune) this.#stop.abort(new TrialPruned(answer.reason ?? "pruned by the server"));
    return answer;
  }

  async #post<T>(what: string, body: object): Promise<T> {
    this.#lastCall = this.#http.clock.now();
    const call = { json: { lease: this.#lease, ...body } };
    return (await this.#noticing(this.#http.send<T>("POST", `${this.#path}/${what}`, call))).body;
  }

  async #noticing<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof LeaseLostError) this.#stop.abort(error);
      throw error;
    }
  }

  /** Shows that this worker lives, a third of a lease after its last call about the trial. */
  async #keepAlive(): Promise<void> {
    const third = (1000 * this.#session.leaseSeconds) / 3;
    try {
      while (!this.signal.aborted) {
        const due = this.#lastCall + third - this.#http.clock.now();
        if (due > 0) await this.#http.clock.wait(due, this.#told.signal);
        else await this.#ask("heartbeat", {}).catch((error: TunerError) => error.isTemporary || this.abort(error));
      }
    } catch {
      // Its end was told.
    }
  }
}
