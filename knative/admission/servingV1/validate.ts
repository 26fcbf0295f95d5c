/**
 * What Serving's validating webhook says of an object of today's API, in the stage `validation`. The object is filled
 * in with defaults first, as the mutating webhook does (knative.dev/serving pkg/apis/serving/v1, v1beta1).
 */
import type { JsonObject } from '../../json.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { Resource } from '../../resource.ts';
import { domainMapping } from '../../resources/domainMapping.ts';
import { configuration, revision, route, service } from '../../resources/servingV1.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import { rolloutDurationErrors } from '../annotations/seconds.ts';
import type { AdmissionContext } from '../context.ts';
import { type FieldError, problemsOf, via } from '../fieldError.ts';
import { applyDefaults, type ByKind } from './defaults.ts';
import { domainMappingErrors } from './domainMapping.ts';
import { goValue } from './goValue.ts';
import {
  annotationsPath,
  misplacedAnnotationErrors,
  nameErrors,
  ownerLabelErrors,
  revisionAnnotationErrors,
} from './metadata.ts';
import { revisionSpecErrors } from './revisionSpec.ts';
import { type Settings, settingsOf } from './settings.ts';
import { templateErrors } from './template.ts';
import { trafficErrors } from './traffic.ts';
import type { Defaulting, ObjectMeta } from './types.ts';
import { readUpdate, type Update, updateErrors } from './update.ts';

type Kind = keyof ByKind | 'DomainMapping';

const tables: Readonly<Record<Kind, ObjectShape>> = {
  Service: service,
  Configuration: configuration,
  Revision: revision,
  Route: route,
  DomainMapping: domainMapping,
};

/** `decoded` is the value after Go's decoding and before defaulting; what is wrong in its structure has left it. */
export function validateServingV1(
  kind: string,
  decoded: JsonObject,
  resource: Resource,
  context: AdmissionContext,
): readonly ClusterProblem[] {
  if (!isKind(kind)) return [];
  const settings = settingsOf(context.profile);
  const update = readUpdate(kind, tables[kind], resource, context, settings);
  const value = goValue(update?.merged ?? decoded, tables[kind]);
  return problemsOf(kindErrors(kind, value, settings, update), 'validation');
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(tables, kind);
}

/** After the defaults the API server completes a name of which only the beginning was given. */
function withGeneratedName<T extends { readonly metadata?: ObjectMeta }>(value: T): T {
  const { metadata = {} } = value;
  const { name = '', generateName = '' } = metadata;
  if (name !== '' || generateName === '') return value;
  return { ...value, metadata: { ...metadata, name: `${generateName.slice(0, 58)}xxxxx` } };
}

function kindErrors(
  kind: Kind,
  value: JsonObject,
  settings: Settings,
  update: Update | undefined,
): readonly FieldError[] {
  if (kind === 'DomainMapping') {
    return [...domainMappingErrors(withGeneratedName(value)), ...updateErrors(kind, value, update)];
  }
  const defaulting: Defaulting = {
    settings,
    isUpdate: update !== undefined,
    storedTemplateName: update?.storedTemplateName ?? '',
  };
  const defaulted = withGeneratedName(applyDefaults[kind](value, defaulting));
  const changed = updateErrors(kind, defaulted, update);
  // A revision that changed is not looked at any further.
  if (kind === 'Revision' && update !== undefined) {
    return changed.length > 0
      ? changed
      : via(revisionMetadataErrors(defaulted.metadata ?? {}, settings), 'metadata');
  }
  return [...validators[kind](defaulted, settings), ...changed];
}

const serviceLabel = 'serving.knative.dev/service';
const configurationLabel = 'serving.knative.dev/configuration';

const validators: {
  readonly [K in keyof ByKind]: (object: ByKind[K], settings: Settings) => readonly FieldError[];
} = {
  Service: ({ metadata = {}, spec = {} }, settings) => [
    ...via(
      [
        ...nameErrors(metadata),
        ...misplacedAnnotationErrors(metadata.annotations),
        ...via(rolloutDurationErrors(metadata.annotations ?? {}, annotationsPath), 'annotations'),
      ],
      'metadata',
    ),
    ...via(templateErrors(spec.template ?? {}, metadata, settings), 'spec.template'),
    ...via(trafficErrors(spec.traffic ?? [], true), 'spec'),
  ],
  Configuration: ({ metadata = {}, spec = {} }, settings) => [
    ...via(
      [
        ...nameErrors(metadata),
        ...misplacedAnnotationErrors(metadata.annotations),
        ...ownerLabelErrors(metadata, serviceLabel, 'Service'),
      ],
      'metadata',
    ),
    ...via(templateErrors(spec.template ?? {}, metadata, settings), 'spec.template'),
  ],
  Revision: ({ metadata = {}, spec = {} }, settings) => [
    ...via(revisionMetadataErrors(metadata, settings), 'metadata'),
    ...via(revisionSpecErrors(spec, ['spec'], settings), 'spec'),
  ],
  Route: ({ metadata = {}, spec = {} }) => [
    ...via(
      [
        ...nameErrors(metadata),
        ...misplacedAnnotationErrors(metadata.annotations, false),
        ...ownerLabelErrors(metadata, serviceLabel, 'Service'),
        ...via(rolloutDurationErrors(metadata.annotations ?? {}, annotationsPath), 'annotations'),
      ],
      'metadata',
    ),
    ...via(trafficErrors(spec.traffic ?? [], false), 'spec'),
  ],
};

function revisionMetadataErrors(metadata: ObjectMeta, settings: Settings): readonly FieldError[] {
  return [
    ...nameErrors(metadata),
    ...revisionAnnotationErrors(metadata.annotations, settings),
    ...ownerLabelErrors(metadata, configurationLabel, 'Configuration'),
  ];
}
