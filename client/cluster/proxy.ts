/** Which proxy the environment names for a server, as Go's net/http reads it, and kubectl with it. */
import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined where the server is asked directly. */
export function proxyFor(server: string, environment: Environment): string | undefined {
  if (!URL.canParse(server)) return undefined;
  const url = new URL(server);
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = setting(environment, name);
  if (proxy === '' || isLoopback(host)) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const exceptions = setting(environment, 'no_proxy').split(',');
  if (exceptions.some((one) => matches(one.trim().toLowerCase(), host, port))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function setting(environment: Environment, name: string): string {
  return environment[name.toUpperCase()] || environment[name] || '';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '::1';
}

/** `*`, an address or a block of them, or a name: `example.com` and what is below it, `.example.com` only that. */
function matches(exception: string, host: string, port: string): boolean {
  if (exception === '*') return true;
  if (exception === '') return false;
  if (exception.includes('/')) return isInBlock(exception, host);
  const [, name = '', onlyPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(exception) ?? [];
  if (isIP(exception) !== 0) return host === exception;
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (isIP(host) !== 0) return host === name;
  const suffix = name.replace(/^\*?\./, '');
  return host.endsWith(`.${suffix}`) || (host === suffix && suffix === name);
}

function isInBlock(block: string, host: string): boolean {
  const [net = '', bits = ''] = block.split('/');
  const family = isIP(net);
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(net, Number(bits), type);
  return list.check(host, type);
}
