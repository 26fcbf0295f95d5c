/** Rule: a password or a key in plain text. */
import { member } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import { placeholderIn } from '../placeholders.ts';
import type { Fix } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { itemPaths } from '../template.ts';
import { text } from '../text.ts';
import { containersOf } from './containers.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplate, isBuild, isBuildTemplate, isTekton } from './subjects.ts';

export const secretInEnv: Rule = {
  code: 'secret-in-env',
  severity: 'warning',
  title: 'An environment variable seems to hold a secret in plain text.',
  explanation: `
    What stands in a manifest is read by everyone who may read the repository, the Service or any of its revisions, and it stays in
    Git's history and in old revisions after it was taken out. Put it into a Secret, and let the variable refer to it with
    \`valueFrom.secretKeyRef\`.

    A variable is reported whose name ends like that of a secret (\`DB_PASSWORD\`, \`API_TOKEN\`), unless its value is a path, an
    address, a switch or a placeholder, and any whose value is a private key, a token of a well-known form or an address with a
    password.

    Source: Kubernetes' good practices for Secrets.
  `,
  docs: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  appliesTo: (resource) =>
    hasTemplate(resource) || isBuild(resource) || isBuildTemplate(resource) || isTekton(resource),
  check: function* (resource) {
    for (const container of containersOf(resource)) {
      for (const env of itemPaths(resource, [...container, 'env'])) {
        const variable = valueAt(resource.value, env);
        const [name, value] = [member(variable, 'name'), member(variable, 'value')];
        if (typeof name !== 'string' || typeof value !== 'string' || !isSecret(name, value)) continue;
        yield {
          path: [...env, 'value'],
          message: text('{0} seems to hold a secret, and everyone can read it here.', name),
          fixes: [fromSecret(resource, env, name)],
        };
      }
    }
  },
};

const secretName =
  /(?:^|[_.-])(?:password|passwd|passphrase|secret|token|credentials?|(?:api|access|auth|private|secret|signing|encryption|master)[_-]?key)[_-]?\d*$|[_.-](?:pwd|pass)$|[a-z](?:Password|Secret|Token|ApiKey|AccessKey|PrivateKey)$/i;

/** What is no secret though its variable is called like one: switches, numbers, paths, addresses, references. */
const harmless =
  /^(?:true|false|yes|no|on|off|none|null|enabled|disabled|\d{1,4}|\.{0,2}\/.*|[a-z][a-z0-9+.-]*:\/?\/.*)$/i;

const secretValue = new RegExp(
  [
    String.raw`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----`,
    String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22}|\bglpat-[\w-]{20}|\bxox[abprs]-[\w-]{10}`,
    String.raw`\bAIza[\w-]{35}\b|\bsk_live_\w{16}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+`,
    String.raw`^[a-zA-Z][\w+.-]*://[^\s:/@]*:[^\s@/$]{3,}@`,
  ].join('|'),
);

function isSecret(name: string, value: string): boolean {
  if (value === '' || value.includes('$(') || placeholderIn(value) !== undefined) return false;
  return secretValue.test(value) || (secretName.test(name) && !harmless.test(value));
}

function fromSecret({ name: owner }: Resource, env: Path, key: string): Fix {
  const secret = owner === '' ? 'secrets' : `${owner}-secrets`;
  return {
    title: text('Read it from the Secret {0}', secret),
    changes: [
      { op: 'rename', path: [...env, 'value'], key: 'valueFrom' },
      { op: 'set', path: [...env, 'valueFrom'], value: { secretKeyRef: { name: secret, key } } },
    ],
  };
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: shop
        spec:
          template:
            spec:
              containers:
                - image: example.com/shop:v1
                  env:
                    - name: DB_PASSWORD
                      value: correct horse
                      #      ^^^^^^^^^^^^^ DB_PASSWORD seems to hold a secret, and everyone can read it here.
                    - name: DATABASE
                      value: postgres://shop:battery@db.shop/orders
                      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DATABASE seems to hold a secret, and everyone can read it here.
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: shop
        spec:
          template:
            spec:
              containers:
                - image: example.com/shop:v1
                  env:
                    - name: DB_PASSWORD
                      valueFrom:
                        secretKeyRef:
                          name: shop-secrets
                          key: DB_PASSWORD
                    - name: DB_PASSWORD_FILE
                      value: /etc/secrets/password
                    - name: CHECK_TOKEN
                      value: "true"
                    - name: OAUTH_TOKEN
                      value: https://login.example.com/token
                    - name: API_KEY
                      value: <your api key>
                    - name: MONKEY
                      value: banana
      `,
    },
  ],
};
