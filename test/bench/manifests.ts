/** The manifests the benchmark edits: services of about 40 lines, and where in them the typing happens. */

export interface BenchFile {
  readonly text: string;
  /** Line of `containerConcurrency: 10` in the edited service, from 0. */
  readonly valueLine: number;
  /** Column just behind its value. */
  readonly valueColumn: number;
  /** A line of six blanks in the pod spec of the edited service. */
  readonly blankLine: number;
  /** Line and column of the key `timeoutSeconds` of the edited service. */
  readonly hoverLine: number;
  readonly hoverColumn: number;
}

const valuePrefix = '      containerConcurrency: ';

/** `count` services in one file; the edited one is in the middle. `broken` gives the first service a wrong type. */
export function benchFile(count: number, options: { broken?: boolean } = {}): BenchFile {
  const edited = Math.floor(count / 2);
  const services = Array.from({ length: count }, (_, i) =>
    serviceLines(i, i === edited, options.broken === true && i === 0),
  );
  const before = services.slice(0, edited).reduce((lines, service) => lines + service.length + 1, 0);
  const own = services[edited] ?? [];
  const line = (prefix: string): number => before + own.findIndex((text) => text.startsWith(prefix));
  const valueLine = line(valuePrefix);
  return {
    text: `${services.map((lines) => lines.join('\n')).join('\n---\n')}\n`,
    valueLine,
    valueColumn: valuePrefix.length + 2,
    blankLine: before + own.indexOf('      '),
    hoverLine: line('      timeoutSeconds'),
    hoverColumn: 8,
  };
}

function serviceLines(index: number, withBlank: boolean, broken: boolean): string[] {
  const name = `service-${index}`;
  return [
    'apiVersion: serving.knative.dev/v1',
    'kind: Service',
    'metadata:',
    `  name: ${name}`,
    '  namespace: shop',
    '  labels:',
    '    team: checkout',
    'spec:',
    '  template:',
    '    metadata:',
    '      annotations:',
    '        autoscaling.knative.dev/metric: concurrency',
    '        autoscaling.knative.dev/target: "10"',
    '        autoscaling.knative.dev/max-scale: "20"',
    '    spec:',
    `${valuePrefix}${broken ? 'ten' : '10'}`,
    '      timeoutSeconds: 120',
    ...(withBlank ? ['      '] : []),
    '      containers:',
    `        - image: registry.example.com/shop/${name}:v${index}`,
    '          ports:',
    '            - containerPort: 8080',
    '          env:',
    '            - name: MODE',
    '              value: production',
    '            - name: REGION',
    '              value: eu',
    '          resources:',
    '            requests:',
    '              cpu: 100m',
    '              memory: 64Mi',
    '            limits:',
    '              cpu: "1"',
    '              memory: 256Mi',
    '          readinessProbe:',
    '            httpGet:',
    '              path: /healthz',
    '  traffic:',
    '    - latestRevision: true',
    '      percent: 100',
  ];
}
