/** The controllers of the cluster of 2019. */
import type { Controller } from '../controller.ts';
import type { Environment } from '../environment.ts';
import type { Deciders } from '../scaling/deciders.ts';
import type { Registries } from '../workload/images.ts';

export function controllersOf2019(
  _environment: Environment,
  _registry: Registries,
  _deciders: Deciders,
): readonly Controller[] {
  return [];
}
