/** All lint rules, in the order of the manual. */
import { cpuWithoutRequest } from './cpuWithoutRequest.ts';
import { duplicateRevision } from './duplicateRevision.ts';
import { generatedTemplateName } from './generatedTemplateName.ts';
import { initialScale } from './initialScale.ts';
import { latestWithoutTraffic } from './latestWithoutTraffic.ts';
import { misplacedAnnotation } from './misplacedAnnotation.ts';
import { oldAnnotation } from './oldAnnotation.ts';
import { reusedRevisionName } from './reusedRevisionName.ts';
import { rolloutOrder } from './rolloutOrder.ts';
import { rolloutPercent } from './rolloutPercent.ts';
import type { Rule } from './rule.ts';
import { tagTooLong } from './tagTooLong.ts';
import { targetAboveConcurrency } from './targetAboveConcurrency.ts';
import { unknownAnnotation } from './unknownAnnotation.ts';
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
  unknownAnnotation,
  misplacedAnnotation,
  oldAnnotation,
  initialScale,
  targetAboveConcurrency,
  cpuWithoutRequest,
];
