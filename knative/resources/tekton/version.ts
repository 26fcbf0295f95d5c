/** Tekton's two served versions, whose fields mostly agree. */
import { lazily } from '../lazily.ts';

export type Version = 'v1' | 'v1beta1';

/** A table for each version, built when it is first asked for. */
export function byVersion<T>(build: (version: Version) => T): (version: Version) => T {
  const v1 = lazily(() => build('v1'));
  const v1beta1 = lazily(() => build('v1beta1'));
  return (version) => (version === 'v1' ? v1() : v1beta1());
}
