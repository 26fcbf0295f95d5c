/** What happened between two looks at a Service, for the time line. Pure. */
import { text } from '#knative/text.ts';
import type { LiveService } from '../services.ts';
import type { ObservedService } from './observedService.ts';
import type { Marker } from './sample.ts';

/** Nothing where one of them is not known yet: what was there at the first look did not happen now. */
export function changeMarkers(
  before: ObservedService,
  after: ObservedService,
  time: number,
): readonly Marker[] {
  if (before.phase !== 'known' || after.phase !== 'known') return [];
  return [
    ...deploys(before, after, time),
    ...trafficChanges(before, after, time),
    ...scalings(before, after, time),
  ];
}

function deploys(before: ObservedService, after: ObservedService, time: number): readonly Marker[] {
  const known = new Set(before.revisions.map(({ name }) => name));
  return after.revisions
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({ time, kind: 'deploy', revision: name, text: text('{0} was deployed', name) }));
}

function trafficChanges(before: ObservedService, after: ObservedService, time: number): readonly Marker[] {
  const [was, is] = [splitOf(before.service), splitOf(after.service)];
  if (was === is || is === '') return [];
  return [{ time, kind: 'traffic', revision: '', text: text('Traffic: {0}', is) }];
}

/** `shop-00002 80 %, shop-00001 20 %`. */
function splitOf(service: LiveService | undefined): string {
  return (service?.revisions ?? [])
    .filter(({ percent }) => percent > 0)
    .map(({ name, percent }) => `${name} ${percent} %`)
    .join(', ');
}

function scalings(before: ObservedService, after: ObservedService, time: number): readonly Marker[] {
  const was = new Map(before.revisions.map(({ name, figures }) => [name, figures.desired]));
  return after.revisions.flatMap(({ name, figures: { desired } }): readonly Marker[] => {
    const earlier = was.get(name);
    if (earlier === undefined || desired === undefined || desired === earlier) return [];
    const words = text('{0}: from {1} to {2} replicas', name, earlier, desired);
    return [{ time, kind: 'scale', revision: name, text: words }];
  });
}
