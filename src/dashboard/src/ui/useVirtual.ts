import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";

/** Rows of a long list that are in view. */
export function useVirtual(host: RefObject<HTMLElement | null>, count: number, rowHeight: number) {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const made = useRef<Virtualizer<HTMLElement, Element> | null>(null);
  const options = {
    count,
    getScrollElement: () => host.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(0),
  };
  made.current ??= new Virtualizer<HTMLElement, Element>(options);
  made.current.setOptions(options);
  useLayoutEffect(() => made.current!._didMount(), []);
  useLayoutEffect(() => made.current!._willUpdate());
  return made.current;
}
