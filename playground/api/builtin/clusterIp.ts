/** Addresses of Services inside the cluster: one of their own each, unless they say they want none. */
import type { Random } from '../../random.ts';
import { type ApiObject, objectAt, textAt } from '../object.ts';

/** The Service with an address; what has one, is headless or only a name for something else stays as it is. */
export function withClusterIp(service: ApiObject, random: Random): ApiObject {
  const spec = objectAt(service, 'spec');
  if (textAt(spec, 'type') === 'ExternalName') return service;
  const given = textAt(spec, 'clusterIP');
  const byte = (): number => 1 + Math.floor(random.next() * 254);
  const clusterIP = given === '' ? `10.96.${byte()}.${byte()}` : given;
  return {
    ...service,
    spec: {
      ...spec,
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    },
  };
}
