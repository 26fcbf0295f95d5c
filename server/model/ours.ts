/** Which documents are manifests of ours, and which only look so and are left alone. */
import { isRunnable } from '#knative/builds/runOf.ts';
import { kindOf } from '#knative/kinds.ts';
import { decode, type ResourceView } from '../yaml/decode.ts';
import { largestSegment } from '../yaml/parse.ts';
import type { Segment } from '../yaml/segment.ts';

const groups =
  /\b(?:serving|build|eventing|sources|messaging|flows|sinks|autoscaling\.internal|networking\.internal)\.knative\.dev\/|\btekton\.dev\//;

/** Whether a text may hold a manifest of ours; cheap, and true too often rather than too rarely. */
export function mayBeOurs(text: string): boolean {
  return groups.test(text.length > looked ? text.slice(0, looked) : text);
}

/** What is larger is too large to be read anyway. */
const looked = largestSegment;

/** Helm and Kustomize files that are templates or directions, not manifests, by their address. */
export function isLeftAlone(uri: string, text: () => string): boolean {
  if (/\/(?:[Kk]ustomization\.ya?ml|Kustomization|Chart\.ya?ml)$/.test(uri)) return true;
  return uri.includes('/templates/') && text().includes('{{');
}

/** The views of a segment that are Knative's or Tekton's; none in a template. */
export function ourViews(segment: Segment): readonly ResourceView[] {
  if (!mayBeOurs(segment.text) || isTemplate(segment)) return [];
  return decode(segment).views.filter(({ resource }) => isOurs(resource.apiVersion, resource.kind));
}

/** Whether it holds a build, or what builds can be run of. */
export function canRun(segment: Segment): boolean {
  return ourViews(segment).some(({ resource }) => isRunnable(resource.apiVersion, resource.kind));
}

/** Go templates are no YAML yet: what a cluster would say of them is not known. */
export function isTemplate(segment: Segment): boolean {
  return segment.text.includes('{{');
}

function isOurs(apiVersion: string, kind: string): boolean {
  return kindOf(apiVersion, kind) !== undefined || mayBeOurs(`${apiVersion}/`);
}
