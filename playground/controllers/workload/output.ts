/** What the playground's containers write. */
import { type ApiObject, listAt, textAt } from '../../api/object.ts';

/** The variables of a pod's first container. */
export function environmentOfPod(pod: ApiObject): Readonly<Record<string, string>> {
  const [container] = listAt(pod['spec'], 'containers');
  return Object.fromEntries(
    listAt(container, 'env').map((one) => [textAt(one, 'name'), textAt(one, 'value')]),
  );
}

export function startLines(pod: ApiObject, now: number): readonly string[] {
  const { K_REVISION = textAt(listAt(pod['spec'], 'containers')[0], 'name'), PORT = '8080' } =
    environmentOfPod(pod);
  return [`${logTime(now)} ${K_REVISION} is starting`, `${logTime(now)} Listening on port ${PORT}`];
}

export function crashLine(now: number): string {
  return `${logTime(now)} cannot start: the variable DATABASE_URL is not set`;
}

export function accessLine(
  now: number,
  method: string,
  path: string,
  status: number,
  milliseconds: number,
): string {
  return `${logTime(now)} ${method} ${path} ${status} ${milliseconds}ms`;
}

/** As Go's logger writes it. */
function logTime(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

/** What the proxy writes of a request, where that is wanted. */
export function requestLogLine(method: string, path: string, status: number, milliseconds: number): string {
  const httpRequest = {
    requestMethod: method,
    requestUrl: path,
    status,
    latency: `${milliseconds / 1000}s`,
    protocol: 'HTTP/1.1',
  };
  return JSON.stringify({ httpRequest });
}

export function proxyStartLine(now: number, revision: string): string {
  const timestamp = new Date(now).toISOString();
  return JSON.stringify({
    severity: 'INFO',
    timestamp,
    logger: 'queueproxy',
    message: 'Starting queue-proxy',
    'knative.dev/key': revision,
  });
}
