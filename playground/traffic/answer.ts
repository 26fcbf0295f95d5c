/** What a revision answers: who it is, in its colour, with what its environment says; a page for browsers, text for others. */
import { type ApiObject, nameOf } from '../api/object.ts';
import { environmentOfPod } from '../controllers/workload/output.ts';

export interface Answer {
  readonly type: string;
  readonly body: string;
  readonly revision: string;
}

export function answerOf(pod: ApiObject, wantsPage: boolean): Answer {
  const {
    K_REVISION: revision = '',
    K_SERVICE: service = '',
    T_VERSION: version = '',
    TARGET: target = '',
  } = environmentOfPod(pod);
  const colour = colourOf(version || revision);
  const greeting = `Hello ${target || 'World'}!`;
  const facts = [
    ['revision', revision],
    ['service', service],
    ['colour', colour.name],
    ...(version === '' ? [] : [['T_VERSION', version] as const]),
    ...(target === '' ? [] : [['TARGET', target] as const]),
    ['pod', nameOf(pod)],
  ] as const;
  if (!wantsPage) {
    const body = [greeting, ...facts.map(([name, value]) => `${name}: ${value}`), ''].join('\n');
    return { type: 'text/plain; charset=utf-8', body, revision };
  }
  return { type: 'text/html; charset=utf-8', body: page(greeting, colour, facts), revision };
}

interface Colour {
  readonly name: string;
  readonly css: string;
}

/** The colours of the classic demo, and some to tell other revisions apart. */
const colours: readonly Colour[] = [
  { name: 'blue', css: '#1f6feb' },
  { name: 'green', css: '#1a7f37' },
  { name: 'red', css: '#cf222e' },
  { name: 'purple', css: '#8250df' },
  { name: 'orange', css: '#bc4c00' },
  { name: 'teal', css: '#0b7285' },
  { name: 'pink', css: '#bf3989' },
  { name: 'yellow', css: '#9a6700' },
];

/** The colour that a text names, else one that is always the same for the same text. */
export function colourOf(text: string): Colour {
  const lower = text.toLowerCase();
  const named = colours.find(({ name }) => lower.includes(name));
  let sum = 7;
  for (let i = 0; i < lower.length; i += 1) sum = (sum * 31 + lower.charCodeAt(i)) % 9973;
  return named ?? colours[sum % colours.length] ?? { name: 'blue', css: '#1f6feb' };
}

function page(greeting: string, { css }: Colour, facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(greeting)}</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-content: center; background: ${css}; color: #fff; font: 1.1rem system-ui, sans-serif; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1rem; }
dt { opacity: 0.8; }
dd { margin: 0; font-family: ui-monospace, monospace; }
</style>
</head>
<body><main><h1>${escaped(greeting)}</h1><dl>${rows}</dl></main></body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
