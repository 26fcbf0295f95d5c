/** Opens the autoscaling dashboard of a Service, or of one of its revisions. */
import type { Dashboards } from '../../dashboards.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command, CommandContext } from '../command.ts';
import { serviceInFile } from './serviceInFile.ts';

export function openDashboard(dashboards: Dashboards): Command {
  return {
    id: 'knative.autoscaling',
    run: async (context, ...args) => {
      const subject = subjectsOf(args)[0] ?? (await fromLens(context, args));
      await context.cluster.withServices(async (known) => {
        const chosen = await chooseService(known, subject);
        if (chosen === undefined) return;
        const { namespace, name } = chosen.service;
        const of = chosen.subject;
        const revision = 'revision' in of ? of.revision : '';
        await dashboards.show({ context: known.context, namespace, service: name, revision });
      });
    },
  };
}

/** A lens above a manifest gives the file and the place. */
async function fromLens(
  { server, cluster }: CommandContext,
  args: readonly unknown[],
): Promise<Subject | undefined> {
  const service = await serviceInFile(server, args);
  if (service === undefined) return undefined;
  const session = await cluster.session();
  const namespace = service.namespace === '' ? session.context.namespace : service.namespace;
  return { kind: 'service', namespace, service: service.name };
}
