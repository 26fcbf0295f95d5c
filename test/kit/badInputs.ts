/** Texts no one should write and someone does: what the server and the command line must stand. */

const head = 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: a\nspec:\n';
const pod = `${head}  template:\n    spec:\n      containers:\n        - image: a\n`;
const million = 'x'.repeat(1_000_000);
const digits = '9'.repeat(200_000);

const list = (length: number, line: (index: number) => string): string =>
  Array.from({ length }, (_, index) => line(index)).join('');

export const badInputs: Readonly<Record<string, string>> = {
  empty: '',
  binary: `${head}\u0000\u0001\u0002\uFFFD${'\u0000'.repeat(5000)}`,
  noise: list(200_000, (i) => String.fromCharCode((i * 7919 + (i >> 3) * 104_729) % 0xffff)),
  'deep brackets': `${head}  template: ${'['.repeat(20_000)}`,
  'deep brackets, closed': `${head}  template: ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'deep braces': `${head}  template: ${'{a: '.repeat(20_000)}`,
  'deep lists': `${head}  template:\n    ${'- '.repeat(20_000)}x\n`,
  'deep mappings': head + list(3000, (i) => `${' '.repeat(i + 2)}a:\n`),
  'a cyclic anchor': `${head}  template: &a\n    spec: *a\n`,
  'a cyclic merge': `${head}  template: &a\n    <<: *a\n    spec: {<<: [*a, *a]}\n`,
  'an alias bomb': `${head}  l0: &l0 [x, x, x]\n${list(40, (i) => `  l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]\n`)}`,
  'a merge bomb': `${head}  m0: &m0 {a: 1}\n${list(40, (i) => `  m${i + 1}: &m${i + 1} {<<: [*m${i}, *m${i}], b${i}: 1}\n`)}`,
  'lone surrogates': `${head}  template: "\uD800"\n  \uDC00: \uD800\n`,
  'windows line ends': `${head}  wrong: 1\n`.replaceAll('\n', '\r\n'),
  'mixed line ends': `${head.replace('\n', '\r\n').replace('metadata:\n', 'metadata:\r')}  wrong: 1\r\r\n`,
  'a byte order mark': `\uFEFF---\n${head}  wrong: 1\n`,
  'byte order marks everywhere': `\uFEFF${head}  \uFEFFwrong: \uFEFF1\n\uFEFF---\n\uFEFF${head}`,
  'only separators': '---\n'.repeat(50_000),
  'directives without end': '%YAML 1.1\n'.repeat(20_000),
  'a long line': `${head}  wrong: ${'x'.repeat(3_000_000)}\n`,
  'many keys': head + list(50_000, (i) => `  k${i}: ${i}\n`),
  'the same key again and again': head + '  template: {}\n'.repeat(20_000),
  'a long key': `${head}  ${million}: 1\n  ${million.slice(1)}: {a: 1}\n`,
  'long names': pod
    .replace('name: a', `name: ${million}`)
    .replace('image: a', `image: ${million}/${million}`),
  'long annotations': pod.replace(
    '    spec:',
    `    metadata:
      annotations:
        autoscaling.knative.dev/${million}: "1"
        autoscaling.knative.dev/target: "${digits}"
        autoscaling.knative.dev/max-scale: "${digits}"
        autoscaling.knative.dev/window: "${'1h'.repeat(100_000)}"
    spec:`,
  ),
  'long numbers': `${pod}          ports: [{containerPort: ${digits}}]\n          resources: {limits: {cpu: ${digits}, memory: "${digits}e${digits}", x: 1e-${digits}}}\n      timeoutSeconds: 0x${digits}\n      containerConcurrency: 0.${digits}\n`,
  'long names of revisions': `${head}  traffic:\n${list(2000, (i) => `    - revisionName: ${'a-'.repeat(500)}${i}\n      tag: ${'t'.repeat(500)}${i}\n      percent: 1\n`)}`,
  'many containers':
    pod +
    list(5000, (i) => `        - image: a${i}\n          env: [{name: A${i}, value: "$(A${i + 1})"}]\n`),
  'placeholders without end': `${pod}          args: ["${'${'.repeat(100_000)}", "${'$('.repeat(100_000)}", "${'<'.repeat(100_000)}"]\n`,
  'a quote without end': `${head}  template: "${million}\n`,
  'a block without end': `${head}  template: |\n${'    #\n'.repeat(300_000)}`,
  'only blanks': ' \n'.repeat(500_000),
  'only comments': `${head}${'  # knative-ignore\n'.repeat(200_000)}  wrong: 1\n`,
  'a list of lists of kinds': `kind: List\napiVersion: v1\nitems:\n${'- {apiVersion: serving.knative.dev/v1, kind: List, items: [{kind: List, items: []}]}\n'.repeat(2000)}`,
};

/** More than is read at all. */
export function fiftyMegabytes(): string {
  return `${head}  wrong: |\n${'    a line that goes on for a while, again and again\n'.repeat(1_000_000)}`;
}
