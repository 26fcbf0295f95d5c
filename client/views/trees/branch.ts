/** What a tree shall show, in plain values: made anew at every change and compared with what it shows already. */
import type { Subject } from '../../subject.ts';
import type { Text } from '#knative/text.ts';

export interface Branch {
  /** Stays the same while the node is about the same thing; unique in the tree. */
  readonly id: string;
  readonly look: Look;
  readonly children: readonly Branch[];
}

export interface Look {
  readonly subject: Subject | undefined;
  readonly label: Text | string;
  /** Shown one after the other, dimmed, behind the label. */
  readonly description: readonly (Text | string)[];
  readonly icon: Icon;
  /** Words for menus: `service;ready;canary;`. */
  readonly tokens: readonly string[];
  /** What screen readers say before the description. */
  readonly spoken: readonly Text[];
  /** RFC 3339; its age is shown last. */
  readonly created?: string;
  /** Whether its children are in view without asking. */
  readonly open?: boolean;
}

export interface Icon {
  /** A product icon. */
  readonly name: string;
  /** A theme colour. */
  readonly color?: string;
}
