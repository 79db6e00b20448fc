import { palette, ramp } from "./colors.js";
import { CanvasPen, moved, SvgPen, type Pen } from "./pen.js";

export type Draw = (pen: Pen, width: number, height: number) => void;

/** What the colours of a picture mean: its legend, or what the ends of the ramp are. */
export type Key = readonly { label: string; color: string; line?: boolean }[] | { from: string; to: string };

const Margin = 34;
/** About how wide a sign of a legend is. */
const Sign = 5.8;

/** The picture of a chart with its title, on the colour of the page. */
function framed(title: string, draw: Draw, key: Key): Draw {
  const colors = palette();
  return (pen, width, height) => {
    pen.rect(0, 0, width, height, { fill: colors.surface });
    pen.text(title, 14, 18, { color: colors.text, size: 14, bold: true });
    drawKey(pen, width - 14, key, colors.muted);
    draw(moved(pen, 0, Margin), width, height - Margin);
  };
}

/** Writes from the right edge to the left: how wide words are is not known to every pen. */
function drawKey(pen: Pen, right: number, key: Key, color: string): void {
  const write = (text: string): void => {
    pen.text(text, right, 18, { color, align: "right" });
    right -= Sign * text.length + 8;
  };
  if ("from" in key) {
    write(key.to);
    for (let step = 0; step < 25; step++) pen.rect(right - 100 + step * 4, 14, 4.2, 8, { fill: ramp(step / 24) });
    right -= 108;
    write(key.from);
    return;
  }
  for (const { label, color: of, line } of [...key].reverse()) {
    write(label);
    if (line) pen.rect(right - 12, 17, 14, 2.5, { fill: of });
    else pen.circle(right - 2, 18, 4, { fill: of });
    right -= 28;
  }
}

export function saveSvg(title: string, name: string, width: number, height: number, draw: Draw, key: Key = []): void {
  const pen = new SvgPen();
  framed(title, draw, key)(pen, width, height + Margin);
  save(new Blob([pen.document(width, height + Margin)], { type: "image/svg+xml" }), `${name}.svg`);
}

export function savePng(title: string, name: string, width: number, height: number, draw: Draw, key: Key = []): void {
  const scale = 2;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * scale, (height + Margin) * scale];
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  framed(title, draw, key)(new CanvasPen(context), width, height + Margin);
  canvas.toBlob(blob => {
    if (blob) save(blob, `${name}.png`);
  }, "image/png");
}

/** Has the browser save a file. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
