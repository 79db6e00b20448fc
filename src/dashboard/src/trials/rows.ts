import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type ApiError, asApiError, ask, query, studyPath } from "../api/http.js";
import type { Page, Trial } from "../api/types.js";

const Small = 100;
const Large = 1000;

/** The rows of a table of trials: windows of the server's list, read as far as one scrolls. */
export function useRows(study: string, sort: string, state: string, fields: string, age: number) {
  const rows = useMemo(() => makeRows(study, sort, state, fields), [study, sort, state, fields]);
  useEffect(() => {
    void rows.start();
    return rows.stop;
  }, [rows]);
  useEffect(() => {
    if (age > 0) void rows.renew();
  }, [age]);
  return rows;
}

function makeRows(study: string, sort: string, state: string, fields: string) {
  const items = signal<readonly Trial[]>([]);
  const error = signal<ApiError | null>(null);
  const isEnd = signal(false);
  let abort = new AbortController();
  let next: string | undefined;
  let [wanted, isReading] = [Small, false];

  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    try {
      while (!isEnd.peek() && items.peek().length < wanted) {
        // Far away is reached in large steps: places in a list are known one after the other.
        const limit = wanted - items.peek().length > Small ? Large : Small;
        const answer = await ask<Page<Trial>>(studyPath(study, `/trials${query({ sort, state, fields, limit, after: next })}`), {
          signal: abort.signal,
        });
        const { items: read, next: then } = answer!.body;
        items.value = [...items.peek(), ...read];
        next = then;
        isEnd.value = !then;
      }
      error.value = null;
    } catch (failure) {
      if (!abort.signal.aborted) error.value = asApiError(failure);
    } finally {
      isReading = false;
    }
  };
  return {
    items,
    error,
    isEnd,
    start: read,
    stop: () => {
      abort.abort();
      abort = new AbortController();
    },
    /** Has rows up to this one read. */
    need: (index: number): void => {
      if (index < wanted - Small / 2) return;
      wanted = index + Small;
      void read();
    },
    /** Reads the beginning anew: the study has changed. What was read far below is read again when it is looked at. */
    renew: async (): Promise<void> => {
      if (isReading || items.peek().length > Large) return;
      const limit = Math.max(Small, Math.min(Large, items.peek().length));
      try {
        const answer = await ask<Page<Trial>>(studyPath(study, `/trials${query({ sort, state, fields, limit })}`), {
          signal: abort.signal,
        });
        items.value = answer!.body.items;
        next = answer!.body.next;
        isEnd.value = !next;
      } catch {
        /* The page says by itself that the server does not answer. */
      }
    },
  };
}
