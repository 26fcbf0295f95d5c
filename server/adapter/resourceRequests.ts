/** Answers what the client asks about the resources of a file, open or on disk. */
import type { Connection } from 'vscode-languageserver';
import {
  editsForMethod,
  locateFieldsMethod,
  resourcesMethod,
  serviceFilesMethod,
  type EditsForParams,
  type EditsForResult,
  type LocateFieldsParams,
  type LocateFieldsResult,
  type ResourcesParams,
  type ResourcesResult,
  type ServiceFilesResult,
} from '#protocol/resources.ts';
import { editsOf, locateFields, resourcesIn } from '../model/resources.ts';
import { serviceFiles } from '../model/serviceFiles.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Document } from '../yaml/document.ts';
import { guarded, type Log } from './guard.ts';

/** @param documentFor a document by its URI, empty where there is no such file */
export function answerResourceRequests(
  connection: Connection,
  log: Log,
  snapshot: Pick<Snapshot, 'all'>,
  documentFor: (uri: string) => Promise<Document>,
): void {
  connection.onRequest(
    resourcesMethod,
    guarded(log, resourcesMethod, async ({ uri }: ResourcesParams) =>
      resourcesResult(await documentFor(uri)),
    ),
  );
  connection.onRequest<ServiceFilesResult, void>(
    serviceFilesMethod,
    guarded(log, serviceFilesMethod, () => ({ uris: serviceFiles(snapshot) })),
  );
  connection.onRequest(
    locateFieldsMethod,
    guarded(log, locateFieldsMethod, async ({ uri, index, fields }: LocateFieldsParams) => {
      const document = await documentFor(uri);
      const result: LocateFieldsResult = {
        ...versionOf(document),
        ranges: locateFields(document, index, fields),
      };
      return result;
    }),
  );
  connection.onRequest(
    editsForMethod,
    guarded(log, editsForMethod, async ({ uri, index, changes }: EditsForParams) => {
      const document = await documentFor(uri);
      const result: EditsForResult = { ...versionOf(document), edits: editsOf(document, index, changes) };
      return result;
    }),
  );
}

function resourcesResult(document: Document): ResourcesResult {
  const { resources, unreadable } = resourcesIn(document);
  return {
    ...versionOf(document),
    resources: resources.map(({ resource: { apiVersion, kind, name, namespace, value }, range }) => {
      return { apiVersion, kind, name, namespace, json: JSON.stringify(value, exactIntegers), range };
    }),
    ...(unreadable !== undefined && { unreadable }),
  };
}

function versionOf({ version }: Document): { readonly version?: number } {
  return version === undefined ? {} : { version };
}

/** Integers that a double cannot hold are written as they are. */
function exactIntegers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}

// In V8 since 2023; TypeScript's library does not have it yet.
const { rawJSON: rawJson } = JSON as typeof JSON & { rawJSON(this: void, text: string): unknown };
