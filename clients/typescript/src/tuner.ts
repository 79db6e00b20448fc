import { attributeTexts } from "./attributes.js";
import { Http, type ConnectOptions } from "./http.js";
import type { Space, ValuesOf } from "./space.js";
import { query, Study } from "./study.js";
import type { Page, StudyFile, StudySummary, StudyView, Values } from "./types.js";
import type { Objective, WorkOptions } from "./worker.js";

/** A study that workers evaluate: a study file (docs/study-file.md) without what the client adds. */
export type StudyOptions<S extends Space> = Omit<StudyFile, "objective" | "searchSpace" | "attributes"> & {
  name: string;
  /** What is searched. Without it the space is open: the objective asks for parameters with `trial.suggest…`. */
  space?: S;
  /** Notes about the study: any JSON. */
  attributes?: Readonly<Record<string, unknown>>;
};

/** A server of Serverless Tuner. */
export class Tuner {
  readonly #http: Http;

  constructor(options: ConnectOptions = {}) {
    this.#http = new Http(options);
  }

  /** Starts a study, or joins it when it is there already, and evaluates trials of it until there are no more. */
  async optimize<const S extends Space>(objective: Objective<ValuesOf<S>>, options: StudyOptions<S> & WorkOptions<ValuesOf<S>>): Promise<Study<ValuesOf<S>>>;
  async optimize(objective: Objective<Values>, options: Omit<StudyOptions<Space>, "space"> & WorkOptions<Values>): Promise<Study>;
  async optimize<P extends object>(objective: Objective<P>, options: StudyOptions<Space> & WorkOptions<P>): Promise<Study<P>> {
    const { concurrency, maxTrials, leaseSeconds, worker, signal, onTrial, ...study } = options;
    const started = this.study<P>((await this.#start(study)).name);
    await started.optimize(objective, { concurrency, maxTrials, leaseSeconds, worker, signal, onTrial });
    return started;
  }

  /** Starts a study that workers evaluate, or joins it when it is there already: with more trials it is extended. */
  async start<const S extends Space>(options: StudyOptions<S>): Promise<Study<ValuesOf<S>>>;
  async start(options: Omit<StudyOptions<Space>, "space">): Promise<Study>;
  async start(options: StudyOptions<Space>): Promise<Study<never>> {
    return this.study((await this.#start(options)).name);
  }

  /** Starts any study, by the JSON of its study file. */
  async startFile(file: unknown): Promise<StudyView> {
    return (await this.#http.send<StudyView>("POST", "studies", { json: file })).body;
  }

  /** A study that is on the server. */
  study<P extends object = Values>(name: string): Study<P> {
    return new Study(this.#http, name);
  }

  /** The studies, page after page. */
  async *studies(which: { state?: StudyView["state"] } = {}): AsyncGenerator<StudySummary, void> {
    let after: string | undefined;
    do {
      const page: Page<StudySummary> = (await this.#http.send<Page<StudySummary>>("GET", `studies${query({ limit: 1000, ...which, after })}`)).body;
      yield* page.items;
      after = page.next;
    } while (after);
  }

  #start({ space, attributes, ...file }: StudyOptions<Space>): Promise<StudyView> {
    return this.startFile({
      ...file,
      objective: { kind: "external" },
      searchSpace: space ?? "open",
      ...(attributes ? { attributes: attributeTexts(attributes) } : {}),
    });
  }
}
