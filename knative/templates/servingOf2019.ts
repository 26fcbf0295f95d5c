/** Serving v1alpha1 of 2019: the four modes of a Service, and what they are made of. */
import { text, type Text } from '../text.ts';
import type { ManifestTemplate } from './template.ts';

const apiVersion = 'serving.knative.dev/v1alpha1';

const revisionTemplate = (blank: number): string => `revisionTemplate:
  spec:
    container:
      image: \${${blank}:gcr.io/knative-samples/helloworld-go}`;

const configuration = (blank: number): string => `configuration:
${indented(revisionTemplate(blank))}`;

export const servingTemplatesOf2019: readonly ManifestTemplate[] = [
  mode('runLatest', text('Sends all traffic to the newest revision that is ready'), configuration(2)),
  mode(
    'release',
    text('Splits the traffic between a current revision and a candidate'),
    `revisions: ["\${1}-\${2:00001}", "\${1}-\${3:00002}"]
rolloutPercent: \${4:10}
${configuration(5)}`,
  ),
  mode(
    'pinned',
    text('Keeps all traffic at one revision'),
    `revisionName: \${1}-\${2:00001}
${configuration(3)}`,
  ),
  {
    ...mode('manual', text('Leaves the Route and the Configuration to others'), ''),
    snippet: `${head('Service')}  manual: {}
$0`,
  },
  {
    name: 'Configuration (v1alpha1)',
    family: 'Knative',
    apiVersion,
    detail: text('Makes a revision of every change of its template; a Route sends it traffic'),
    old: true,
    snippet: `${head('Configuration')}${indented(revisionTemplate(2))}
$0`,
  },
  {
    name: 'Route (v1alpha1)',
    family: 'Knative',
    apiVersion,
    detail: text('Gives an address, and splits its traffic among revisions'),
    old: true,
    snippet: `${head('Route')}  traffic:
    - configurationName: \${2:hello}
      percent: \${3:100}
$0`,
  },
  {
    name: 'Revision (v1alpha1)',
    family: 'Knative',
    apiVersion,
    detail: text('One state of a configuration; as a rule Knative makes it'),
    old: true,
    snippet: `${head('Revision')}  container:
    image: \${2:gcr.io/knative-samples/helloworld-go}
$0`,
  },
];

function mode(name: string, detail: Text, fields: string): ManifestTemplate {
  return {
    name: `Service (v1alpha1 ${name})`,
    family: 'Knative',
    apiVersion,
    detail,
    old: true,
    snippet: `${head('Service')}  ${name}:
${indented(indented(fields))}
$0`,
  };
}

function head(kind: string): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: \${1:hello}
spec:
`;
}

function indented(lines: string): string {
  return lines.replaceAll(/^/gm, '  ');
}
