/** The secrets that a build may use: those of its service account that say what they are for. */
import type { Client } from '../../../api/client.ts';
import { annotationsOf, type ApiObject, listAt, namespaceOf, textAt } from '../../../api/object.ts';

/** Throws where the account, or one of its secrets, is not there. */
export function accountSecrets(client: Client, build: ApiObject): readonly ApiObject[] {
  const account = client.get('v1 ServiceAccount', namespaceOf(build), accountOf(build));
  const secrets = listAt(account, 'secrets').map((one) =>
    client.get('v1 Secret', namespaceOf(build), textAt(one, 'name')),
  );
  return secrets.filter((secret) =>
    Object.keys(annotationsOf(secret)).some((key) => /^build\.knative\.dev\/(git|docker)-/.test(key)),
  );
}

export function accountOf(build: ApiObject): string {
  return textAt(build['spec'], 'serviceAccountName') || 'default';
}
