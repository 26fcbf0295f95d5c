/** A kind and where its field table is, as the groups whose verdict is not known list them. */
import type { ObjectShape } from './shape.ts';

export interface KindTable {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  /** Builds the table at the first question. */
  readonly table: () => ObjectShape;
  /** What today's clusters serve instead; absent where they still serve this. */
  readonly replacedBy?: string;
}
