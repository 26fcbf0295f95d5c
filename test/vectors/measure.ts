/** Compares our verdicts with the cluster's: the same answer, the same paths, the same messages. */
import { admit, knowsVerdict } from '#knative/admission/admission.ts';
import { type ClusterProfile, defaultProfile } from '#knative/clusterProfile.ts';
import { type ClusterProblem, firstRejection } from '#knative/problem.ts';
import { type Entry, type Expected, expectedOf } from './expected.ts';
import { resourceOf, type Vector } from './read.ts';

export interface Comparison {
  readonly vector: Vector;
  readonly expected: Expected;
  readonly actual: readonly Entry[];
  readonly problems: readonly ClusterProblem[];
  readonly verdict: boolean;
  /** True as well where paths are not scored. */
  readonly paths: boolean;
  readonly messages: boolean;
}

/** Our answer beside the cluster's; undefined for a kind we do not judge. */
export function compare(vector: Vector): Comparison | undefined {
  return compareUnder(defaultProfile, vector);
}

/** The same for a cluster that is configured otherwise. */
export function compareUnder(profile: ClusterProfile, vector: Vector): Comparison | undefined {
  const resource = resourceOf(vector.manifest);
  if (resource === undefined || !knowsVerdict(resource.apiVersion, resource.kind)) return undefined;
  const live = vector.old === undefined ? undefined : resourceOf(vector.old);
  const context = live === undefined ? { profile } : { profile, live };
  const problems = firstRejection(admit(resource, context));
  const expected = expectedOf(vector.verdict);
  const actual = problems.map(({ clusterPath, message }) => ({ path: clusterPath, message }));
  const verdict = (problems.length === 0) === expected.ok;
  const scored = expected.entries.length > 0;
  const paths = verdict && (!scored || sameSet(expected.entries.map(path), actual.map(path)));
  const messages = paths && (!scored || sameSet(expected.entries.map(whole), actual.map(whole)));
  return { vector, expected, actual, problems, verdict, paths, messages };
}

export interface Agreement {
  total: number;
  skipped: number;
  verdicts: number;
  paths: number;
  messages: number;
}

/** Agreement by group, or by whatever `by` names a comparison with. */
export function agreement(
  vectors: readonly Vector[],
  by: (comparison: Comparison) => string = ({ vector }) => vector.group,
): ReadonlyMap<string, Agreement> {
  const groups = new Map<string, Agreement>();
  const group = (name: string): Agreement => {
    let found = groups.get(name);
    if (found === undefined) {
      found = { total: 0, skipped: 0, verdicts: 0, paths: 0, messages: 0 };
      groups.set(name, found);
    }
    return found;
  };
  for (const vector of vectors) {
    const comparison = compare(vector);
    if (comparison === undefined) group(vector.group).skipped++;
    else count(group(by(comparison)), comparison);
  }
  return groups;
}

function count(into: Agreement, { verdict, paths, messages }: Comparison): void {
  into.total++;
  if (verdict) into.verdicts++;
  if (paths) into.paths++;
  if (messages) into.messages++;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((item) => right.has(item));
}

function path(entry: Entry): string {
  return entry.path;
}

/** Path and message; the dumps of Go structures that nobody can imitate are left out. */
function whole(entry: Entry): string {
  return `${entry.path}\n${comparable(entry.message)}`;
}

const dumps = [
  /^(Saw the following changes without a name change[^\n]*)\n[^]*$/,
  /^(Immutable fields changed[^\n]*)\n[^]*$/,
];

function comparable(message: string): string {
  const dump = dumps.find((pattern) => pattern.test(message));
  return (dump === undefined ? message : message.replace(dump, '$1')).replace(/, got [^]*$/, ', got …');
}
