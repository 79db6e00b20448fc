/** When to ask again: first as the server advises, then ever later while nothing changes. */
export const Longest = 15;
const Growth = 1.5;

/** Seconds until the next question.
 * @param last what was waited before; null at the start
 * @param advised what the server advises
 * @param changed whether its answer was news */
export function nextWait(last: number | null, advised: number, changed: boolean): number {
  if (changed || last === null) return Math.max(advised, 0.2);
  return Math.max(advised, Math.min(Longest, last * Growth));
}

export interface Polled {
  changed: boolean;
  retryAfter: number | null;
  ended: boolean;
}

/** Asks again and again while the page is seen; ends when told so or when what is watched has ended. Answers how to end it. */
export function poll(askOnce: (signal: AbortSignal) => Promise<Polled>, failed: (error: unknown) => void, first = 0): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait: number | null = null;
  let over = false;
  const schedule = (seconds: number): void => {
    timer = setTimeout(() => void turn(), seconds * 1000);
  };
  const turn = async (): Promise<void> => {
    timer = undefined;
    if (document.hidden || over) return;
    try {
      const { changed, retryAfter, ended } = await askOnce(abort.signal);
      if (ended) {
        over = true;
        return;
      }
      wait = nextWait(wait, retryAfter ?? 2, changed);
    } catch (error) {
      if (abort.signal.aborted) return;
      failed(error);
      wait = nextWait(wait ?? 2, 2, false);
    }
    if (!abort.signal.aborted) schedule(wait);
  };
  const seen = (): void => {
    if (!document.hidden && timer === undefined && !over && !abort.signal.aborted) schedule(0);
  };
  document.addEventListener("visibilitychange", seen);
  schedule(first);
  return () => {
    abort.abort();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  };
}
