/** All lint rules, in the order of the manual. */
import { duplicateRevision } from './duplicateRevision.ts';
import { generatedTemplateName } from './generatedTemplateName.ts';
import { latestWithoutTraffic } from './latestWithoutTraffic.ts';
import { reusedRevisionName } from './reusedRevisionName.ts';
import { rolloutOrder } from './rolloutOrder.ts';
import { rolloutPercent } from './rolloutPercent.ts';
import type { Rule } from './rule.ts';
import { tagTooLong } from './tagTooLong.ts';
import { unknownRevision } from './unknownRevision.ts';

export const rules: readonly Rule[] = [
  unknownRevision,
  duplicateRevision,
  rolloutOrder,
  rolloutPercent,
  latestWithoutTraffic,
  generatedTemplateName,
  reusedRevisionName,
  tagTooLong,
];
