/** The domain's checks, as the server and the command line use them. */
import { admit } from '#knative/admission/admission.ts';
import { factsOf } from '#knative/facts.ts';
import { lint } from '#knative/lint/lint.ts';
import { migrate } from '#knative/migrate/migrate.ts';
import type { Checks } from './model/checks.ts';

export const checks: Checks = {
  admit,
  lint,
  factsOf,
  migrate,
};
