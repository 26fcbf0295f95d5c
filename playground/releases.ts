/** The releases of Kubernetes that the two clusters say they are. */
import type { Release } from './api/writes/request.ts';

export const todaysRelease: Release = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.0',
  apply: true,
  dryRunsWebhooks: true,
};

/** Serving 0.3 wanted 1.11 or newer; 1.13 was the release of those months. */
export const releaseOf2019: Release = {
  major: '1',
  minor: '13',
  gitVersion: 'v1.13.4',
  apply: false,
  dryRunsWebhooks: false,
};
