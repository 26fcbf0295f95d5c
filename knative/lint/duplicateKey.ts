/** Rule: one key stands twice in a mapping. */
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';

export const duplicateKey: Rule = {
  code: 'duplicate-key',
  severity: 'warning',
  title: 'A key stands more than once in its mapping.',
  explanation: `
    YAML forbids it, and kubectl takes it: the last one counts, the others are dropped without a word before the cluster sees them.
    Often two lists were meant to be one, for example two \`env\` of the same container.

    Source: \`sigs.k8s.io/yaml\`, which kubectl reads manifests with.
  `,
  docs: 'https://yaml.org/spec/1.2.2/#mapping',
  appliesTo: () => true,
  check: function* (resource) {
    for (const path of resource.duplicateKeys) {
      yield {
        path,
        at: 'key',
        message: text('{0} stands here more than once. Only this last one counts.', String(path.at(-1))),
      };
    }
  },
};

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
                  env:
                    - name: TARGET
                      value: World
                  env:
                # ^^^ env stands here more than once. Only this last one counts.
                    - name: COLOUR
                      value: green
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
                  env:
                    - name: TARGET
                      value: World
                    - name: COLOUR
                      value: green
      `,
    },
  ],
};
