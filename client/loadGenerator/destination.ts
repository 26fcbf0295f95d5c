/** Where the requests of a plan are sent, and whether that is who the address says. */
import { connect } from 'node:tls';
import type { LoadPlan } from '../cluster/load/loadPlan.ts';
import { isOfLocalhost } from '../cluster/load/thisMachine.ts';
import { codeOf } from './codeOf.ts';

/** Milliseconds for a connection whose certificate is looked at. */
export const handshakeTime = 10_000;

/** The address that is connected to; the host of the plan's URL goes into the header. */
export function destinationOf({ url, through }: LoadPlan): string {
  const target = new URL(url);
  const { address, port } = endOf(target, through);
  return `${target.protocol}//${address}:${port}${target.pathname}${target.search}`;
}

/** The generator looks at no certificate, so one connection does before; '' where it is good, or none is needed. */
export async function certificateTrouble({ url, through }: LoadPlan): Promise<string> {
  const target = new URL(url);
  if (target.protocol !== 'https:') return '';
  const { address, port } = endOf(target, through);
  const { promise, resolve } = Promise.withResolvers<string>();
  const isName = !/^[\d.]+$|^\[/.test(target.hostname);
  const socket = connect({
    host: address.replaceAll(/^\[|\]$/g, ''),
    port,
    ...(isName && { servername: target.hostname }),
    timeout: handshakeTime,
  });
  socket.on('secureConnect', () => resolve(''));
  socket.on('timeout', () => resolve('ETIMEDOUT'));
  socket.on('error', (error) => resolve(codeOf(error)));
  const trouble = await promise;
  socket.destroy();
  return trouble;
}

function endOf(
  { hostname, port, protocol }: URL,
  through: LoadPlan['through'],
): { readonly address: string; readonly port: number } {
  if (through !== undefined) {
    return { address: through.host.includes(':') ? `[${through.host}]` : through.host, port: through.port };
  }
  // Not every resolver knows that these names are of this machine.
  const address = isOfLocalhost(hostname) ? '127.0.0.1' : hostname;
  return { address, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}
