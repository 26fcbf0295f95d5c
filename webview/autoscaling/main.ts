/** The autoscaling dashboard: draws what the host says, and says what its user does. */
import {
  type AutoscalingHello,
  type AutoscalingIntent,
  type AutoscalingMessage,
} from '#protocol/autoscalingPanel.ts';
import { connectHost } from '../kit/host.ts';
import { registerElements } from '../kit/toolkit.ts';
import { Dashboard } from './dashboard.ts';
import { History } from './history.ts';
import { keptView, type KeptView } from './keptView.ts';

registerElements();

const history = new History();
let dashboard: Dashboard | undefined;

let view: KeptView | undefined;

const host = connectHost<AutoscalingMessage, AutoscalingIntent>(take, (message) =>
  message.kind === 'hello' ? { ...message.subject, view } : undefined,
);
view = keptView(host.kept);
host.send({ kind: 'ready' });

function take(message: AutoscalingMessage): void {
  switch (message.kind) {
    case 'hello':
      begin(message);
      return;
    case 'state':
      dashboard?.show(message.state);
      return;
    case 'samples':
      for (const batch of message.batches) history.add(batch);
      dashboard?.showSoon();
  }
}

function begin(hello: AutoscalingHello): void {
  dashboard ??= new Dashboard(hello, history, (intent) => host.send(intent), {
    before: view,
    keep: (now) => {
      view = now;
      host.keep({ ...hello.subject, view });
    },
  });
}
