/**
 * The context keys behind the menus: whether the active editor shows a Knative manifest, and which files of the
 * workspace are manifests.
 */
import path from 'node:path';
import {
  commands,
  Uri,
  window,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import type { ManifestsParams } from '#protocol/workspace.ts';

/** As a manifest says whose it is; one line is enough and nothing is parsed. */
const ours =
  /^\s*["']?apiVersion["']?\s*:\s*["']?(?:[a-z]+\.)*(?:(?:serving|build|eventing|sources|messaging|flows)\.knative\.dev|tekton\.dev)\//m;

/** As one says that it is, or makes, what can be run. */
const runs = /^\s*(?:-\s+)?["']?apiVersion["']?\s*:\s*["']?(?:build\.knative\.dev|tekton\.dev)\//m;

/** A manifest may have a long preamble, but not a longer one. */
const looked = 20_000;

/** @param onManifests tells the files the language server knows, by URI */
export function manifestContext(onManifests: Event<ManifestsParams>): Disposable {
  const opened = new Set<string>();
  let known: readonly string[] = [];
  let active = false;
  let runnable = false;
  const tell = (): void => {
    const paths = [...pathsOf(known), ...opened];
    void commands.executeCommand('setContext', 'knative.manifests', paths);
    void commands.executeCommand('setContext', 'knative.manifestFolders', foldersOf(paths));
  };
  const look = (document: TextDocument): void => {
    const path = document.uri.fsPath;
    const is = isManifest(document);
    if (is !== opened.has(path)) {
      if (is) opened.add(path);
      else opened.delete(path);
      tell();
    }
    if (document === window.activeTextEditor?.document) setActive(is, is && runs.test(startOf(document)));
  };
  const setActive = (is: boolean, isRunnable = false): void => {
    if (is !== active) void commands.executeCommand('setContext', 'knative.activeManifest', is);
    if (isRunnable !== runnable)
      void commands.executeCommand('setContext', 'knative.activeRunnable', isRunnable);
    active = is;
    runnable = isRunnable;
  };
  const lookAtActive = (editor: TextEditor | undefined): void => {
    if (editor === undefined) setActive(false);
    else look(editor.document);
  };
  lookAtActive(window.activeTextEditor);
  const listening = [
    window.onDidChangeActiveTextEditor(lookAtActive),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'yaml' && contentChanges.length > 0) look(document);
    }),
    onManifests(({ uris, runnable }) => {
      known = uris;
      tell();
      void commands.executeCommand('setContext', 'knative.runnable', pathsOf(runnable));
    }),
  ];
  return {
    dispose() {
      for (const listener of listening) listener.dispose();
    },
  };
}

/** The window and the extension host may know one file by different URIs. */
function pathsOf(uris: readonly string[]): readonly string[] {
  return uris.map((uri) => Uri.parse(uri).fsPath);
}

/** The folders that hold manifests, themselves or in folders of theirs. */
function foldersOf(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = path.dirname(file); !folders.has(folder); folder = path.dirname(folder))
      folders.add(folder);
  }
  return [...folders];
}

function isManifest(document: TextDocument): boolean {
  if (document.languageId !== 'yaml') return false;
  return ours.test(startOf(document));
}

function startOf(document: TextDocument): string {
  const text = document.getText();
  return text.length > looked ? text.slice(0, looked) : text;
}
