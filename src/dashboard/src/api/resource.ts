import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type ApiError, asApiError, ask } from "./http.js";

/** Something that is read from the server: what it is, or why it is not there, or neither yet. */
export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  /** When it was read, or found to be unchanged; null before that. */
  at: number | null;
}

interface Resource<T> {
  state: Signal<Loaded<T>>;
  users: number;
  version: unknown;
  load: () => Promise<void>;
  stop: () => void;
}

/** What is on the page now, by path: charts that need the same read it once. */
const shared = new Map<string, Resource<unknown>>();
const nothing = signal<Loaded<never>>({ data: null, error: null, loading: false, at: null });

/** Reads a path; reads it anew when `version` changes, and shows what was there meanwhile. */
export function useResource<T>(path: string | null, version: unknown = 0): { state: Signal<Loaded<T>>; reload: () => void } {
  const resource = useMemo(() => (path === null ? null : find<T>(path)), [path]);
  useEffect(() => {
    if (resource === null || path === null) return;
    shared.set(path, resource as Resource<unknown>);
    resource.users++;
    return () => {
      if (--resource.users > 0) return;
      resource.stop();
      shared.delete(path);
    };
  }, [resource]);
  useEffect(() => {
    if (resource === null || resource.version === version) return;
    resource.version = version;
    void resource.load();
  }, [resource, version]);
  return { state: resource?.state ?? (nothing as Signal<Loaded<T>>), reload: () => void resource?.load() };
}

function find<T>(path: string): Resource<T> {
  const known = shared.get(path) as Resource<T> | undefined;
  if (known) return known;
  const made = make<T>(path);
  shared.set(path, made as Resource<unknown>);
  return made;
}

function make<T>(path: string): Resource<T> {
  const state = signal<Loaded<T>>({ data: null, error: null, loading: true, at: null });
  let abort = new AbortController();
  let etag: string | null = null;
  const load = async (): Promise<void> => {
    abort.abort();
    const mine = (abort = new AbortController());
    state.value = { ...state.peek(), loading: true };
    try {
      const answer = await ask<T>(path, { etag, signal: mine.signal });
      if (answer !== null) etag = answer.etag;
      state.value = { data: answer?.body ?? state.peek().data, error: null, loading: false, at: Date.now() };
    } catch (error) {
      if (mine.signal.aborted) return;
      state.value = { ...state.peek(), loading: false, error: asApiError(error) };
    }
  };
  return {
    state,
    users: 0,
    version: undefined,
    load,
    stop: () => {
      abort.abort();
    },
  };
}
