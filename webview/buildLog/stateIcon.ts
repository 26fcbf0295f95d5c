/** The state of a build or a step as a picture beside its words. */
import type { BuildState, StepState } from '#knative/builds/build.ts';
import { element } from '../kit/elements.ts';

export type Look = BuildState | StepState;

/** Strokes in a square of sixteen. */
const strokes: Readonly<Record<Look, readonly string[]>> = {
  succeeded: [circle(), 'M5 8.2 7.2 10.4 11 5.8'],
  failed: [circle(), 'M5.6 5.6 10.4 10.4 M10.4 5.6 5.6 10.4'],
  running: ['M8 2 A6 6 0 1 1 2 8'],
  pending: [circle()],
  waiting: [circle()],
  skipped: [circle(), 'M5 8 H11'],
  cancelled: [circle(), 'M4 12 12 4'],
};

export function stateIcon(look: Look): Element {
  const icon = svg('svg', { viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' });
  for (const d of strokes[look]) icon.append(svg('path', { d }));
  const holder = element('span', { class: `icon ${look}` });
  holder.append(icon);
  return holder;
}

function circle(): string {
  return 'M2 8 A6 6 0 1 1 14 8 A6 6 0 1 1 2 8 Z';
}

function svg(name: string, attributes: Readonly<Record<string, string>>): Element {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
