/** Name resolution and hosts (validatePodDNSConfig, ValidateHostAliases in pkg/apis/core/validation). */
import { byteLength, subdomainErrors } from '../structure/kubernetesNames.ts';
import { addressErrors } from './formats.ts';
import type { Place } from './place.ts';

const code = 'pod-dns';
const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

export function checkDns(pod: Place): void {
  const policy = pod.get('dnsPolicy');
  if (policy.text !== '' && !policies.includes(policy.text)) policy.unsupported(code, policies);
  const config = pod.get('dnsConfig');
  const servers = config.get('nameservers');
  if (policy.text === 'None' && !config.present) {
    config.required(code, 'must provide `dnsConfig` when `dnsPolicy` is None');
  } else if (policy.text === 'None' && servers.length === 0) {
    servers.required(code, 'must provide at least one DNS nameserver when `dnsPolicy` is None');
  } else checkConfig(config);
}

function checkConfig(config: Place): void {
  const servers = config.get('nameservers');
  if (servers.length > 3) servers.invalid(code, 'must not have more than 3 nameservers');
  for (const server of servers.items()) server.invalidAll(code, addressErrors(server.text));
  checkSearches(config.get('searches'));
  for (const option of config.get('options').items()) {
    if (option.get('name').text === '') option.required(code, 'must not be empty');
  }
}

function checkSearches(searches: Place): void {
  const domains = searches.items();
  if (domains.length > 32) searches.invalid(code, 'must not have more than 32 search paths');
  if (domains.map(({ text }) => text).join(' ').length > 2048) {
    searches.invalid(code, 'must not have more than 2048 characters (including spaces) in the search list');
  }
  for (const domain of domains) {
    if (domain.text === '.') continue;
    const name = domain.text.replace(/\.$/, '');
    domain.invalidAll(code, searchErrors(name), { value: name });
  }
}

const searchFormat = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*';
const searchPattern = new RegExp(`^${searchFormat}$`);

/** A search domain: a subdomain in which underscores may stand, too (since 1.34). */
function searchErrors(name: string): readonly string[] {
  const errors: string[] = byteLength(name) > 253 ? ['must be no more than 253 characters'] : [];
  if (!searchPattern.test(name)) {
    errors.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${searchFormat}')`,
    );
  }
  return errors;
}

export function checkHostAliases(aliases: Place): void {
  for (const alias of aliases.items()) {
    const ip = alias.get('ip');
    ip.invalidAll('pod-host-alias', addressErrors(ip.text), { value: ip.text });
    for (const name of alias.get('hostnames').items()) {
      name.invalidAll('pod-host-alias', subdomainErrors(name.text));
    }
  }
}
