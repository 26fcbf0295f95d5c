/**
 * Prints the milliseconds of the extension's own work when VS Code activates it: loading its bundle and `activate`,
 * with an API that costs nothing. Usage: node activate.ts EXTENSION. A process activates once.
 */
import { createRequire, Module } from 'node:module';

const texts: ReadonlySet<unknown> = new Set(['fsPath', 'path', 'id', 'extensionPath', 'language']);

/** Can be called, constructed and read; what it gives is the same again. */
const anything: object = new Proxy(function () {}, {
  get: (_target, key) => {
    if (texts.has(key)) return '/nowhere';
    if (key === 'prototype') return {};
    if (key === 'then') return undefined;
    if (key === Symbol.toPrimitive) return () => '/nowhere';
    return key === Symbol.iterator ? () => [][Symbol.iterator]() : anything;
  },
  apply: () => anything,
  construct: (_target, _args, made: { readonly prototype: object }) =>
    made === anything ? anything : (Object.create(made.prototype) as object),
});

type Load = (name: string, ...rest: readonly unknown[]) => unknown;

interface Extension {
  activate(context: object): unknown;
}

const loader = Module as unknown as Record<'_load', Load>;
const load = loader['_load'].bind(loader);
loader['_load'] = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));

const subscriptions: unknown[] = [];
const context = new Proxy(
  { subscriptions },
  { get: (own, key) => (key === 'subscriptions' ? own.subscriptions : Reflect.get(anything, key)) },
);
const begin = performance.now();
const extension = createRequire(import.meta.url)(process.argv[2] ?? '') as Extension;
extension.activate(context);
const elapsed = performance.now() - begin;
if (subscriptions.length === 0) throw new Error('Nothing was registered.');
console.log(elapsed);
process.exit();
