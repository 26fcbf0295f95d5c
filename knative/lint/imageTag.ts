/** Rule: an image that is not the same tomorrow. */
import { valueAt } from '../path.ts';
import { placeholderIn } from '../placeholders.ts';
import { containerPathsOf } from '../template.ts';
import { text, type Text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplate } from './subjects.ts';

export const imageTag: Rule = {
  code: 'image-tag',
  severity: 'information',
  title: 'An image has no tag, or the tag `latest`.',
  explanation: `
    Knative asks the registry once, when it makes a revision, which image a tag means, and keeps to that. With a tag that moves,
    the manifest says nothing about what runs: pushing a new image changes nothing until something else in the template does,
    then it comes along unnoticed, and going back to the old manifest does not bring back the old image. Give each build a tag of
    its own, or name its digest.

    Images that \`ko\` builds (\`ko://\`, \`ko.local\`) and local ones (\`dev.local\`, \`kind.local\`) are left alone.

    Source: \`pkg/reconciler/revision/resolve.go\` of Knative Serving.
  `,
  docs: 'https://knative.dev/docs/serving/tag-resolution/',
  appliesTo: hasTemplate,
  check: function* (resource) {
    for (const container of containerPathsOf(resource)) {
      const path = [...container, 'image'];
      const image = valueAt(resource.value, path);
      if (typeof image !== 'string' || image === '' || isLocal(image)) continue;
      const message = messageOn(image);
      if (message !== undefined) yield { path, message };
    }
  },
};

const local = /^(?:ko:\/\/|(?:ko|dev|kind)\.local(?:\/|$))/;

/** Never fetched from a registry, or not an image yet. */
function isLocal(image: string): boolean {
  return local.test(image) || placeholderIn(image) !== undefined;
}

function messageOn(image: string): Text | undefined {
  if (image.includes('@')) return undefined;
  const colon = image.lastIndexOf(':');
  const tag = colon > image.lastIndexOf('/') ? image.slice(colon + 1) : '';
  if (tag === '')
    return text('This image has no tag, so that what runs depends on the day of the deployment.');
  return tag === 'latest'
    ? text('What the tag latest means changes, so that what runs depends on the day of the deployment.')
    : undefined;
}

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
                - image: registry.example.com:5000/hello
                  #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This image has no tag, so that what runs depends on the day of the deployment.
                  ports:
                    - containerPort: 8080
                - image: example.com/proxy:latest
                  #      ^^^^^^^^^^^^^^^^^^^^^^^^ What the tag latest means changes, so that what runs depends on the day of the deployment.
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
                - image: registry.example.com:5000/hello:v1
                  ports:
                    - containerPort: 8080
                - image: example.com/echo@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                - image: ko://example.com/cmd/proxy
                - image: dev.local/proxy
      `,
    },
  ],
};
