/** All lint rules, in the order of the manual. */
import { cpuWithoutRequest } from './cpuWithoutRequest.ts';
import { duplicateArgument } from './duplicateArgument.ts';
import { duplicateKey } from './duplicateKey.ts';
import { duplicateRevision } from './duplicateRevision.ts';
import { generatedTemplateName } from './generatedTemplateName.ts';
import { ignoredAnnotation } from './ignoredAnnotation.ts';
import { imageTag } from './imageTag.ts';
import { ineffectiveAnnotation } from './ineffectiveAnnotation.ts';
import { initialScale } from './initialScale.ts';
import { latestWithoutTraffic } from './latestWithoutTraffic.ts';
import { missingArgument } from './missingArgument.ts';
import { oldAnnotation } from './oldAnnotation.ts';
import { readinessProbe } from './readinessProbe.ts';
import { retiredApiVersion } from './retiredApiVersion.ts';
import { reusedRevisionName } from './reusedRevisionName.ts';
import { rolloutOrder } from './rolloutOrder.ts';
import { rolloutPercent } from './rolloutPercent.ts';
import type { Rule } from './rule.ts';
import { secretInEnv } from './secretInEnv.ts';
import { tagTooLong } from './tagTooLong.ts';
import { targetAboveConcurrency } from './targetAboveConcurrency.ts';
import { undeclaredArgument } from './undeclaredArgument.ts';
import { undeclaredParameter } from './undeclaredParameter.ts';
import { unknownAnnotation } from './unknownAnnotation.ts';
import { unknownKind } from './unknownKind.ts';
import { unknownRevision } from './unknownRevision.ts';
import { unknownTemplate } from './unknownTemplate.ts';
import { unusedParameter } from './unusedParameter.ts';

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
  ineffectiveAnnotation,
  oldAnnotation,
  initialScale,
  targetAboveConcurrency,
  cpuWithoutRequest,
  ignoredAnnotation,
  imageTag,
  readinessProbe,
  secretInEnv,
  duplicateKey,
  retiredApiVersion,
  unknownKind,
  undeclaredParameter,
  unusedParameter,
  unknownTemplate,
  undeclaredArgument,
  duplicateArgument,
  missingArgument,
];
