import { attributeTexts } from "./attributes.js";
import type { Http } from "./http.js";
import { Session } from "./session.js";
import type { ArtifactView, ExtendRequest, Page, StudyChangesView, StudyView, TrialState, TrialView, Values } from "./types.js";
import { work, type Objective, type WorkOptions } from "./worker.js";

/** Which trials are listed, and how. */
export interface TrialQuery {
  state?: TrialState;
  /** By what they are sorted: `-` is the greatest first. */
  sort?: "number" | "-number" | "value" | "-value" | "cost" | "-cost";
  /** Only these fields of each. */
  fields?: readonly (keyof TrialView)[];
  /** How many a page has, 1 to 1,000. */
  limit?: number;
  /** {@link Page.next} of the page before. */
  after?: string;
}

/** What has changed of a study. */
export interface Changes {
  /** Undefined when nothing has. */
  changes: StudyChangesView | undefined;
  /** To be given the next time. */
  etag: string | undefined;
  /** When the server advises to ask again. */
  retryAfterSeconds: number;
}

export interface WatchOptions {
  /** {@link StudyChangesView.seq} of what is known already; without it everything is told first. */
  since?: string;
  /** Whether to go on when the study has ended: it may be extended. */
  forever?: boolean;
  signal?: AbortSignal;
}

/** A study on the server. `P` is what its trials' parameters hold. */
export class Study<P extends object = Values> {
  readonly name: string;
  readonly #http: Http;
  readonly #path: string;

  /** @internal */
  constructor(http: Http, name: string) {
    [this.#http, this.name, this.#path] = [http, name, `studies/${encodeURIComponent(name)}`];
  }

  /** Evaluates trials of an `external` study until there are no more, or `maxTrials` are done.
   * Rejects when the server refuses something; then a trial under way is left to other workers. */
  async optimize(objective: Objective<P>, options: WorkOptions<P> = {}): Promise<void> {
    const { spec } = await this.get();
    await work(this.#http, new Session(this.#path, spec.openSpace ?? false, options.leaseSeconds ?? 60), objective, options);
  }

  /** How it stands. */
  get(): Promise<StudyView> {
    return this.#send("GET");
  }

  /** Its best complete trial; undefined while there is none. */
  async best(): Promise<TrialView<P> | undefined> {
    return (await this.bestTrials(1))[0];
  }

  /** Its best complete trials, best first. */
  async bestTrials(count: number): Promise<TrialView<P>[]> {
    return (await this.#send<Page<TrialView<P>>>("GET", `/best${query({ count })}`)).items;
  }

  /** One trial with its reports. */
  trial(number: number): Promise<TrialView<P>> {
    return this.#send("GET", `/trials/${number}`);
  }

  /** One page of its trials. */
  trialsPage(which: TrialQuery = {}): Promise<Page<TrialView<P>>> {
    return this.#send("GET", `/trials${query({ ...which, fields: which.fields?.join() })}`);
  }

  /** Its trials, page after page. */
  async *trials(which: TrialQuery = {}): AsyncGenerator<TrialView<P>, void> {
    let after = which.after;
    do {
      const page: Page<TrialView<P>> = await this.trialsPage({ limit: 1000, ...which, ...(after ? { after } : {}) });
      yield* page.items;
      after = page.next;
    } while (after);
  }

  /** Raises its limits; one that has ended goes on. */
  extend(limits: ExtendRequest): Promise<StudyView> {
    return this.#send("PATCH", "", limits);
  }

  /** Notes something about it: any JSON; undefined removes what is there. */
  setAttributes(attributes: Readonly<Record<string, unknown>>): Promise<StudyView> {
    return this.#send("PATCH", "", { attributes: patch(attributes) });
  }

  /** Notes something about one of its trials: any JSON; undefined removes what is there. */
  setTrialAttributes(number: number, attributes: Readonly<Record<string, unknown>>): Promise<TrialView<P>> {
    return this.#send("PATCH", `/trials/${number}`, { attributes: patch(attributes) });
  }

  /** Starts no more trials; those under way are cut short, or end by themselves. */
  stop(mode: "now" | "afterRunning" = "now"): Promise<StudyView> {
    return this.#send("POST", "/stop", { mode });
  }

  /** Gives out no more trials until it is resumed. */
  pause(): Promise<StudyView> {
    return this.#send("POST", "/pause");
  }

  /** Lets it go on when it was paused, or has ended. */
  resume(): Promise<StudyView> {
    return this.#send("POST", "/resume");
  }

  /** Has points tried next, in this order. */
  enqueue(points: readonly Partial<P>[]): Promise<StudyView> {
    return this.#send("POST", "/enqueue", { points });
  }

  /** Has a trial end as pruned, whatever it comes to. */
  cancelTrial(number: number): Promise<TrialView<P>> {
    return this.#send("POST", `/trials/${number}/cancel`);
  }

  /** Has the point of a trial that has ended tried again, as a new trial. */
  retryTrial(number: number): Promise<StudyView> {
    return this.#send("POST", `/trials/${number}/retry`);
  }

  /** Deletes it, with its trials and their files. */
  async delete(): Promise<void> {
    await this.#send("DELETE");
  }

  /** The files that a trial keeps, each with where it comes from. */
  async artifacts(trial: number): Promise<ArtifactView[]> {
    return (await this.#send<Page<ArtifactView>>("GET", `/trials/${trial}/artifacts`)).items;
  }

  /** A file that a trial keeps. */
  artifact(trial: number, file: string): Promise<Blob> {
    return this.#http.file(`${this.#path}/trials/${trial}/artifacts/${encodeURIComponent(file)}`);
  }

  /** What has changed since the caller looked last.
   * @param since the `seq` of the last answer; without it everything is told
   * @param etag its etag: then nothing is sent when nothing has changed */
  async changes(since = "0", etag?: string, signal?: AbortSignal): Promise<Changes> {
    const call = { ...(etag ? { headers: { "if-none-match": etag } } : {}), ...(signal ? { signal } : {}) };
    const answer = await this.#http.send<StudyChangesView | undefined>("GET", this.#path + query({ since }), call);
    return {
      changes: answer.status === 304 ? undefined : answer.body,
      etag: answer.etag ?? etag,
      retryAfterSeconds: answer.retryAfterSeconds ?? 5,
    };
  }

  /** What changes, as it does: until the study has ended. */
  async *watch({ since, forever, signal }: WatchOptions = {}): AsyncGenerator<StudyChangesView, void> {
    for (let etag: string | undefined; ; ) {
      const news: Changes = await this.changes(since, etag, signal);
      etag = news.etag;
      if (news.changes) {
        since = news.changes.seq;
        yield news.changes;
        if (news.changes.isCut) continue;
        if (news.changes.progress.state === "ended" && !forever) return;
      }
      await this.#http.clock.wait(1000 * news.retryAfterSeconds, signal);
    }
  }

  async #send<T>(method: string, path = "", json?: unknown): Promise<T> {
    return (await this.#http.send<T>(method, this.#path + path, { json })).body;
  }
}

/** @internal Fields as the query of an address. */
export function query(fields: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined) as [string, string][];
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

const patch = (attributes: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value === undefined ? null : attributeTexts({ name: value }).name]));
