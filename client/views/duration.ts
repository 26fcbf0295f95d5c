/** How long something took, in at most two units: 4s, 2m 5s, 1h 3m. */

/**
 * @param from RFC 3339; '' gives ''
 * @param until RFC 3339; '' stands for now
 */
export function durationOf(from: string, until: string, now: number): string {
  const [start, end] = [Date.parse(from), until === '' ? now : Date.parse(until)];
  if (Number.isNaN(start) || Number.isNaN(end)) return '';
  const seconds = Math.max(0, Math.round((end - start) / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m ${seconds % 60}s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`;
}
