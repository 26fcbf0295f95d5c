/** What the schema of a kind offers at a place: asked by completion, answered by `server/schema`, handed in by the adapter. */
import type { Kind } from '#knative/kinds.ts';
import type { Path } from '#knative/path.ts';

export interface SchemaQuestion {
  readonly kind: Kind;
  /** From the root of the resource: the mapping whose keys are wanted, or the value that is. */
  readonly path: Path;
  readonly want: 'keys' | 'value';
}

export interface SchemaProposal {
  readonly label: string;
  /** A snippet, key included; lines below are indented from the key's column in steps of two blanks. */
  readonly snippet: string;
  /** Markdown. */
  readonly documentation: string;
}

export type AskSchema = (question: SchemaQuestion) => Promise<readonly SchemaProposal[]>;
