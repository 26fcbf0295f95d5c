/** What Prometheus is asked of the revisions of a Service, in the names of the cluster's release. Pure. */
import { gaugeNames, requestFamilies, type RequestFamily } from './metricNames.ts';

/** How a release calls what its figures belong to. */
export interface Dialect {
  readonly revision: string;
  readonly namespace: string;
  /** The answer to a request. */
  readonly code: string;
  readonly isOwn: (name: string) => boolean;
}

const isOfToday = (name: string): boolean => name.startsWith('kn_') || name.startsWith('http_');

/** Since 1.19. */
export const today: Dialect = {
  revision: 'kn_revision_name',
  namespace: 'k8s_namespace_name',
  code: 'http_response_status_code',
  isOwn: isOfToday,
};

export const before: Dialect = {
  revision: 'revision_name',
  namespace: 'namespace_name',
  code: 'response_code',
  isOwn: (name) => !isOfToday(name),
};

export interface QuerySubject {
  readonly namespace: string;
  readonly revisions: readonly string[];
}

/** Which of the figures of a dialect there are. */
export function namesQuery(dialect: Dialect, subject: QuerySubject): string {
  const names = [...gaugeNames, ...requestFamilies.map(({ count }) => count)].filter(dialect.isOwn);
  return `count by (__name__) (${selector(dialect, subject, names)})`;
}

/** @param present names that there are */
export function gaugesQuery(
  dialect: Dialect,
  subject: QuerySubject,
  present: ReadonlySet<string>,
): string | undefined {
  const names = gaugeNames.filter((name) => present.has(name));
  return names.length === 0 ? undefined : selector(dialect, subject, names);
}

export interface RequestQueries {
  readonly family: RequestFamily;
  readonly requests: string;
  readonly busy: string;
  readonly buckets: string;
}

/** What rates are taken over, such as `1m`; `isNow`: as fast as the last two figures say, which follow a load at once. */
export interface RateWindow {
  readonly window: string;
  readonly isNow: boolean;
}

export function requestQueries(
  dialect: Dialect,
  subject: QuerySubject,
  present: ReadonlySet<string>,
  { window, isNow }: RateWindow,
): RequestQueries | undefined {
  const family = requestFamilies.find(({ count }) => present.has(count));
  if (family === undefined) return undefined;
  const { revision, code } = dialect;
  const rateBy = (fn: 'rate' | 'irate', name: string): string =>
    `${fn}(${selector(dialect, subject, [name])}[${window}])`;
  const rate = (name: string): string => rateBy(isNow ? 'irate' : 'rate', name);
  return {
    family,
    requests: `sum by (${revision}, ${code}) (${rate(family.count)})`,
    busy: `sum by (${revision}) (${rate(`${family.histogram}_sum`)})`,
    buckets: `sum by (${revision}, le) (${rateBy('rate', `${family.histogram}_bucket`)})`,
  };
}

function selector({ revision, namespace }: Dialect, subject: QuerySubject, names: readonly string[]): string {
  const within = `${namespace}="${subject.namespace}",${revision}=~"${subject.revisions.map(literally).join('|')}"`;
  const [only, ...others] = names;
  return only !== undefined && others.length === 0
    ? `${only}{${within}}`
    : `{__name__=~"${names.join('|')}",${within}}`;
}

/** In a regular expression within quotes. */
function literally(name: string): string {
  return name.replaceAll('.', String.raw`\\.`);
}
