import { useEffect, useRef } from "preact/hooks";
import { painted } from "../state/theme.js";
import { CanvasPen } from "./pen.js";
import type { Draw } from "./picture.js";

interface Props {
  draw: Draw;
  height: number;
  label: string;
  class?: string;
  onSize?: (width: number) => void;
  onPointerDown?: (event: PointerEvent, left: number, top: number) => void;
  onPointerMove?: (event: PointerEvent, left: number, top: number) => void;
  onPointerUp?: (event: PointerEvent, left: number, top: number) => void;
  onPointerLeave?: () => void;
  onDoubleClick?: (left: number, top: number) => void;
}

/** A canvas of our own: for what has no two axes. It draws sharply on every screen, and anew when its width or the theme changes. */
export function Drawing({ draw, height, label, onSize, onDoubleClick, ...rest }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const paint = painted.value;

  const render = (): void => {
    const element = canvas.current;
    if (!element || element.clientWidth === 0) return;
    const ratio = devicePixelRatio || 1;
    const width = element.clientWidth;
    [element.width, element.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    const context = element.getContext("2d")!;
    context.scale(ratio, ratio);
    latest.current(new CanvasPen(context), width, height);
  };

  useEffect(() => {
    const watcher = new ResizeObserver(() => {
      onSize?.(canvas.current?.clientWidth ?? 0);
      render();
    });
    watcher.observe(canvas.current!);
    return () => watcher.disconnect();
  }, [height]);
  useEffect(() => {
    const frame = requestAnimationFrame(render);
    return () => cancelAnimationFrame(frame);
  }, [draw, paint, height]);

  const at =
    (act: ((event: PointerEvent, left: number, top: number) => void) | undefined) =>
    (event: PointerEvent): void => {
      const { left, top } = canvas.current!.getBoundingClientRect();
      act?.(event, event.clientX - left, event.clientY - top);
    };
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      class={`drawing ${rest.class ?? ""}`}
      style={{ height: `${height}px` }}
      onPointerDown={at(rest.onPointerDown)}
      onPointerMove={at(rest.onPointerMove)}
      onPointerUp={at(rest.onPointerUp)}
      onPointerLeave={() => rest.onPointerLeave?.()}
      onDblClick={event => {
        const { left, top } = canvas.current!.getBoundingClientRect();
        onDoubleClick?.(event.clientX - left, event.clientY - top);
      }}
    />
  );
}
