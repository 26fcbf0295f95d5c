/** What a template is. */
import type { Text } from '../text.ts';

export interface ManifestTemplate {
  /** Its kind, and in brackets which of several it is. */
  readonly name: string;
  readonly family: 'Knative' | 'Tekton';
  readonly apiVersion: string;
  readonly detail: Text;
  /** In the snippet syntax of LSP and VS Code. */
  readonly snippet: string;
  /** Among the few that a beginner is asked about. */
  readonly first?: boolean;
  /** Of an API that clusters of today do not serve. */
  readonly old?: boolean;
}
