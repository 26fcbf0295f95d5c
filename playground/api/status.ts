/** The errors of a Kubernetes API server: what it throws here, and the Status object it answers with. */
import type { Json, JsonObject } from '#knative/json.ts';

export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  /** The plural of the resource, as the server fills it in; for invalid objects the kind. */
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** A refusal, in the server's own words. */
export class ApiError extends Error {
  readonly code: number;
  /** '' where the server gives none. */
  readonly reason: string;
  readonly details: StatusDetails | undefined;
  /** For an expired page of a list: the token that goes on from there regardless. */
  readonly continueToken: string | undefined;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
    continueToken?: string,
  ) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.continueToken = continueToken;
  }
}

/** The Status object of an error. */
export function statusOf(error: ApiError): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: error.continueToken === undefined ? {} : { continue: error.continueToken },
    status: 'Failure',
    message: error.message,
    ...(error.reason !== '' && { reason: error.reason }),
    ...(error.details !== undefined && { details: error.details as unknown as Json }),
    code: error.code,
  };
}

/** What names a resource in the words of an error. */
export interface ResourceName {
  readonly group: string;
  readonly plural: string;
}

/** `services.serving.knative.dev`, `pods`. */
export function qualifiedPlural({ group, plural }: ResourceName): string {
  return group === '' ? plural : `${plural}.${group}`;
}

export function notFound(resource: ResourceName, name: string): ApiError {
  return about(404, 'NotFound', resource, name, `${qualifiedPlural(resource)} "${name}" not found`);
}

export function alreadyExists(resource: ResourceName, name: string): ApiError {
  return about(409, 'AlreadyExists', resource, name, `${qualifiedPlural(resource)} "${name}" already exists`);
}

export const modifiedMeanwhile =
  'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(resource: ResourceName, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedPlural(resource)} "${name}": ${why}`;
  return about(409, 'Conflict', resource, name, message);
}

/** `name` may be '' for a whole collection. */
export function forbidden(
  resource: ResourceName,
  name: string,
  why: string,
  causes?: readonly Cause[],
): ApiError {
  const what = name === '' ? qualifiedPlural(resource) : `${qualifiedPlural(resource)} "${name}"`;
  const { group, plural } = resource;
  return new ApiError(403, 'Forbidden', `${what} is forbidden: ${why}`, {
    ...(name !== '' && { name }),
    ...(group !== '' && { group }),
    kind: plural,
    ...(causes !== undefined && { causes }),
  });
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function expired(message: string, continueToken?: string): ApiError {
  return new ApiError(410, 'Expired', message, undefined, continueToken);
}

export function methodNotAllowed(): ApiError {
  return new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

export function unsupportedMediaType(accepted: readonly string[]): ApiError {
  return new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
}

/** `Kind.group "name" is invalid: …`, one cause for each complaint. */
export function invalid(
  kind: { readonly group: string; readonly kind: string },
  name: string,
  causes: readonly Cause[],
): ApiError {
  const words = causes.map(({ field = '', message }) => `${field}: ${message}`);
  const text = words.length === 1 ? (words[0] ?? '') : `[${words.join(', ')}]`;
  const qualified = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  return new ApiError(422, 'Invalid', `${qualified} "${name}" is invalid: ${text}`, {
    name,
    ...(kind.group !== '' && { group: kind.group }),
    kind: kind.kind,
    causes,
  });
}

/** One complaint of validation about a field; the cause is read off the way it begins. */
export function fieldCause(field: string, message: string): Cause {
  const reason = causeReasons.find(([start]) => message.startsWith(start))?.[1] ?? 'FieldValueInvalid';
  return { reason, message, field };
}

const causeReasons: readonly (readonly [string, string])[] = [
  ['Required value', 'FieldValueRequired'],
  ['Duplicate value', 'FieldValueDuplicate'],
  ['Unsupported value', 'FieldValueNotSupported'],
  ['Forbidden', 'FieldValueForbidden'],
  ['Not found', 'FieldValueNotFound'],
  ['Too long', 'FieldValueTooLong'],
  ['Too many', 'FieldValueTooMany'],
  ['Invalid value: "null"', 'FieldValueTypeInvalid'],
];

function about(
  code: number,
  reason: string,
  { group, plural }: ResourceName,
  name: string,
  message: string,
): ApiError {
  return new ApiError(code, reason, message, { name, ...(group !== '' && { group }), kind: plural });
}
