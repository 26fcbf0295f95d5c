/**
 * The one item in the status bar: how the requests of the Service at hand are split. At hand is what the active manifest
 * describes, else what is selected in the tree. A click opens what can be done about it.
 */
import {
  l10n,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  workspace,
  type Disposable,
  type StatusBarItem,
} from 'vscode';
import { shortSplit } from '#knative/rollout/rollout.ts';
import type { LiveService as SavedService } from '#knative/world.ts';
import type { ActiveService, ServiceName } from '../activeService.ts';
import type { ClusterAccess } from '../clusterAccess.ts';
import type { ClusterKnowledge } from '../clusterKnowledge.ts';
import type { LiveService } from '../cluster/services.ts';
import type { Subject } from '../subject.ts';
import type { ServicesView } from './servicesView.ts';
import { ofService } from './trees/tooltip.ts';

interface Sources {
  readonly cluster: ClusterAccess;
  readonly knowledge: ClusterKnowledge;
  readonly active: ActiveService;
  readonly view: ServicesView;
}

export function rolloutStatus(sources: Sources): Disposable {
  const { cluster, knowledge, active, view } = sources;
  const item = window.createStatusBarItem('knative.rollout', StatusBarAlignment.Left, 40);
  item.name = l10n.t('Knative Rollout');
  let leave: (() => void) | undefined;
  const attend = (): void => {
    // It follows along where the cluster is in use already; it is no reason to ask a cluster.
    const follows = active.current !== undefined && cluster.connection.state.phase === 'connected';
    if (follows && isWanted()) leave ??= cluster.services.view();
    else {
      leave?.();
      leave = undefined;
    }
  };
  const show = (): void => {
    attend();
    draw(item, sources);
  };
  const stops = [
    cluster.services.onChange(() => draw(item, sources)),
    cluster.connection.onChange(show),
    knowledge.onChange(show),
  ];
  const listening = [
    active.onDidChange(show),
    view.onDidChange(show),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('knative.statusBar')) show();
    }),
  ];
  show();
  return {
    dispose() {
      leave?.();
      for (const stop of stops) stop();
      for (const one of listening) one.dispose();
      item.dispose();
    },
  };
}

function isWanted(): boolean {
  return workspace.getConfiguration('knative').get<boolean>('statusBar', true);
}

function draw(item: StatusBarItem, sources: Sources): void {
  const wanted = isWanted() ? wantedService(sources) : undefined;
  const live = wanted === undefined ? undefined : liveService(sources.cluster, wanted);
  if (live !== undefined) drawLive(item, live, sources.cluster.context);
  else {
    const saved = wanted === undefined ? undefined : savedService(sources.knowledge, wanted);
    if (saved === undefined) item.hide();
    else drawSaved(item, saved, sources.knowledge.inventory?.context ?? '');
  }
}

function wantedService({ active, view }: Sources): ServiceName | undefined {
  if (active.current !== undefined) return active.current;
  const subject = view.visible ? view.selected : undefined;
  return subject === undefined ? undefined : { namespace: subject.namespace, name: subject.service };
}

/** A manifest without a namespace is meant for the chosen one, or for the only one that has such a Service. */
function liveService(cluster: ClusterAccess, { namespace, name }: ServiceName): LiveService | undefined {
  const { state } = cluster.services;
  if (state.phase !== 'known') return undefined;
  const named = state.services.filter((one) => one.name === name);
  if (namespace !== '') return named.find((one) => one.namespace === namespace);
  return named.find((one) => one.namespace === state.session.context.namespace) ?? named[0];
}

function savedService(
  { inventory }: ClusterKnowledge,
  { namespace, name }: ServiceName,
): SavedService | undefined {
  return inventory?.services.find(
    (one) => one.name === name && (namespace === '' || one.namespace === namespace),
  );
}

function drawLive(item: StatusBarItem, service: LiveService, context: string): void {
  const { name, namespace, rollout } = service;
  const isFailing = isRolloutFailing(service);
  const split = shortSplit(rollout);
  item.text = `$(${isFailing ? 'warning' : 'git-branch'}) ${name} ${split}`.trimEnd() + placeOf(context);
  item.backgroundColor = isFailing ? new ThemeColor('statusBarItem.warningBackground') : undefined;
  const tooltip = ofService(new MarkdownString(undefined, true), service);
  tooltip.appendText(`\n${l10n.t('Context: {0}', context)}`);
  item.tooltip = tooltip;
  item.accessibilityInformation = {
    label: isFailing
      ? l10n.t('Knative Service {0}: the newest revision fails, requests are split {1}', name, split)
      : l10n.t('Knative Service {0}: requests are split {1}', name, split),
    role: 'button',
  };
  const subject: Subject = { kind: 'service', namespace, service: name };
  item.command = { command: 'knative.rollout', title: l10n.t('Roll Out'), arguments: [subject] };
  item.show();
}

/** What was known the last time; a click asks the cluster. */
function drawSaved(item: StatusBarItem, { namespace, name, traffic }: SavedService, context: string): void {
  const shares = traffic.map(({ percent }) => percent).filter((percent) => percent > 0);
  const split = shares.toSorted((a, b) => b - a).join('/');
  item.text = `$(history) ${name} ${split}`.trimEnd() + placeOf(context);
  item.backgroundColor = undefined;
  item.tooltip = l10n.t('As it was when the cluster was last looked at. Click to look again.');
  item.accessibilityInformation = {
    label: l10n.t('Knative Service {0}: requests were split {1} the last time', name, split),
    role: 'button',
  };
  const subject: Subject = { kind: 'service', namespace, service: name };
  item.command = { command: 'knative.rollout', title: l10n.t('Roll Out'), arguments: [subject] };
  item.show();
}

/** Whether what was deployed last does not come up, or the Service itself has failed. */
function isRolloutFailing({ readiness, revisions, rollout }: LiveService): boolean {
  const newest = revisions.find(({ name }) => name === rollout.latestCreated);
  return readiness === 'failed' || newest?.readiness === 'failed';
}

function placeOf(context: string): string {
  return context === '' ? '' : ` · ${context}`;
}
