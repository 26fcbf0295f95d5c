/** Shows the log of a build, of one of its tasks or of one step. */
import type { BuildReading } from '#knative/builds/build.ts';
import { stepKey } from '../../cluster/logs/buildLogFeed.ts';
import type { BuildLogs } from '../../buildLogs.ts';
import type { BuildSubject } from '../../buildSubject.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';

export function buildLogs(logs: BuildLogs): Command {
  return {
    id: 'knative.buildLogs',
    run: async ({ cluster }, ...args) => {
      const chosen = await chooseBuild(cluster, args);
      if (chosen === undefined) return;
      const { session, subject, reading } = chosen;
      const { kind, namespace, name } = subject;
      await logs.show({ context: session.context.name, kind, namespace, name }, chosenStep(subject, reading));
    },
  };
}

/** The key of the step that is meant: of a task the one that failed or runs, else its first; '' for all of a build. */
function chosenStep({ task: name, container }: BuildSubject, { tasks }: BuildReading): string {
  const among = name === '' ? tasks : tasks.filter((one) => one.name === name);
  for (const task of among) {
    const wanted = task.steps.find((step) => step.container === container);
    if (wanted !== undefined) return stepKey(task, wanted);
  }
  const [task] = among;
  if (name === '' || task === undefined) return '';
  const { steps } = task;
  const telling = steps.find(({ state }) => state === 'failed' || state === 'running') ?? steps[0];
  return telling === undefined ? '' : stepKey(task, telling);
}
