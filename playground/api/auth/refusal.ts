/** How the server refuses who may not do something. */
import { ApiError, forbidden } from '../status.ts';
import type { Access, User } from './users.ts';

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized', 'Unauthorized');
}

export function accessDenied(user: User, access: Access): ApiError {
  const { verb, group, resource, subresource, namespace, name } = access;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${user.name}" cannot ${verb} resource "${full}" in API group "${group}" ${where}`;
  return forbidden({ group, plural: resource }, name, why);
}

/** Of a path that is no resource. */
export function pathDenied(user: User, method: string, path: string): ApiError {
  const why = `User "${user.name}" cannot ${method.toLowerCase()} path "${path}"`;
  return new ApiError(403, 'Forbidden', `forbidden: ${why}`, {});
}
