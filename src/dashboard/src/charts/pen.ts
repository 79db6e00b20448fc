/** How something is drawn. */
export interface Look {
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: number[];
  alpha?: number;
}
export interface Lettering {
  color: string;
  size?: number;
  align?: "left" | "center" | "right";
  base?: "top" | "middle" | "bottom";
  turned?: boolean;
  bold?: boolean;
}
export type Point = readonly [number, number];

/** What drawings are made with: on the screen and in pictures alike, in CSS pixels. */
export interface Pen {
  line(points: readonly Point[], look: Look): void;
  /** Areas with holes, by the even-odd rule. */
  area(rings: readonly (readonly Point[])[], look: Look): void;
  circle(x: number, y: number, radius: number, look: Look): void;
  rect(x: number, y: number, width: number, height: number, look: Look): void;
  text(text: string, x: number, y: number, lettering: Lettering): void;
  /** Draws what is inside of a rectangle only. */
  clipped(x: number, y: number, width: number, height: number, draw: () => void): void;
}

export const Font = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export class CanvasPen implements Pen {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  line(points: readonly Point[], look: Look): void {
    this.context.beginPath();
    for (const [index, [x, y]] of points.entries())
      if (index === 0) this.context.moveTo(x, y);
      else this.context.lineTo(x, y);
    this.paint(look);
  }

  area(rings: readonly (readonly Point[])[], look: Look): void {
    this.context.beginPath();
    for (const ring of rings) {
      for (const [index, [x, y]] of ring.entries())
        if (index === 0) this.context.moveTo(x, y);
        else this.context.lineTo(x, y);
      this.context.closePath();
    }
    this.paint(look, "evenodd");
  }

  circle(x: number, y: number, radius: number, look: Look): void {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.paint(look);
  }

  rect(x: number, y: number, width: number, height: number, look: Look): void {
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.paint(look);
  }

  text(text: string, x: number, y: number, { color, size = 11, align = "left", base = "middle", turned, bold }: Lettering): void {
    const context = this.context;
    context.save();
    context.font = `${bold ? "600 " : ""}${size}px ${Font}`;
    context.fillStyle = color;
    context.textAlign = align;
    context.textBaseline = base;
    context.translate(x, y);
    if (turned) context.rotate(-Math.PI / 2);
    context.fillText(text, 0, 0);
    context.restore();
  }

  clipped(x: number, y: number, width: number, height: number, draw: () => void): void {
    this.context.save();
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.context.clip();
    draw();
    this.context.restore();
  }

  private paint(look: Look, rule?: CanvasFillRule): void {
    const context = this.context;
    context.globalAlpha = look.alpha ?? 1;
    if (look.fill) {
      context.fillStyle = look.fill;
      context.fill(rule);
    }
    if (look.stroke) {
      context.strokeStyle = look.stroke;
      context.lineWidth = look.width ?? 1;
      context.setLineDash(look.dash ?? []);
      context.lineJoin = "round";
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}

/** A pen that draws elsewhere. */
export function moved(pen: Pen, right: number, down: number): Pen {
  const all = (points: readonly Point[]): Point[] => points.map(([x, y]) => [x + right, y + down]);
  return {
    line: (points, look) => pen.line(all(points), look),
    area: (rings, look) => pen.area(rings.map(all), look),
    circle: (x, y, radius, look) => pen.circle(x + right, y + down, radius, look),
    rect: (x, y, width, height, look) => pen.rect(x + right, y + down, width, height, look),
    text: (text, x, y, lettering) => pen.text(text, x + right, y + down, lettering),
    clipped: (x, y, width, height, inside) => pen.clipped(x + right, y + down, width, height, inside),
  };
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replace(/[&<>"]/g, sign => escapes[sign]!);
const short = (value: number): string => `${Math.round(value * 100) / 100}`;

export class SvgPen implements Pen {
  private readonly parts: string[] = [];
  private clips = 0;

  line(points: readonly Point[], look: Look): void {
    this.parts.push(
      `<polyline points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(" ")}"${this.look({ fill: "none", ...look })}/>`,
    );
  }

  area(rings: readonly (readonly Point[])[], look: Look): void {
    const path = rings.map(ring => `M${ring.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}Z`).join("");
    this.parts.push(`<path d="${path}" fill-rule="evenodd"${this.look({ fill: "none", ...look })}/>`);
  }

  circle(x: number, y: number, radius: number, look: Look): void {
    this.parts.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"${this.look({ fill: "none", ...look })}/>`);
  }

  rect(x: number, y: number, width: number, height: number, look: Look): void {
    this.parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${this.look({ fill: "none", ...look })}/>`,
    );
  }

  text(text: string, x: number, y: number, { color, size = 11, align = "left", base = "middle", turned, bold }: Lettering): void {
    const anchor = { left: "start", center: "middle", right: "end" }[align];
    const baseline = { top: "hanging", middle: "central", bottom: "auto" }[base];
    const turn = turned ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : "";
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" fill="${escape(color)}" font-size="${size}" text-anchor="${anchor}" ` +
        `dominant-baseline="${baseline}"${bold ? ' font-weight="600"' : ""}${turn}>${escape(text)}</text>`,
    );
  }

  clipped(x: number, y: number, width: number, height: number, draw: () => void): void {
    const id = `clip${++this.clips}`;
    this.parts.push(
      `<clipPath id="${id}"><rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"/></clipPath>`,
    );
    this.parts.push(`<g clip-path="url(#${id})">`);
    draw();
    this.parts.push("</g>");
  }

  /** The picture. */
  document(width: number, height: number): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${escape(Font)}">${this.parts.join("")}</svg>`
    );
  }

  private look({ fill, stroke, width, dash, alpha }: Look): string {
    return (
      (fill ? ` fill="${escape(fill)}"` : "") +
      (stroke ? ` stroke="${escape(stroke)}" stroke-width="${width ?? 1}"` : "") +
      (dash?.length ? ` stroke-dasharray="${dash.join(" ")}"` : "") +
      (alpha !== undefined ? ` opacity="${alpha}"` : "")
    );
  }
}
