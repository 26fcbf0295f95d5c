/**
 * What Serving's webhook says of an object of v1alpha1, as of release 0.3 (knative.dev/serving
 * pkg/apis/serving/v1alpha1): it fills in defaults, then validates, all in one refusal.
 */
import type { JsonObject } from '../../json.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { Resource } from '../../resource.ts';
import { configuration, revision, route, service } from '../../resources/servingV1alpha1.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import type { AdmissionContext } from '../context.ts';
import { type FieldError, problemsOf, via } from '../fieldError.ts';
import { configurationSpecErrors } from './configuration.ts';
import { configurationDefaults, revisionDefaults, serviceDefaults } from './defaults.ts';
import { metadataErrors } from './metadata.ts';
import { withRenames } from './misspelt.ts';
import { revisionSpecErrors } from './revisionSpec.ts';
import { routeSpecErrors } from './route.ts';
import { serviceSpecErrors } from './service.ts';
import type { Configuration, Revision, Route, Service } from './types.ts';
import { immutableErrors, readUpdate } from './update.ts';

interface ByKind {
  readonly Service: Service;
  readonly Configuration: Configuration;
  readonly Revision: Revision;
  readonly Route: Route;
}

const tables: Readonly<Record<keyof ByKind, ObjectShape>> = {
  Service: service,
  Configuration: configuration,
  Revision: revision,
  Route: route,
};

/** `decoded` is the value after Go's lenient decoding; what could not be decoded has left it. */
export function validateServingV1alpha1(
  kind: string,
  decoded: JsonObject,
  resource: Resource,
  context: AdmissionContext,
): readonly ClusterProblem[] {
  if (!isKind(kind)) return [];
  const update = readUpdate(tables[kind], decoded, resource, context);
  const object = update?.merged ?? decoded;
  if (kind === 'Revision' && update !== undefined) {
    const changed = immutableErrors((update.stored as Revision).spec ?? {}, (object as Revision).spec ?? {});
    if (changed.length > 0) return problemsOf(changed, 'mutation');
  }
  const errors = objectErrors(kind, object, resource.value);
  return problemsOf(withRenames(errors, tables[kind], resource.value), 'mutation');
}

function isKind(kind: string): kind is keyof ByKind {
  return Object.hasOwn(tables, kind);
}

/** `written` is the manifest as it stands, in which a misspelt key may be what was meant. */
function objectErrors(kind: keyof ByKind, object: JsonObject, written: JsonObject): readonly FieldError[] {
  const { metadata = {} } = object as Service;
  return [...via(metadataErrors(metadata), 'metadata'), ...via(specErrors[kind](object, written), 'spec')];
}

const specErrors: {
  readonly [K in keyof ByKind]: (object: ByKind[K], written: JsonObject) => readonly FieldError[];
} = {
  Service: ({ spec = {} }) => serviceSpecErrors(serviceDefaults(spec)),
  Configuration: ({ spec = {} }) => configurationSpecErrors(configurationDefaults(spec), ['spec']),
  Revision: ({ spec = {} }) => revisionSpecErrors(revisionDefaults(spec), ['spec']),
  Route: ({ spec = {} }, written) => routeSpecErrors(spec, written),
};
