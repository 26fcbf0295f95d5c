/** Paths that are no resources: version, health, discovery, schemas. */
import { anonymous, type User } from '../auth/users.ts';
import { answer, answerText, type Exchange } from './exchange.ts';
import { answerDiscovery } from './discovery.ts';
import { answerOpenApi } from './openapi.ts';

const health = new Set(['/healthz', '/livez', '/readyz']);

/** Whether a user may read a path; without a name one learns the version and that the server lives. */
export function isOpenPath(path: string, user: User): boolean {
  if (path === '/version' || path === '/version/' || health.has(path)) return true;
  return user !== anonymous && /^\/(?:apis?|openapi)(?:\/|$)/.test(path);
}

/** Answers such a path; false where it is none. */
export function answerNonResource(exchange: Exchange): boolean {
  const { path, cluster } = exchange;
  if (health.has(path)) {
    answerText(exchange, 200, 'ok');
    return true;
  }
  if (path === '/version' || path === '/version/') {
    const { gitVersion, major, minor } = cluster.release;
    answer(exchange, 200, {
      major,
      minor,
      gitVersion,
      gitCommit: '',
      gitTreeState: 'clean',
      buildDate: '2026-01-01T00:00:00Z',
      goVersion: '',
      compiler: 'gc',
      platform: 'linux/amd64',
    });
    return true;
  }
  return answerDiscovery(exchange) || answerOpenApi(exchange);
}
