/** All lint rules, in the order of the manual. */
import type { Rule } from './rule.ts';
import { unknownRevision } from './unknownRevision.ts';

export const rules: readonly Rule[] = [
  // Revisions and traffic
  unknownRevision,
];
