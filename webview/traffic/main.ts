/**
 * The traffic editor: a row a target, a slider a share. Draws what the host says and says what the user does; the total
 * is kept at 100 by the host.
 */
import type { TargetRow, TrafficIntent, TrafficState } from '#protocol/trafficPanel.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import { connectHost } from '../kit/host.ts';
import { registerElements } from '../kit/toolkit.ts';
import { TargetView } from './targetView.ts';

registerElements();

const rows = new Map<number, TargetView>();
const title = element('h1');
const place = element('p', { class: 'place' });
const banner = element('div', { class: 'banner', role: 'status' });
const bannerText = element('span');
const takeNew = element('vscode-button', { appearance: 'secondary' });
const bar = element('div', { class: 'bar', 'aria-hidden': true });
const list = element('div', { class: 'targets', role: 'list' });
const total = element('p', { class: 'total', role: 'status', 'aria-live': 'polite' });
const add = element('vscode-dropdown', { class: 'add' });
const refusal = element('p', { class: 'refusal', role: 'alert' });
const apply = element('vscode-button', { appearance: 'primary' });
const write = element('vscode-button', { appearance: 'secondary' });
const reset = element('vscode-button', { appearance: 'secondary' });
const previewTitle = element('h2');
const preview = element('pre', { tabindex: 0 });

banner.append(bannerText, takeNew);
document.body.append(
  title,
  place,
  banner,
  bar,
  list,
  element('div', { class: 'below' }, add, total),
  refusal,
  element('div', { class: 'actions' }, apply, write, reset),
  previewTitle,
  preview,
);

const host = connectHost<TrafficState, TrafficIntent>(show, ({ service, place: where }) => ({
  service,
  place: where,
}));

takeNew.addEventListener('click', () => host.send({ kind: 'reset' }));
reset.addEventListener('click', () => host.send({ kind: 'reset' }));
apply.addEventListener('click', () => host.send({ kind: 'apply' }));
write.addEventListener('click', () => host.send({ kind: 'write' }));
add.addEventListener('change', () => {
  const chosen = (add as HTMLSelectElement).value;
  if (chosen === placeholder) return;
  host.send({ kind: 'add', revision: chosen === newest ? '' : chosen });
});
host.send({ kind: 'ready' });

/** Values of the list that are no revision; names cannot hold a space. */
const placeholder = ' add';
const newest = ' newest';

function show(state: TrafficState): void {
  const { labels } = state;
  setText(title, state.service);
  setText(place, state.place);
  showBanner(state);
  showTargets(state);
  showBar(state.targets);
  setText(total, labels.total);
  showChoices(state);
  setText(refusal, state.refusal);
  refusal.hidden = state.refusal === '';
  const writable = state.changed && state.refusal === '' && !state.busy;
  showButton(apply, labels.apply, writable && state.trouble === '' && !state.outdated);
  showButton(write, labels.write, state.file !== '' && state.refusal === '' && !state.busy);
  write.hidden = state.file === '';
  showButton(reset, labels.reset, state.changed && !state.busy);
  setText(previewTitle, labels.preview);
  setText(preview, state.preview);
}

function showBanner({ outdated, trouble, labels }: TrafficState): void {
  banner.hidden = !outdated && trouble === '';
  setText(bannerText, trouble === '' ? labels.outdated : trouble);
  setText(takeNew, labels.takeNew);
  takeNew.hidden = !outdated;
}

function showButton(button: HTMLElement, label: string, enabled: boolean): void {
  setText(button, label);
  setAttributes(button, { disabled: !enabled });
}

function showTargets({ targets, labels, busy, fixedTags }: TrafficState): void {
  for (const [id, row] of rows) {
    if (targets.some((target) => target.id === id)) continue;
    row.root.remove();
    rows.delete(id);
  }
  for (const [index, target] of targets.entries()) {
    let row = rows.get(target.id);
    if (row === undefined) {
      row = new TargetView(target.id, (intent) => host.send(intent));
      rows.set(target.id, row);
    }
    row.show(target, { labels, busy, fixedTags, index, alone: targets.length === 1 });
    if (list.children[index] !== row.root) list.insertBefore(row.root, list.children[index] ?? null);
  }
}

function showBar(targets: readonly TargetRow[]): void {
  bar.replaceChildren(
    ...targets.map(({ percent }, index) => {
      const part = element('span', { class: `part series${index % 6}` }, percent >= 8 ? `${percent}` : '');
      part.style.flexGrow = String(percent);
      part.hidden = percent === 0;
      return part;
    }),
  );
}

function showChoices({ revisions, labels, busy }: TrafficState): void {
  const wanted = [
    [placeholder, labels.add],
    [newest, labels.latest],
    ...revisions.map((name) => [name, name]),
  ] as const;
  const shown = Array.from(add.children, (option) => option.getAttribute('value')).join('\n');
  if (shown !== wanted.map(([value]) => value).join('\n')) {
    add.replaceChildren(
      ...wanted.map(([value = '', label = '']) => element('vscode-option', { value }, label)),
    );
  }
  (add as HTMLSelectElement).value = placeholder;
  setAttributes(add, { disabled: busy, 'aria-label': labels.add });
}
