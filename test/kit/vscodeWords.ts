/** VS Code's words where there is no VS Code: sentences in English, as its own `l10n.t` fills them. Import it first. */
import { registerHooks } from 'node:module';

const words = `export const l10n = {
  t: (sentence, ...args) => sentence.replaceAll(/\\{(\\d+)\\}/g, (_all, index) => String(args[Number(index)])),
};`;
const url = `data:text/javascript,${encodeURIComponent(words)}`;

registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode' ? { url, format: 'module', shortCircuit: true } : next(name, context),
});
