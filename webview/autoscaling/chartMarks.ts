/** What is drawn besides the series: when it panicked, and what happened when. */
import { chartColour, chartFont } from './chartColours.ts';
import type { Colour, Mark } from './chartModel.ts';
import type { Span } from './viewport.ts';

/** The part of a canvas in which a chart is drawn, in its own pixels. */
export interface Plane {
  readonly ctx: CanvasRenderingContext2D;
  readonly bbox: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Where a time is. */
  readonly at: (time: number) => number;
}

/** Panic, behind everything else. */
export function drawShades({ ctx, bbox, at }: Plane, shades: readonly Span[]): void {
  ctx.save();
  ctx.globalAlpha = 0.18;
  ctx.fillStyle = chartColour('red');
  for (const { from, to } of shades) {
    const left = Math.max(at(from), bbox.left);
    const right = Math.min(at(to), bbox.left + bbox.width);
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

export function drawMarks({ ctx, bbox, at }: Plane, marks: readonly Mark[]): void {
  ctx.save();
  ctx.font = `${10 * devicePixelRatio}px ${chartFont()}`;
  ctx.textBaseline = 'bottom';
  let free = -Infinity;
  for (const mark of marks) {
    const x = at(mark.time);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    drawMark(ctx, bbox, x, mark);
    // A label that another one covers is left out; its line and the list below tell it.
    if (x > free) free = Math.max(free, drawLabel(ctx, bbox, x, mark.text));
  }
  ctx.restore();
}

const markColours: Readonly<Record<Mark['kind'], Colour>> = {
  deploy: 'purple',
  traffic: 'blue',
  scale: 'grey',
  load: 'yellow',
};

function drawMark(ctx: CanvasRenderingContext2D, bbox: Plane['bbox'], x: number, { kind }: Mark): void {
  ctx.strokeStyle = chartColour(markColours[kind]);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(kind === 'scale' ? [2, 3] : [5, 3]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

/** Cut where it is long. Where it ends; nowhere where there is nothing to say. */
function drawLabel(ctx: CanvasRenderingContext2D, bbox: Plane['bbox'], x: number, text: string): number {
  if (text === '') return -Infinity;
  const room = bbox.width * 0.6;
  const whole = ctx.measureText(text).width;
  const shown = whole <= room ? text : `${text.slice(0, Math.floor((text.length * room) / whole) - 1)}…`;
  const { width } = ctx.measureText(shown);
  const left = Math.max(bbox.left, Math.min(x + 2, bbox.left + bbox.width - width));
  ctx.fillText(shown, left, bbox.top - 2);
  return left + width + 8;
}
