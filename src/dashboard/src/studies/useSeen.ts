import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const kept = new Map<string, { version: number; found: unknown }>();
let queue: Promise<void> = Promise.resolve();

/** Something of a row of the list that takes a request of its own: read when the row comes into view, one after the other, and again
 * when the row's version is another. What was found last is shown meanwhile. */
export function useSeen<E extends Element, T>(
  id: string,
  version: number,
  read: () => Promise<T>,
): { host: RefObject<E | null>; found: T | undefined } {
  const host = useRef<E>(null);
  const [, done] = useState(0);
  const known = kept.get(id);
  useEffect(() => {
    if (version === 0 || kept.get(id)?.version === version) return;
    let isGone = false;
    const watcher = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      watcher.disconnect();
      queue = queue.then(async () => {
        if (isGone) return;
        try {
          kept.set(id, { version, found: await read() });
          done(version);
        } catch {
          /* The list itself says that the server does not answer. */
        }
      });
    });
    watcher.observe(host.current!);
    return () => {
      isGone = true;
      watcher.disconnect();
    };
  }, [id, version]);
  return { host, found: known?.found as T | undefined };
}
