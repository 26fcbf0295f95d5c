/** Load for a Service, on the wish of its user: where it must be sent, whether that is asked first, what came of it. */
import { l10n, Uri, window } from 'vscode';
import type { LoadWish } from '#protocol/autoscalingPanel.ts';
import { findAddress } from './cluster/actions/findAddress.ts';
import type { LoadFigures } from './cluster/load/loadFigures.ts';
import {
  limitsInWords,
  loadMethods,
  refusalOf,
  type LoadMethod,
  type LoadPlan,
} from './cluster/load/loadPlan.ts';
import { startLoad, type LoadResult } from './cluster/load/startLoad.ts';
import { staysHere } from './cluster/load/thisMachine.ts';
import type { LiveService } from './cluster/services.ts';
import type { ClusterAccess } from './clusterAccess.ts';
import { localized } from './localized.ts';
import { loadTold } from './loadTold.ts';
import type { LoadGenerator, LoadOrder } from './views/panels/autoscaling/autoscalingWorld.ts';

export function loadGenerator(extensionUri: Uri, cluster: ClusterAccess): LoadGenerator {
  const script = Uri.joinPath(extensionUri, 'dist', 'loadGenerator.cjs').fsPath;
  return {
    limits: localized(limitsInWords()),
    async start(order, tell) {
      const plan = await planOf(cluster, order);
      const refusal = refusalOf(plan);
      if (refusal !== undefined) throw new Error(localized(refusal));
      if (!staysHere(plan) && !(await isWanted(plan, cluster.context))) return undefined;
      const show = (figures: LoadFigures, result?: LoadResult): void => tell(loadTold(figures, plan, result));
      const load = startLoad(plan, { script, onProgress: (figures) => show(figures) });
      void load.ended.then((result) => show(result.figures, result));
      return { stop: () => load.stop(), dispose: () => load.dispose() };
    },
  };
}

async function planOf(cluster: ClusterAccess, { subject, service, wish }: LoadOrder): Promise<LoadPlan> {
  const { namespace, service: route, context } = subject;
  const serving = answering(service, wish.url);
  if (serving === undefined) throw new Error(l10n.t('{0} is no address of {1}.', wish.url, service.name));
  const url = addressed(wish);
  const session = await cluster.session();
  if (session.context.name !== context) {
    throw new Error(l10n.t('{0} is looked at now; this is about {1}.', session.context.name, context));
  }
  const { through } = await findAddress(session, url, { namespace, route });
  return {
    url,
    through: through?.[0],
    method: methodOf(wish.method),
    headers: headersOf(wish.headers),
    pace:
      wish.by === 'rate'
        ? { by: 'rate', perSecond: wish.amount }
        : { by: 'concurrency', atOnce: wish.amount },
    duration: wish.duration,
    revisions: service.revisions.map(({ name }) => name),
    serving,
  };
}

/** The revisions that answer at an address of the Service; undefined for another address. */
function answering({ url, traffic }: LiveService, asked: string): readonly string[] | undefined {
  const targets =
    asked === url ? traffic.filter(({ percent }) => percent > 0) : traffic.filter((one) => one.url === asked);
  return asked === url || targets.length > 0 ? targets.map(({ revisionName }) => revisionName) : undefined;
}

/** Only the path is the user's: a whole address in it would lead elsewhere. */
function addressed({ url, path }: LoadWish): string {
  if (!URL.canParse(url)) return url;
  const base = new URL(url);
  const [before = '', ...query] = path.replace(/^\/*/, '/').split('?');
  base.pathname = before;
  base.search = query.join('?');
  return base.href;
}

function methodOf(method: string): LoadMethod {
  return loadMethods.find((one) => one === method) ?? 'GET';
}

function headersOf(lines: string): LoadPlan['headers'] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim(), value.join(':').trim()] as const;
    });
}

async function isWanted({ url, through, pace, duration }: LoadPlan, context: string): Promise<boolean> {
  const send = l10n.t('Send Load');
  const to = through === undefined ? new URL(url).host : `${through.host}:${through.port}`;
  const much =
    pace.by === 'rate'
      ? l10n.t('{0} requests per second for {1} seconds', pace.perSecond, duration)
      : l10n.t('{0} requests at once for {1} seconds', pace.atOnce, duration);
  const answer = await window.showWarningMessage(
    l10n.t('Send load to {0}?', url),
    {
      modal: true,
      detail: l10n.t('{0}, through {1} (context {2}). Others may use it too.', much, to, context),
    },
    send,
  );
  return answer === send;
}
