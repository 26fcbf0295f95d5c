/** A node of a tree as VS Code draws it. */
import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Text } from '#knative/text.ts';
import { ageOf } from '../age.ts';
import type { TreeNode } from './growth.ts';

export function nodeItem({ id, look, children }: TreeNode): TreeItem {
  const { label, description, icon, tokens, spoken, created, open } = look;
  const item = new TreeItem(words(label), collapsible(children.length > 0, open === true));
  const told = description.map(words);
  const age = created === undefined || created === '' ? [] : [ageOf(created, Date.now())];
  item.id = id;
  item.description = [...told, ...age].join(' · ');
  item.iconPath = new ThemeIcon(icon.name, icon.color === undefined ? undefined : new ThemeColor(icon.color));
  item.contextValue = `${tokens.join(';')};`;
  item.accessibilityInformation = { label: [...spoken.map(words), ...told, ...age].join(', ') };
  return item;
}

function collapsible(hasChildren: boolean, open: boolean): TreeItemCollapsibleState {
  if (!hasChildren) return TreeItemCollapsibleState.None;
  return open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

export function words(told: Text | string): string {
  return typeof told === 'string' ? told : l10n.t(told.message, ...told.args);
}
