/** What is proposed, before it is known how it must be written at the cursor. */
import type { CompletionItemKind } from 'vscode-languageserver-types';

interface ProposalBase {
  /** The smaller, the further up. */
  readonly rank: number;
  readonly kind: CompletionItemKind;
  /** Stands beside the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  readonly deprecated?: boolean | undefined;
}

export type Proposal =
  | KeyProposal
  | ValueProposal
  /** Several lines: an item of a list without its dash, or a whole resource. */
  | (ProposalBase & {
      readonly type: 'snippet';
      readonly label: string;
      readonly snippet: string;
      readonly filter?: string;
    })
  /** A piece of a text, for the offsets it names. */
  | (ProposalBase & {
      readonly type: 'piece';
      readonly label: string;
      readonly text: string;
      readonly start: number;
      readonly end: number;
    });

export interface KeyProposal extends ProposalBase {
  readonly type: 'key';
  readonly key: string;
  /** A snippet from the colon on; lines below are indented from the key's column in steps of two blanks. */
  readonly body: string;
  /** Whether values are known for it, so that they are shown at once. */
  readonly asks: boolean;
}

export interface ValueProposal extends ProposalBase {
  readonly type: 'value';
  readonly value: string | number | boolean;
}

/** Ranks by what a proposal is; those of one kind add their place among themselves. */
export const ranks = {
  first: 0,
  required: 500,
  likely: 1_000,
  field: 2_000,
  possible: 3_000,
  old: 8_000,
} as const;
