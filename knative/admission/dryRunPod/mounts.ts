/** Where a container mounts volumes (ValidateVolumeMounts in k8s.io/kubernetes pkg/apis/core/validation). */
import { nearest } from '../../nearest.ts';
import { descendingPathErrors } from './formats.ts';
import type { Place } from './place.ts';

const code = 'pod-mount';

/** `volumes`: the pod's volumes by name. */
export function checkMounts(container: Place, volumes: ReadonlyMap<string, Place>): void {
  const mounts = container.get('volumeMounts');
  const paths = new Set<string>();
  for (const mount of mounts.items()) {
    checkName(mount.get('name'), volumes);
    const path = mount.get('mountPath');
    if (path.text === '') path.required(code);
    if (paths.has(path.text)) path.invalid(code, 'must be unique');
    paths.add(path.text);
    checkSubPaths(mount, mounts);
    checkPropagation(mount.get('mountPropagation'), container);
    checkRecursion(mount);
  }
}

function checkName(name: Place, volumes: ReadonlyMap<string, Place>): void {
  if (name.text === '') name.required(code);
  // A volume that is refused itself is none for Kubernetes; to say that here again would help nobody.
  if (volumes.has(name.text)) return;
  const meant = nearest(name.text, [...volumes.keys()]);
  name.notFound(code, {
    fixes: meant === undefined ? [] : [name.change(meant)],
  });
}

/** Kubernetes names these fields as if the list had them. */
function checkSubPaths(mount: Place, mounts: Place): void {
  const plain = mount.get('subPath');
  const expression = mount.get('subPathExpr');
  if (plain.text !== '') {
    plain.invalidAll(code, descendingPathErrors(plain.text), { field: `${mounts.field}.subPath` });
  }
  if (expression.text === '') return;
  if (plain.text !== '') expression.invalid(code, 'subPathExpr and subPath are mutually exclusive');
  expression.invalidAll(code, descendingPathErrors(expression.text), {
    field: `${mounts.field}.subPathExpr`,
  });
}

function checkPropagation(propagation: Place, container: Place): void {
  if (!propagation.present) return;
  const supported = ['Bidirectional', 'HostToContainer', 'None'];
  if (!supported.includes(propagation.text)) propagation.unsupported(code, supported);
  const privileged = container.get('securityContext').get('privileged').value === true;
  if (propagation.text === 'Bidirectional' && !privileged) {
    propagation.forbidden(code, 'Bidirectional mount propagation is available only to privileged containers');
  }
}

function checkRecursion(mount: Place): void {
  const recursive = mount.get('recursiveReadOnly');
  if (!recursive.present || recursive.text === 'Disabled') return;
  if (recursive.text !== 'Enabled' && recursive.text !== 'IfPossible') {
    recursive.unsupported(code, ['Disabled', 'Enabled', 'IfPossible']);
    return;
  }
  if (mount.get('readOnly').value !== true) {
    recursive.forbidden(code, 'may only be specified when readOnly is true');
  }
  const propagation = mount.get('mountPropagation');
  if (propagation.present && propagation.text !== 'None') {
    recursive.forbidden(code, 'may only be specified when mountPropagation is None or not specified');
  }
}
