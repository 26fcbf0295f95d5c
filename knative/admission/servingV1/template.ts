/**
 * The template of revisions in a Service or Configuration (knative.dev/serving
 * pkg/apis/serving/v1/revision_validation.go RevisionTemplateSpec.Validate). Paths start below `template`.
 */
import { dns1035Errors, dns1035PrefixErrors, goList } from '../../names.ts';
import type { Path } from '../../path.ts';
import { autoscalingErrors } from '../annotations/autoscaling.ts';
import { networkingErrors } from '../annotations/networking.ts';
import { queueSidecarErrors } from '../annotations/queueSidecar.ts';
import { progressDeadlineErrors } from '../annotations/seconds.ts';
import { disallowedField, type FieldError, invalidValue, spot, via } from '../fieldError.ts';
import { remove, setTo } from './fixes.ts';
import { pages } from './pages.ts';
import { revisionSpecErrors } from './revisionSpec.ts';
import type { Settings } from './settings.ts';
import type { ObjectMeta, RevisionTemplate } from './types.ts';

const templatePath: Path = ['spec', 'template'];
const metadataPath: Path = [...templatePath, 'metadata'];

/** `parent` is the metadata of the Service or Configuration. */
export function templateErrors(
  template: RevisionTemplate,
  parent: ObjectMeta,
  settings: Settings,
): readonly FieldError[] {
  return [
    ...via(revisionSpecErrors(template.spec ?? {}, [...templatePath, 'spec'], settings), 'spec'),
    ...via(annotationErrors(template, settings), 'metadata.annotations'),
    ...revisionNameErrors(template.metadata ?? {}, parent),
  ];
}

function annotationErrors({ metadata }: RevisionTemplate, settings: Settings): readonly FieldError[] {
  const annotations = metadata?.annotations;
  if (annotations === undefined) return [];
  const at = [...metadataPath, 'annotations'];
  return [
    ...autoscalingErrors(annotations, at, settings.autoscaler),
    ...networkingErrors(annotations, at),
    ...queueSidecarErrors(annotations, at),
    ...progressDeadlineErrors(annotations, at),
  ];
}

/** validateRevisionName: a name of one's own must begin with that of its parent. */
function revisionNameErrors(
  { name = '', generateName = '' }: ObjectMeta,
  parent: ObjectMeta,
): readonly FieldError[] {
  const prefixErrors = generateName === '' ? [] : dns1035PrefixErrors(generateName);
  if (prefixErrors.length > 0) return [badName('generateName', 'label prefix', prefixErrors)];
  if (name === '') return [];
  const errors = dns1035Errors(name);
  if (errors.length > 0) return [badName('name', 'label', errors)];
  const where = spot(templatePath, 'metadata.name');
  const parentName = parent.name ?? '';
  if (parentName === '' && (parent.generateName ?? '') !== '') {
    return [disallowedField([where], { docs: pages.revisions, fixes: remove(where.path, 'name') })];
  }
  const prefix = `${parentName}-`;
  if (name.startsWith(prefix)) return [];
  return [
    invalidValue(`"${name}" must have prefix "${prefix}"`, where, {
      code: 'name-prefix',
      docs: pages.revisions,
      fixes: parentName === '' ? [] : setTo(where.path, withPrefix(name, parentName)),
    }),
  ];
}

function badName(field: string, form: string, errors: readonly string[]): FieldError {
  return invalidValue(`not a DNS 1035 ${form}: ${goList(errors)}`, spot(templatePath, `metadata.${field}`), {
    code: 'invalid-name',
    docs: pages.names,
  });
}

/** The last part of a name stays: `v2` and `old-v2` become `parent-v2`. */
function withPrefix(name: string, parent: string): string {
  const version = /(?:^|-)(v?\d[a-z0-9-]*)$/.exec(name)?.[1];
  return `${parent}-${version ?? name}`.slice(0, 63);
}
