/** The log of a build: its steps, and the text of one or all of them. Draws what the host says and says what its user does. */
import { rememberedLog, type BuildLogIntent, type BuildLogMessage } from '#protocol/buildLogPanel.ts';
import { connectHost } from '../kit/host.ts';
import { onThemeChange } from '../kit/theme.ts';
import { LogPage } from './logPage.ts';
import { allowStyles } from './allowStyles.ts';

allowStyles();

const host = connectHost<BuildLogMessage, BuildLogIntent>(
  (message) => page.take(message),
  (message) =>
    message.kind === 'state' &&
    rememberedLog({ ...message.state.subject, ...message.state.view }) !== undefined
      ? { ...message.state.subject, ...message.state.view }
      : undefined,
);
const page = new LogPage((intent) => host.send(intent));
document.body.append(page.root);
page.begin();
onThemeChange(() => page.restyle());
host.send({ kind: 'ready' });
