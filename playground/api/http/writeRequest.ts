/** How a request wants its write done: by whom, for real or not, and how strictly it is read. */
import { fieldValidations } from '../admission/fields.ts';
import { fieldCause, invalid } from '../status.ts';
import type { WriteRequest } from '../writes/request.ts';
import type { Exchange } from './exchange.ts';

/** `options` names the kind of options in refusals, `CreateOptions`. */
export function writeRequest(
  exchange: Exchange,
  options: string,
  duplicates: readonly string[] = [],
): WriteRequest {
  const { cluster, query, request, user, warnings } = exchange;
  const dryRun = query.getAll('dryRun').filter((one) => one !== '');
  const wrong = dryRun.find((one) => one !== 'All');
  const complain = (field: string, message: string): Error =>
    invalid({ group: 'meta.k8s.io', kind: options }, '', [fieldCause(field, message)]);
  if (wrong !== undefined) {
    throw complain('dryRun', `Unsupported value: ${JSON.stringify(wrong)}: supported values: "All"`);
  }
  const asked = query.get('fieldValidation') ?? '';
  const validation = fieldValidations.find((one) => one === asked);
  if (asked !== '' && validation === undefined) {
    throw complain(
      'fieldValidation',
      `Unsupported value: ${JSON.stringify(asked)}: supported values: "Ignore", "Strict", "Warn"`,
    );
  }
  const manager = query.get('fieldManager') ?? '';
  if (manager.length > 128) throw complain('fieldManager', 'Too long: may not be more than 128 bytes');
  const agent = (request.headers['user-agent'] ?? 'unknown').split('/')[0] ?? '';
  return {
    user,
    // An apply must name its manager, everybody else goes by the name of their program.
    manager: options === 'PatchOptions apply' ? manager : manager || agent.slice(0, 128),
    dryRun: dryRun.length > 0,
    validation: cluster.release.apply ? (validation ?? 'Warn') : 'Ignore',
    duplicates,
    warn: (text) => void warnings.push(text),
  };
}
