import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type ApiError, asApiError, ask, get, studyPath } from "../api/http.js";
import { poll } from "../api/poll.js";
import type { StudyChanges, StudyView, Trial } from "../api/types.js";

/** A study as it is now, and what changes of it. */
export interface Followed {
  study: Signal<StudyView | null>;
  error: Signal<ApiError | null>;
  /** Trials that have changed since the page has looked, by number. */
  changed: Signal<ReadonlyMap<number, Trial>>;
  /** Counts up now and then while the study changes, and when it ends: what is expensive to compute is then asked for anew. */
  age: Signal<number>;
  /** The same for what is large besides: rarer. */
  rare: Signal<number>;
  /** Looks again at once: something was done to the study. */
  look: () => void;
}

/** Analyses of a running study are made anew at most this often, and what is large, as the history. A page that was hidden for longer
 * has them made when it is looked at again. */
const [AgeSeconds, RareSeconds] = [15, 60];

export function useStudy(name: string): Followed {
  const { followed, start } = useMemo(() => follow(name), [name]);
  useEffect(() => start(), [followed]);
  return followed;
}

function follow(name: string): { followed: Followed; start: () => () => void } {
  const study = signal<StudyView | null>(null);
  const error = signal<ApiError | null>(null);
  const changed = signal<ReadonlyMap<number, Trial>>(new Map());
  const [age, rare] = [signal(0), signal(0)];
  let [seq, etag]: [string, string | null] = ["now", null];
  const made = new Map([age, rare].map(of => [of, Date.now()]));
  let stop: (() => void) | null = null;

  const askOnce = async (abort: AbortSignal) => {
    const answer = await ask<StudyChanges>(studyPath(name, `?since=${encodeURIComponent(seq)}`), { etag, signal: abort });
    error.value = null;
    const wasRunning = study.peek()?.state !== "ended";
    if (answer === null) return { changed: false, retryAfter: null, ended: study.peek()?.state === "ended" };
    const { body } = answer;
    [seq, etag] = [body.seq, answer.etag];
    study.value = { ...(body.study ?? study.peek()!), ...body.progress };
    if (body.trials.length > 0) {
      const all = new Map(changed.peek());
      for (const trial of body.trials) all.set(trial.number, trial);
      changed.value = all;
    }
    const ended = body.progress.state === "ended";
    for (const [of, seconds] of [
      [age, AgeSeconds],
      [rare, RareSeconds],
    ] as const) {
      if (body.trials.length === 0 || (Date.now() - made.get(of)! <= seconds * 1000 && !(ended && wasRunning))) continue;
      made.set(of, Date.now());
      of.value++;
    }
    return { changed: true, retryAfter: body.isCut ? 0 : answer.retryAfter, ended: ended && !body.isCut };
  };
  const failed = (failure: unknown): void => {
    error.value = asApiError(failure);
  };
  // The study alone is answered at once; what changes of it is known only when the server has read its trials, which may be many.
  const askFirst = async (): Promise<void> => {
    const view = await get<StudyView>(studyPath(name));
    study.value ??= view;
  };
  const start = (): (() => void) => {
    if (study.peek() === null) askFirst().catch(() => undefined);
    stop = poll(askOnce, failed);
    return () => {
      stop?.();
      stop = null;
    };
  };
  const look = (): void => {
    if (stop === null) return;
    stop();
    etag = null;
    start();
  };
  return { followed: { study, error, changed, age, rare, look }, start };
}
