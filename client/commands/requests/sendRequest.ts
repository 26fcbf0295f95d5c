/** Sends a request to a Service and shows what came back, and from which revision; again, ten times, or as curl. */
import { env, l10n, window } from 'vscode';
import { findAddress } from '../../cluster/actions/findAddress.ts';
import { sendThroughAny } from '../../cluster/actions/sendRequest.ts';
import { answeredBy, curlCommand, type Exchange } from '../../cluster/exchange.ts';
import { isClusterLocal } from '../../cluster/ingress.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { Session } from '../../cluster/session.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import type { Answers } from '../../views/answers.ts';
import { cancellable } from '../cancellable.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command, CommandContext } from '../command.ts';
import { answerText } from './answerText.ts';

export function sendRequest(answers: Answers): Command {
  return {
    id: 'knative.sendRequest',
    run: async (context, ...args) => {
      const [subject] = subjectsOf(args);
      await ask(context, answers, { subject, before: [], times: 1 });
    },
  };
}

/** Above an answer: its document, and how often. */
export function sendAgain(answers: Answers): Command {
  return {
    id: 'knative.sendAgain',
    run: async (context, document, times) => {
      const asked = answers.of(document ?? window.activeTextEditor?.document.uri);
      if (asked === undefined) return;
      const { subject, exchanges } = asked;
      const isSeveral = typeof times === 'number' && times > 1;
      // A single one is looked at alone; several are counted together.
      await ask(context, answers, {
        subject,
        before: isSeveral ? exchanges : [],
        times: isSeveral ? times : 1,
      });
    },
  };
}

export function copyCurl(answers: Answers): Command {
  return {
    id: 'knative.copyCurl',
    run: async (_context, document) => {
      const last = answers.of(document ?? window.activeTextEditor?.document.uri)?.exchanges.at(-1);
      if (last === undefined) return;
      await env.clipboard.writeText(curlCommand(last.request));
      window.setStatusBarMessage(l10n.t('Copied the request as a curl command'), 3000);
    },
  };
}

interface Wish {
  readonly subject: Subject | undefined;
  /** What is counted with it. */
  readonly before: readonly Exchange[];
  readonly times: number;
}

async function ask(
  { cluster }: CommandContext,
  answers: Answers,
  { subject, before, times }: Wish,
): Promise<void> {
  await cluster.withServices(async (known) => {
    const chosen = await chooseService(known, subject);
    if (chosen === undefined) return;
    const { service } = chosen;
    const url = urlOf(chosen.subject, service);
    if (url === undefined) return;
    const { session } = known;
    const sent = await cancellable(l10n.t('Asking {0}', url), async (signal, tell) =>
      send(session, service, url, {
        times,
        signal,
        onNext: (number) => {
          if (times > 1) tell.report({ message: l10n.t('{0} of {1}', number, times) });
        },
      }),
    );
    if (sent === undefined) return;
    const exchanges = [...before, ...sent.exchanges];
    const text = answerText(exchanges, sent.gateway);
    const path = [session.context.name, service.namespace, l10n.t('{0} answer', service.name)];
    const uri = answers.put(path, { subject: chosen.subject, exchanges }, text);
    await window.showTextDocument(uri, { preview: true });
  });
}

interface Sending {
  readonly times: number;
  readonly signal: AbortSignal;
  readonly onNext: (number: number) => void;
}

async function send(
  session: Session,
  service: LiveService,
  url: string,
  { times, signal, onNext }: Sending,
): Promise<{ readonly exchanges: readonly Exchange[]; readonly gateway: string }> {
  const { namespace, name } = service;
  const { through, gateway } = await findAddress(session, url, { namespace, route: name }, signal);
  const exchanges: Exchange[] = [];
  for (let number = 1; number <= times; number++) {
    onNext(number);
    const { request, answer } = await sendThroughAny(url, through, signal);
    exchanges.push({ request, answer, revision: answeredBy(answer, service) });
  }
  return { exchanges, gateway: gateway === undefined ? '' : `${gateway.name}, ${gateway.namespace}` };
}

/** Of a tag its own; undefined where there is none that leads there, which is said. */
function urlOf(subject: Subject, { name, url, traffic }: LiveService): string | undefined {
  const wanted =
    subject.kind === 'target' && subject.url !== '' ? subject.url : (addressed(subject, traffic) ?? url);
  if (!/^https?:\/\//.test(wanted)) {
    void window.showInformationMessage(l10n.t('{0} has no address yet.', name));
    return undefined;
  }
  if (isClusterLocal(wanted)) {
    const words = l10n.t(
      '{0} is for the inside of the cluster only ({1}), so it cannot be asked from here.',
      name,
      wanted,
    );
    void window.showInformationMessage(words);
    return undefined;
  }
  return wanted;
}

/** A revision is asked by one of its tags. */
function addressed(subject: Subject, traffic: LiveService['traffic']): string | undefined {
  if (subject.kind !== 'revision') return undefined;
  return traffic.find(({ revisionName, url }) => revisionName === subject.revision && url !== '')?.url;
}
