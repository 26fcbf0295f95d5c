/** What a pod sees of the network: name resolution and its hosts file. */
import { field, list, object, string } from '../shape.ts';

export const hostAlias = object('v1.HostAlias', {
  ip: field(string, 'The IP address.', { required: true }),
  hostnames: field(list(string), 'Names that lead to it.'),
});

export const podDNSConfig = object('v1.PodDNSConfig', {
  nameservers: field(list(string), 'IP addresses of name servers, at most 3.'),
  searches: field(list(string), 'Domains to complete short names with, at most 32.'),
  options: field(
    list(
      object('v1.PodDNSConfigOption', {
        name: field(string, 'Name of the resolver option, such as `ndots`.'),
        value: field(string, 'Value of the option, where it has one.'),
      }),
    ),
    'Options of the resolver.',
  ),
});
