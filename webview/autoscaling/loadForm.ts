/** Sends load: how much, how long, what and where to; and shows what comes back while it does. */
import type { AutoscalingIntent, AutoscalingState, LoadState, LoadWish } from '#protocol/autoscalingPanel.ts';
import type { AutoscalingLabels, LoadLabels } from '#protocol/autoscalingLabels.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import type { KeptLoad } from './keptView.ts';
import { button, choiceField, linesField, numberField, textField } from './controls.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export class LoadForm {
  readonly root = element('section', { class: 'load' });
  readonly #labels: LoadLabels;
  readonly #fields: ReturnType<typeof fieldsOf>;
  /** The address that was chosen before, until it is known again. */
  #wanted = '';
  #wasRunning = false;
  readonly #start: HTMLElement;
  readonly #stop: HTMLElement;
  readonly #progress = element('progress', { max: 1 }) as HTMLProgressElement;
  readonly #trouble = element('p', { class: 'refusal', role: 'alert' });
  readonly #lines = element('ul', { class: 'plain' });
  /** What a screen reader is told: the start and the end, not every number in between. */
  readonly #spoken = element('p', { class: 'hidden', role: 'status' });
  readonly #answered = element('ul', { class: 'plain answered' });
  readonly #limits = element('p', { class: 'place' });

  constructor({ load: labels }: AutoscalingLabels, send: (intent: AutoscalingIntent) => void) {
    this.#labels = labels;
    this.#fields = fieldsOf(labels);
    this.#start = button(labels.start, () => send({ kind: 'startLoad', wish: this.#wish() }), 'primary');
    this.#stop = button(labels.stop, () => send({ kind: 'stopLoad' }));
    const { to, by, amount, duration, path, method, headers } = this.#fields;
    setAttributes(this.#progress, { 'aria-label': labels.title });
    this.root.append(
      element('h2', {}, labels.title),
      element(
        'div',
        { class: 'fields' },
        ...[to, by, amount, duration, method, path].map(({ root }) => root),
      ),
      headers.root,
      element('div', { class: 'actions' }, this.#start, this.#stop, this.#progress),
      this.#trouble,
      this.#lines,
      this.#spoken,
      this.#answered,
      this.#limits,
    );
  }

  /** What is filled in; no headers, which may be secret. */
  get kept(): KeptLoad {
    const { headers: _secret, ...rest } = this.#wish();
    return { ...rest, url: rest.url === '' ? this.#wanted : rest.url };
  }

  /** Fills in what was filled in before. */
  begin({ url, path, method, by, amount, duration }: KeptLoad): void {
    const fields = this.#fields;
    this.#wanted = url;
    fields.by.set(by);
    fields.amount.set(amount);
    fields.duration.set(duration);
    fields.path.set(path);
    if (methods.some((known) => known === method)) fields.method.set(method);
  }

  show({ load, addresses, phase }: AutoscalingState): void {
    this.#fields.to.offer(addresses.map(({ label, url }) => [url, label] as const));
    if (addresses.some(({ url }) => url === this.#wanted)) {
      this.#fields.to.set(this.#wanted);
      this.#wanted = '';
    }
    const possible = addresses.length > 0 && phase === 'live';
    setAttributes(this.#start, { disabled: load.running || !possible });
    setAttributes(this.#stop, { disabled: !load.running });
    this.#progress.hidden = !load.running;
    this.#progress.value = load.progress;
    const trouble =
      load.trouble === '' && !possible && phase === 'live' ? this.#labels.noAddress : load.trouble;
    setText(this.#trouble, trouble);
    this.#trouble.hidden = trouble === '';
    setText(this.#limits, load.limits);
    this.#showResult(load);
  }

  #showResult({ lines, answered, running }: LoadState): void {
    fill(this.#lines, lines);
    if (running !== this.#wasRunning) setText(this.#spoken, lines.join('\n'));
    // At the start there may be nothing to say yet.
    else if (this.#spoken.textContent === '') setText(this.#spoken, lines.join('\n'));
    this.#wasRunning = running;
    const total = answered.reduce((sum, { count }) => sum + count, 0);
    const shares = answered.map(({ revision, count }) => {
      const share = total === 0 ? 0 : Math.round((count / total) * 100);
      return `${revision}: ${count} (${share} %)`;
    });
    fill(this.#answered, shares.length === 0 ? [] : [this.#labels.answered, ...shares]);
  }

  #wish(): LoadWish {
    const { to, by, amount, duration, path, method, headers } = this.#fields;
    return {
      url: to.value(),
      path: path.value(),
      method: method.value(),
      headers: headers.value(),
      by: by.value() === 'rate' ? 'rate' : 'concurrency',
      amount: amount.value(),
      duration: duration.value(),
    };
  }
}

function fieldsOf(labels: LoadLabels) {
  return {
    to: choiceField(labels.to, []),
    by: choiceField(labels.by, [
      ['concurrency', labels.concurrency],
      ['rate', labels.rate],
    ]),
    amount: numberField(labels.amount, 50, { min: 1, max: 2000 }),
    duration: numberField(labels.duration, 30, { min: 1, max: 600 }),
    method: choiceField(
      labels.method,
      methods.map((method) => [method, method] as const),
    ),
    path: textField(labels.path, '/'),
    headers: linesField(labels.headers, 2, 'Name: value'),
  };
}

function fill(list: HTMLElement, lines: readonly string[]): void {
  const shape = lines.join('\n');
  if (list.dataset['shape'] === shape) return;
  list.dataset['shape'] = shape;
  list.hidden = lines.length === 0;
  list.replaceChildren(...lines.map((line) => element('li', {}, line)));
}
