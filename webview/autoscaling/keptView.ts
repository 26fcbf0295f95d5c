/** What VS Code keeps of a dashboard that is hidden or reloaded, beside what it is about. Never what a header says. Pure. */
import type { LoadWish } from '#protocol/autoscalingPanel.ts';
import type { LoadPoint } from './drawnLoad.ts';
import type { Wished } from './trial.ts';
import type { Viewport } from './viewport.ts';

export interface KeptView {
  readonly viewport: Viewport;
  readonly revision: string;
  readonly asTable: boolean;
  readonly trial: KeptTrial | undefined;
  readonly load: KeptLoad | undefined;
}

export interface KeptTrial {
  /** Whose settings they are beside. */
  readonly revision: string;
  /** Only what was changed. */
  readonly changed: Partial<Wished>;
  readonly from: 'recorded' | 'drawn';
  readonly points: readonly LoadPoint[];
}

export type KeptLoad = Omit<LoadWish, 'headers'>;

/** Decodes what VS Code kept; undefined for what is none. */
export function keptView(kept: unknown): KeptView | undefined {
  const view = fieldsOf(fieldsOf(kept)?.['view']);
  const { revision, asTable, viewport, trial, load } = view ?? {};
  const range = fieldsOf(viewport)?.['range'];
  if (typeof revision !== 'string' || typeof asTable !== 'boolean' || !isNumber(range)) return undefined;
  const { from, to } = fieldsOf(fieldsOf(viewport)?.['still']) ?? {};
  const still = isNumber(from) && isNumber(to) && from < to ? { from, to } : undefined;
  return { viewport: { range, still }, revision, asTable, trial: trialOf(trial), load: loadOf(load) };
}

function trialOf(kept: unknown): KeptTrial | undefined {
  const { revision, changed, from, points } = fieldsOf(kept) ?? {};
  if (typeof revision !== 'string' || !Array.isArray(points)) return undefined;
  return {
    revision,
    changed: changedOf(fieldsOf(changed) ?? {}),
    from: from === 'drawn' ? 'drawn' : 'recorded',
    points: points.flatMap((point: unknown) => {
      const { second, load } = fieldsOf(point) ?? {};
      return isNumber(second) && isNumber(load) ? [{ second, load }] : [];
    }),
  };
}

const numbers = ['target', 'utilization', 'window', 'min', 'max'] as const;

function changedOf(fields: Readonly<Record<string, unknown>>): Partial<Wished> {
  const { metric } = fields;
  const known = numbers.flatMap((name) => (isNumber(fields[name]) ? [[name, fields[name]] as const] : []));
  return {
    ...(Object.fromEntries(known) as Partial<Wished>),
    ...(metric === 'rps' || metric === 'concurrency' ? { metric } : {}),
  };
}

function loadOf(kept: unknown): KeptLoad | undefined {
  const { url, path, method, by, amount, duration } = fieldsOf(kept) ?? {};
  if (typeof url !== 'string' || typeof path !== 'string' || typeof method !== 'string') return undefined;
  if (by !== 'rate' && by !== 'concurrency') return undefined;
  if (!isNumber(amount) || !isNumber(duration)) return undefined;
  return { url, path, method, by, amount, duration };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
