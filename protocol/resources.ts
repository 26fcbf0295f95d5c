/**
 * What the client, which reads no YAML, asks the server about the resources in a file: what they say, where their fields
 * stand, and how a change is written into the text.
 */
import type { Range, TextEdit } from 'vscode-languageserver-types';
import type { Change } from '#knative/change.ts';

/** Request: every resource in a file, whoever's it is, in the order of the text. */
export const resourcesMethod = 'knative/resources';

export interface ResourcesParams {
  readonly uri: string;
}

export interface ResourcesResult {
  /** The version of the document, where it is open. */
  readonly version?: number;
  readonly resources: readonly FileResource[];
  /** Why some of the file could not be read, in kubectl's words; then nothing in it should be deployed. */
  readonly unreadable?: string;
}

export interface FileResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** '' where it has none (`generateName`). */
  readonly name: string;
  readonly namespace: string;
  /** The whole resource as JSON text: numbers may be larger than JavaScript's. */
  readonly json: string;
  readonly range: Range;
}

/** Request: every file of the workspace in which a Service of Knative is, however many there are. */
export const serviceFilesMethod = 'knative/serviceFiles';

export interface ServiceFilesResult {
  readonly uris: readonly string[];
}

/** Request: where fields of one resource stand, as a cluster prints their paths. */
export const locateFieldsMethod = 'knative/locateFields';

export interface LocateFieldsParams {
  readonly uri: string;
  /** Which resource, counted from 0 in the order of `knative/resources`. */
  readonly index: number;
  /** `spec.traffic[0].percent`; '' for the resource itself. */
  readonly fields: readonly string[];
}

export interface LocateFieldsResult {
  readonly version?: number;
  /** One for each field: that of the nearest field that is there. */
  readonly ranges: readonly Range[];
}

/** Request: changes of one resource as edits of its text, which keep comments and style. */
export const editsForMethod = 'knative/editsFor';

export interface EditsForParams {
  readonly uri: string;
  readonly index: number;
  readonly changes: readonly Change[];
}

export interface EditsForResult {
  readonly version?: number;
  readonly edits: readonly TextEdit[];
}
