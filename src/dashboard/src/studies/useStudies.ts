import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ApiError, asApiError, ask, query } from "../api/http.js";
import { poll } from "../api/poll.js";
import type { Page, StudySummary } from "../api/types.js";

const PageSize = 500;

/** The studies that were read, kept while other pages are looked at. */
export const studies = signal<StudySummary[] | null>(null);
export const studiesError = signal<ApiError | null>(null);
/** Where the list goes on, if it was not read to its end. */
export const more = signal<string | null>(null);
let pages = 1;

async function read(signal?: AbortSignal): Promise<boolean> {
  const all: StudySummary[] = [];
  let after: string | undefined;
  for (let page = 0; page < pages; page++) {
    const answer = await ask<Page<StudySummary>>(`studies${query({ limit: PageSize, after })}`, { signal });
    all.push(...answer!.body.items);
    after = answer!.body.next;
    if (!after) break;
  }
  more.value = after ?? null;
  studiesError.value = null;
  const changed = JSON.stringify(all) !== JSON.stringify(studies.peek());
  if (changed) studies.value = all;
  return changed;
}

export const readStudies = (): Promise<boolean> => read();

export async function readMore(): Promise<void> {
  pages++;
  await read();
}

/** Keeps the list up to date while the page is seen. */
export function useStudies(): void {
  useEffect(
    () =>
      poll(
        async abort => ({
          changed: await read(abort),
          retryAfter: studies.peek()?.some(study => study.state !== "ended") ? 2 : 5,
          ended: false,
        }),
        error => {
          studiesError.value = asApiError(error);
        },
      ),
    [],
  );
}
