/** Where a build's files come from, and the containers that fetch them (build 0.3 pkg/reconciler/build/resources/pod.go). */
import { isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import { type ApiObject, listAt, objectAt, textAt } from '../../../api/object.ts';

const images = 'gcr.io/knative-releases/github.com/knative/build/cmd';
export const gitImage = `${images}/git-init:v0.3.0`;
export const credentialsImage = `${images}/creds-init:v0.3.0`;
export const nopImage = `${images}/nop:v0.3.0`;
const gcsImage = 'gcr.io/cloud-builders/gcs-fetcher:latest';

export function sourcesOf(build: ApiObject): readonly Json[] {
  const single = member(build['spec'], 'source');
  return [...(isObject(single) ? [single] : []), ...listAt(build['spec'], 'sources')];
}

/** The first of git and gcs counts; a custom source is a step. */
export function sourceContainers(build: ApiObject): readonly JsonObject[] {
  return sourcesOf(build).flatMap((source, index): readonly JsonObject[] => {
    const name = textAt(source, 'name') || String(index);
    const target = textAt(source, 'targetPath');
    const git = objectAt(source, 'git');
    if (isObject(member(source, 'git'))) {
      const args = ['-url', textAt(git, 'url'), '-revision', textAt(git, 'revision')];
      if (target !== '') args.push('-path', target);
      return [{ name: `build-step-git-source-${name}`, image: gitImage, args }];
    }
    if (!isObject(member(source, 'gcs'))) return [];
    const gcs = objectAt(source, 'gcs');
    const args = ['--type', textAt(gcs, 'type'), '--location', textAt(gcs, 'location')];
    if (target !== '') args.push('--dest_dir', `/workspace/${target}`);
    return [{ name: `build-step-gcs-source-${name}`, image: gcsImage, args }];
  });
}

/** The last one comes first. */
export function customSteps(build: ApiObject): readonly JsonObject[] {
  return sourcesOf(build)
    .flatMap((source): readonly JsonObject[] => {
      const isOther = isObject(member(source, 'git')) || isObject(member(source, 'gcs'));
      if (isOther || !isObject(member(source, 'custom'))) return [];
      const name = textAt(source, 'name');
      return [{ ...objectAt(source, 'custom'), name: `custom-source${name === '' ? '' : `-${name}`}` }];
    })
    .toReversed();
}

/** The directory that the steps see as the workspace: that of the last source. */
export function subPathOf(build: ApiObject): string {
  return textAt(sourcesOf(build).at(-1), 'subPath');
}
