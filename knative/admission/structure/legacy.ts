/**
 * The structural stages of the kinds of 2019: their CRDs had no schema, so the webhook's lenient decoding comes first
 * and refuses wrong types alone; the server checks the metadata after the webhook has agreed.
 */
import { isObject, type JsonObject } from '../../json.ts';
import type { Kind } from '../../kinds.ts';
import type { ClusterProblem } from '../../problem.ts';
import { decode } from './decode.ts';
import { metadataProblems } from './metadata.ts';
import { wrongType } from './report.ts';
import type { Structure } from './serving.ts';

/** Decoding, and the server's checks of the metadata. */
export function readLegacy(kind: Kind, value: JsonObject, update: boolean): Structure {
  const { value: decoded, error } = decode(value, kind.table());
  const problems: ClusterProblem[] = error === undefined ? [] : [wrongType(error, 'decode')];
  const metadata = decoded['metadata'];
  problems.push(
    ...metadataProblems(isObject(metadata) ? metadata : {}, { namespaced: kind.namespaced, update }),
  );
  return { decoded, problems };
}
