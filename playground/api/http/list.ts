/** Lists: selected, paged, as they are now or as they were. */
import type { JsonObject } from '#knative/json.ts';
import { apiVersionOf, kindKey } from '../kinds/kind.ts';
import { type ApiObject, labelsOf, nameOf, namespaceOf } from '../object.ts';
import { parseFieldSelector } from '../selectors/fields.ts';
import { parseLabelSelector } from '../selectors/labels.ts';
import { ApiError, badRequest, expired, fieldCause, invalid } from '../status.ts';
import type { ResourceAddress } from './address.ts';
import { answer, type Exchange } from './exchange.ts';
import { formOf } from './forms.ts';

/** Whether an object is among those the query asks for. */
export function selectorOf(
  { query }: Exchange,
  { kind, namespace, name }: ResourceAddress,
): (object: ApiObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', kind);
  return (object) =>
    (namespace === '' || namespaceOf(object) === namespace) &&
    // A watch may name one object in its address.
    (name === '' || nameOf(object) === name) &&
    labels(labelsOf(object)) &&
    fields(object);
}

export function answerList(exchange: Exchange, address: ResourceAddress): void {
  const { kind } = address;
  const { objects, metadata } = page(exchange, address);
  answer(exchange, 200, formOf(exchange, kind).list(kind, objects, metadata));
}

interface Page {
  readonly objects: readonly ApiObject[];
  readonly metadata: JsonObject;
}

interface Token {
  /** -1 goes on in whatever is there now. */
  readonly rv: number;
  readonly start: string;
}

function page(exchange: Exchange, address: ResourceAddress): Page {
  const { query, cluster } = exchange;
  const token = readToken(query.get('continue') ?? '');
  const version = versionOf(exchange, token);
  const selected = listAt(exchange, address, version, token).filter(selectorOf(exchange, address));
  const rest = token === undefined ? selected : selected.filter((object) => keyOf(object) > token.start);
  const limit = Number(query.get('limit') ?? 0);
  const resourceVersion = String(version ?? cluster.store.version);
  const objects = limit > 0 ? rest.slice(0, limit) : rest;
  const last = objects.at(-1);
  if (last === undefined || objects.length === rest.length) return { objects, metadata: { resourceVersion } };
  const isSelective = query.has('labelSelector') || query.has('fieldSelector');
  const next = writeToken({ rv: Number(resourceVersion), start: keyOf(last) });
  const remaining = rest.length - objects.length;
  const metadata = {
    resourceVersion,
    continue: next,
    ...(!isSelective && { remainingItemCount: remaining }),
  };
  return { objects, metadata };
}

function listAt(
  { cluster }: Exchange,
  { kind, namespace }: ResourceAddress,
  version: number | undefined,
  token: Token | undefined,
): readonly ApiObject[] {
  const computed = cluster.computed.get(kindKey(apiVersionOf(kind), kind.kind));
  if (computed !== undefined) return computed();
  if (version === undefined) return cluster.store.list(kind, namespace);
  try {
    return cluster.store.listAt(kind, namespace, version);
  } catch (error) {
    if (token === undefined || !(error instanceof ApiError)) throw error;
    throw expired(staleToken, writeToken({ rv: -1, start: token.start }));
  }
}

const staleToken =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** Undefined for the present. */
function versionOf(exchange: Exchange, token: Token | undefined): number | undefined {
  const { query, cluster } = exchange;
  const asked = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  if (token !== undefined) {
    if (asked !== '' && asked !== '0') {
      throw badRequest('specifying resource version is not allowed when using continue');
    }
    return token.rv < 0 ? undefined : token.rv;
  }
  if (asked === '') {
    if (match !== '')
      throw listComplaint('Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided');
    return undefined;
  }
  const version = numberOf(asked);
  checkNotAhead(version, cluster.store.version);
  if (match === 'Exact') {
    if (version === 0)
      throw listComplaint('Forbidden: resourceVersionMatch "Exact" is forbidden for resourceVersion "0"');
    return version;
  }
  return undefined;
}

function listComplaint(message: string): ApiError {
  const kind = { group: 'meta.k8s.io', kind: 'ListOptions' };
  return invalid(kind, '', [fieldCause('resourceVersionMatch', message)]);
}

/** The number of a resource version. */
export function numberOf(version: string): number {
  if (/^\d+$/.test(version)) return Number(version);
  throw badRequest(
    `Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`,
  );
}

/** A version the cluster has not come to yet. */
export function checkNotAhead(version: number, current: number): void {
  if (version <= current) return;
  throw new ApiError(504, 'Timeout', `Too large resource version: ${version}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

function keyOf(object: ApiObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', ...token })).toString('base64url');
}

function readToken(text: string): Token | undefined {
  if (text === '') return undefined;
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Token;
    if (typeof token.rv === 'number' && typeof token.start === 'string') return token;
  } catch {
    // Told below, like everything else that is no token.
  }
  throw badRequest(`continue key is not valid: ${text}`);
}
