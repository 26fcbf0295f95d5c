/** Reads the body of a request: its size, its type, its text. */
import type { IncomingMessage } from 'node:http';
import { parseDocument } from 'yaml';
import type { Json } from '#knative/json.ts';
import { ApiError, badRequest, unsupportedMediaType } from '../status.ts';
import { duplicateFields } from './duplicates.ts';
import { protobufBody } from './protobuf.ts';

/** The server's own limit, 3 MiB. */
const limit = 3 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`, {});
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export interface Body {
  readonly value: Json;
  /** Keys that stand twice, in the words of a strict decoder. */
  readonly duplicates: readonly string[];
}

/** The media type without its parameters. */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
}

const objectTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The object in the body of a POST, PUT or DELETE. */
export function objectBody(bytes: Buffer, mediaType: string): Body {
  if (mediaType === 'application/json') return jsonBody(bytes.toString('utf8'));
  if (mediaType === 'application/yaml') return yamlBody(bytes.toString('utf8'));
  const value = mediaType === objectTypes[2] ? protobufBody(bytes) : undefined;
  if (value === undefined) throw unsupportedMediaType(objectTypes);
  return { value, duplicates: [] };
}

export function jsonBody(text: string): Body {
  try {
    return { value: JSON.parse(text) as Json, duplicates: duplicateFields(text) };
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** YAML as Go reads it into JSON: times and sexagesimal numbers stay text. */
export function yamlBody(text: string): Body {
  if (/^\s*[{[]/.test(text)) return jsonBody(text);
  const document = parseDocument(text, {
    version: '1.1',
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !isForeign(tag)),
  });
  const [error] = document.errors;
  if (error !== undefined)
    throw badRequest(`error decoding YAML: error converting YAML to JSON: yaml: ${error.message}`);
  try {
    return { value: (document.toJS({ maxAliasCount: 100 }) ?? null) as Json, duplicates: [] };
  } catch (thrown) {
    throw badRequest(
      `error decoding YAML: error converting YAML to JSON: yaml: ${thrown instanceof Error ? thrown.message : ''}`,
    );
  }
}

function isForeign(tag: { readonly tag: string; readonly format?: string }): boolean {
  return (
    tag.tag === 'tag:yaml.org,2002:timestamp' ||
    tag.tag === 'tag:yaml.org,2002:binary' ||
    tag.format === 'TIME'
  );
}
