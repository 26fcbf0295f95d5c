/** `PATCH`: the four kinds of patches, of an object, its status or its scale. */
import type { ApiKind } from '../kinds/kind.ts';
import { operationComplaints } from '../patch/operations.ts';
import { unsupportedMediaType } from '../status.ts';
import { change } from '../writes/change.ts';
import { apply, patched, type PatchType } from '../writes/patch.ts';
import type { Place } from '../writes/request.ts';
import { jsonBody, mediaTypeOf, readBody, yamlBody } from './body.ts';
import { answer, type Exchange } from './exchange.ts';
import { formOf } from './forms.ts';
import { patchDraft, strategicDraft } from './patchDraft.ts';
import { scaledTo, scaleOf } from './scale.ts';
import { writeRequest } from './writeRequest.ts';

const applyType = 'application/apply-patch+yaml';

const types: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};

export async function answerPatch(exchange: Exchange, place: Place): Promise<undefined> {
  const { cluster, request } = exchange;
  const { kind } = place;
  const mediaType = mediaTypeOf(request);
  const accepted = acceptedTypes(kind, cluster.release.apply);
  if (!accepted.includes(mediaType)) throw unsupportedMediaType(accepted);
  const text = (await readBody(request)).toString('utf8');
  if (mediaType === applyType) return answerApply(exchange, place, text);
  const { value, duplicates } = jsonBody(text);
  const type = types[mediaType] ?? 'merge';
  const complaints = type === 'json' ? operationComplaints(value, duplicates) : duplicates;
  const write = writeRequest(exchange, 'PatchOptions', complaints);
  const object = change(cluster, place, write, (live) => {
    if (place.subresource === 'scale') {
      return { body: scaledTo(live, patched(scaleOf(live), value, type, kind), kind) };
    }
    const body = patched(live, value, type, kind);
    return type === 'strategic' ? strategicDraft(body, value, kind) : patchDraft(body, kind);
  });
  answer(
    exchange,
    200,
    formOf(exchange, kind).object(place.subresource === 'scale' ? scaleOf(object) : object),
  );
}

/** Custom kinds have no strategic merge, and there was no apply in 2019. */
function acceptedTypes(kind: ApiKind, withApply: boolean): readonly string[] {
  return [
    'application/json-patch+json',
    'application/merge-patch+json',
    ...(kind.custom ? [] : ['application/strategic-merge-patch+json']),
    ...(withApply ? [applyType] : []),
  ];
}

function answerApply(exchange: Exchange, place: Place, text: string): undefined {
  const { cluster, query } = exchange;
  const { value, duplicates } = yamlBody(text);
  const write = {
    ...writeRequest(exchange, 'PatchOptions apply', duplicates),
    force: query.get('force') === 'true',
  };
  const { object, created } = apply(cluster, place, value, write);
  answer(exchange, created ? 201 : 200, formOf(exchange, place.kind).object(object));
}
