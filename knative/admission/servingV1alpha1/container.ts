/**
 * The container of a revision (knative.dev/serving pkg/apis/serving/v1alpha1/revision_validation.go validateContainer,
 * validateProbe). Paths start below it.
 */
import { isImageReference } from '../../image.ts';
import type { Path } from '../../path.ts';
import { container as shape } from '../../resources/servingV1alpha1/container.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { disallowedField, fieldError, type FieldError, missingField, spot, via } from '../fieldError.ts';
import { imageFixes } from '../servingV1/container.ts';
import { remove } from '../servingV1/fixes.ts';
import { goQuote } from '../structure/goJson.ts';
import { isZero } from './isZero.ts';
import { portErrors } from './ports.ts';
import type { Container, Probe } from './types.ts';

const docs = servingPages.runtime;

export function containerErrors(container: Container, at: Path): readonly FieldError[] {
  if (isZero(container, shape)) return [missingField([spot(at, '')], { docs })];
  return [
    ...ignoredFieldErrors(container, at),
    ...via(portErrors(container.ports, [...at, 'ports']), 'ports'),
    ...via(probeErrors(container.readinessProbe, [...at, 'readinessProbe']), 'readinessProbe'),
    ...via(probeErrors(container.livenessProbe, [...at, 'livenessProbe']), 'livenessProbe'),
    ...imageErrors(container, at),
  ];
}

/** Knative sets these itself, and would overwrite what is said in silence. */
function ignoredFieldErrors(container: Container, at: Path): readonly FieldError[] {
  const { name = '', volumeMounts = [], lifecycle } = container;
  return [
    ...(name === '' ? [] : ['name']),
    ...(volumeMounts.length === 0 ? [] : ['volumeMounts']),
    ...(lifecycle === undefined ? [] : ['lifecycle']),
  ].map((field) => refused(at, field));
}

function refused(at: Path, field: string): FieldError {
  const where = spot(at, field, 'key');
  return disallowedField([where], { docs, fixes: remove(where.path, field) });
}

/** Of two handlers only the first is looked at. A port of '' is one that is set: it is a name. */
function probeErrors(probe: Probe | undefined, at: Path): readonly FieldError[] {
  const handler = probe?.httpGet === undefined ? 'tcpSocket' : 'httpGet';
  const port = probe?.[handler]?.port;
  return port === undefined || port === 0 ? [] : [refused(at, `${handler}.port`)];
}

/** No image at all cannot be parsed either. */
function imageErrors({ image = '' }: Container, at: Path): readonly FieldError[] {
  if (isImageReference(image)) return [];
  const where = spot(at, 'image');
  const details = `image: ${goQuote(image)}, error: could not parse reference`;
  return [
    fieldError(
      'Failed to parse image reference',
      [where],
      { code: 'image-reference', docs, fixes: image === '' ? [] : imageFixes(image, where.path) },
      [details],
    ),
  ];
}
