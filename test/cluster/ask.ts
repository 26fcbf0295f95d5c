/** Asks the API server what it says of a manifest, without leaving anything behind. */
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import type { Verdict } from '#test/vectors/expected.ts';
import { type Answer, type Api, eventually } from './api.ts';
import { address, collection, textAt } from './objects.ts';

/** What is to become of a manifest, or of a stored object that it changes. */
export interface Question {
  readonly manifest: string;
  readonly old?: string;
}

/** The object that was to be changed is refused itself. */
export class OldRefused extends Error {}

/** The verdict on creating, or on an update by server-side apply; `namespace` must be used by one at a time. */
export async function ask(api: Api, namespace: string, { manifest, old }: Question): Promise<Verdict> {
  return old === undefined ? askCreate(api, namespace, manifest) : askUpdate(api, namespace, old, manifest);
}

async function askCreate(api: Api, namespace: string, manifest: string): Promise<Verdict> {
  const object = objectOf(manifest);
  const path = collection(textAt(object, 'apiVersion'), textAt(object, 'kind'), namespace);
  return verdictOf(await api.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, object));
}

async function askUpdate(api: Api, namespace: string, old: string, manifest: string): Promise<Verdict> {
  const stored = objectOf(old);
  const url = address(stored, namespace);
  const options = 'fieldManager=knative-tools&force=true';
  const made = await api.request('PATCH', `${url}?${options}`, stored, 'apply');
  if (made.status >= 300) throw new OldRefused(textAt(made.body, 'message'));
  if (isOwned(stored)) await collected(api, url);
  try {
    return verdictOf(await api.request('PATCH', `${url}?${options}&dryRun=All`, objectOf(manifest), 'apply'));
  } finally {
    await api.request('DELETE', url);
  }
}

function isOwned(object: JsonObject): boolean {
  return valueAt(object, ['metadata', 'ownerReferences', 0]) !== undefined;
}

/** No object has the uid of an owner in a manifest, so the garbage collector removes what it is said to own. */
async function collected(api: Api, url: string): Promise<void> {
  await eventually('the garbage collector', async () =>
    (await api.request('GET', url)).status === 404 ? true : undefined,
  );
}

function verdictOf({ status, body }: Answer): Verdict {
  if (status < 300) return { ok: true };
  return { ok: false, message: textAt(body, 'message') };
}

function objectOf(manifest: string): JsonObject {
  const value = parse(manifest) as Json;
  if (!isObject(value)) throw new Error('The manifest is no object.');
  return value;
}
