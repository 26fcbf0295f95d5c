/** One share of a Route's requests. */
import { field, object, scalar, string } from '../shape.ts';
import { servingPages } from './pages.ts';

const docs = servingPages.route;

export const trafficTarget = object('v1alpha1.TrafficTarget', {
  name: field(
    string,
    'Gives this target an address of its own, the name and a dot in front of the host name: make it a DNS label. Targets of one name must be the same.',
    { examples: ['current', 'candidate', 'latest'], docs },
  ),
  revisionName: field(
    string,
    'The revision that gets this share: the name of the configuration and a number of five digits or more. Exclusive with `configurationName`.',
    { examples: ['hello-00001'], docs },
  ),
  configurationName: field(
    string,
    'The Configuration whose newest ready revision gets this share. Exclusive with `revisionName`.',
    { docs },
  ),
  percent: field(scalar('int'), 'Share of the requests in percent. All shares add up to 100.', {
    default: 0,
    range: [0, 100],
    docs,
  }),
});
