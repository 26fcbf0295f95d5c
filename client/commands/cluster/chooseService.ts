/** The Service a command is about: that of the item it was started on, else one that its user picks. */
import { l10n, window } from 'vscode';
import { shortSplit } from '#knative/rollout/rollout.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { KnownServices } from '../../clusterAccess.ts';
import type { Subject } from '../../subject.ts';

export interface ChosenService {
  readonly service: LiveService;
  readonly subject: Subject;
}

/** Undefined where there is none, which is said, and where none is picked. */
export async function chooseService(
  { services, context }: KnownServices,
  subject?: Subject,
): Promise<ChosenService | undefined> {
  if (subject !== undefined) {
    const service = services.find(
      (one) => one.namespace === subject.namespace && one.name === subject.service,
    );
    if (service !== undefined) return { service, subject };
    const words = l10n.t('{0} is not among the Services of {1}.', subject.service, context);
    void window.showWarningMessage(words);
    return undefined;
  }
  if (services.length === 0) {
    void window.showInformationMessage(l10n.t('There is no Service here yet: {0}', context));
    return undefined;
  }
  const items = services.map((service) => ({
    label: service.name,
    description: `${service.namespace} ${shortSplit(service.rollout)}`,
    detail: service.url,
    service,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Choose a Service'),
    placeHolder: context,
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  const { namespace, name } = picked.service;
  return { service: picked.service, subject: { kind: 'service', namespace, service: name } };
}
