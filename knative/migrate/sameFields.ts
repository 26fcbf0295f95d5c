/** Migrations between API versions that have the same fields: v1beta1 to v1, DomainMapping v1alpha1 to v1beta1. */
import type { Migration } from './migration.ts';

export function sameFields(apiVersion: string): Migration {
  return { changes: [{ op: 'set', path: ['apiVersion'], value: apiVersion }], notes: [] };
}
