/** Build v1alpha1 has no version of today; what took its place is said, the rewriting is its user's. */
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { blocked, todo, type Migration } from './migration.ts';

export function explainBuild({ kind }: Resource): Migration | undefined {
  switch (kind) {
    case 'Build':
      return blocked(
        todo(
          ['kind'],
          text(
            'Knative Build has ended. Write a Tekton TaskRun with these steps, and a first step that fetches the source.',
          ),
        ),
      );
    case 'BuildTemplate':
      return blocked(
        todo(['kind'], text('Knative Build has ended. Write a Tekton Task with these parameters and steps.')),
      );
    case 'ClusterBuildTemplate':
      return blocked(
        todo(
          ['kind'],
          text(
            'Knative Build has ended. Write a Tekton Task in a namespace that all may use; the cluster resolver finds it.',
          ),
        ),
      );
    default:
      return undefined;
  }
}
