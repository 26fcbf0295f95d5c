/** A load that somebody draws: a few points, and straight lines between them. Pure. */

export interface LoadPoint {
  readonly second: number;
  readonly load: number;
}

/** Seconds that can be drawn. */
export const drawnSeconds = 300;

export type Preset = 'steady' | 'ramp' | 'spike' | 'waves';

/** @param peak the highest load of them */
export function presetLoad(preset: Preset, peak: number): readonly LoadPoint[] {
  const at = (second: number, share: number): LoadPoint => ({ second, load: Math.round(peak * share) });
  switch (preset) {
    case 'steady':
      return [at(0, 0), at(10, 0), at(12, 0.6), at(200, 0.6), at(202, 0)];
    case 'ramp':
      return [at(0, 0), at(150, 1), at(240, 0)];
    case 'spike':
      return [at(0, 0.1), at(60, 0.1), at(62, 1), at(80, 1), at(82, 0.1), at(300, 0.1)];
    case 'waves':
      return [0, 1, 2, 3, 4, 5, 6].map((wave) => at(wave * 50, wave % 2 === 0 ? 0.1 : 1));
  }
}

/** A point more, or another load for the second of a point that is there. */
export function withPoint(points: readonly LoadPoint[], point: LoadPoint): readonly LoadPoint[] {
  const second = Math.round(Math.min(Math.max(point.second, 0), drawnSeconds));
  const load = Math.max(0, Math.round(point.load * 10) / 10);
  return [...points.filter((one) => one.second !== second), { second, load }].toSorted(
    (a, b) => a.second - b.second,
  );
}

/** From the first second to the last: before the first point it is the first's, after the last it is the last's. */
export function wholeLoad(points: readonly LoadPoint[]): readonly LoadPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    ...(first.second > 0 ? [{ ...first, second: 0 }] : []),
    ...points,
    ...(last.second < drawnSeconds ? [{ ...last, second: drawnSeconds }] : []),
  ];
}
