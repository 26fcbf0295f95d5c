/** How long a Build may take (build's build_validation.go). */
import { formatDuration, hour, parseDuration } from '../../goNumbers.ts';
import { buildPages } from '../../resources/build/pages.ts';
import { type FieldError, outOfBounds, spot } from '../fieldError.ts';
import { setTo } from '../servingV1/fixes.ts';

const most = 24n * hour;

export function timeoutErrors(timeout: string | undefined): readonly FieldError[] {
  const duration = timeout === undefined ? undefined : parseDuration(timeout);
  if (duration === undefined || (duration >= 0n && duration <= most)) return [];
  const where = spot(['spec'], 'timeout');
  const positive = duration < 0n ? -duration : duration;
  const fixes = setTo(where.path, positive > most ? '24h' : formatDuration(positive));
  return [
    outOfBounds(formatDuration(duration), 0, 24, where, { docs: `${buildPages.builds}#timeout`, fixes }),
  ];
}
