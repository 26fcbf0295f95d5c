/** A step of a build: a container of 2019 that runs as an init container, so that some of its fields are of no use. */
import { container } from '../core.ts';
import { asOf2019 } from '../core/asOf2019.ts';
import { field, object, string } from '../shape.ts';
import { buildPages } from './pages.ts';

const stepsDoc = `${buildPages.builds}#steps`;
const withoutEffect = { deprecated: true, docs: buildPages.contract } as const;

const podContainer = asOf2019(container);
const { ports, readinessProbe, livenessProbe, lifecycle } = podContainer.fields;

export const step = object(podContainer.go, {
  ...podContainer.fields,
  name: field(string, 'Name of the step, unique in the build; its container is called `build-step-NAME`.', {
    docs: stepsDoc,
  }),
  image: field(string, 'The image that does the work of this step.', { required: true, docs: stepsDoc }),
  workingDir: field(string, 'Folder the program starts in.', {
    default: '/workspace',
    docs: buildPages.contract,
  }),
  ports: field(ports.shape, 'Without use: nothing can reach a step.', withoutEffect),
  readinessProbe: field(
    readinessProbe.shape,
    'A step is an init container: Kubernetes refuses probes there, and the build fails.',
    withoutEffect,
  ),
  livenessProbe: field(
    livenessProbe.shape,
    'A step is an init container: Kubernetes refuses probes there, and the build fails.',
    withoutEffect,
  ),
  lifecycle: field(
    lifecycle.shape,
    'A step is an init container: Kubernetes refuses hooks there, and the build fails.',
    withoutEffect,
  ),
});
