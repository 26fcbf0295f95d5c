/** Figures as an explanation shows them: short, and yet so precise that its sum comes out as it did. */

/** Six digits at most after the point, as the averages have. */
export function plain(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/**
 * An average as short as can be while dividing it by the target still gives the same number of replicas. Small ones
 * keep a digit after the point.
 */
export function average(value: number, target: number): string {
  const wanted = Math.ceil(value / target);
  const shownTarget = Number(plain(target));
  for (let digits = value < 10 ? 1 : 0; digits < 6; digits++) {
    const shown = value.toFixed(digits);
    if (Math.ceil(Number(shown) / shownTarget) === wanted && (Number(shown) > 0 || value <= 0)) return shown;
  }
  return plain(value);
}

/** A time span or a moment to come, in whole seconds, never below 0. */
export function wholeSeconds(value: number): number {
  return Math.max(0, Math.ceil(value));
}
