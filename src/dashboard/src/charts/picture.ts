import { palette } from "./colors.js";
import { CanvasPen, moved, SvgPen, type Pen } from "./pen.js";

export type Draw = (pen: Pen, width: number, height: number) => void;

const Margin = 34;

/** The picture of a chart with its title, on the colour of the page. */
function framed(title: string, draw: Draw): Draw {
  const colors = palette();
  return (pen, width, height) => {
    pen.rect(0, 0, width, height, { fill: colors.surface });
    pen.text(title, 14, 18, { color: colors.text, size: 14, bold: true });
    draw(moved(pen, 0, Margin), width, height - Margin);
  };
}

export function saveSvg(title: string, name: string, width: number, height: number, draw: Draw): void {
  const pen = new SvgPen();
  framed(title, draw)(pen, width, height + Margin);
  save(new Blob([pen.document(width, height + Margin)], { type: "image/svg+xml" }), `${name}.svg`);
}

export function savePng(title: string, name: string, width: number, height: number, draw: Draw): void {
  const scale = 2;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * scale, (height + Margin) * scale];
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  framed(title, draw)(new CanvasPen(context), width, height + Margin);
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
