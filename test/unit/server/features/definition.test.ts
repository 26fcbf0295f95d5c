/** From names to definitions and back, across files. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { definitionLinks as definition } from '#server/features/definition.ts';
import { documentHighlight } from '#server/features/documentHighlight.ts';
import { references } from '#server/features/references.ts';
import { shown, workspaceOf } from '../../../kit/snapshot.ts';

function definitions(files: Readonly<Record<string, string>>): readonly string[] {
  const workspace = workspaceOf(files);
  return definition(workspace.snapshot, workspace.cursor).map(({ targetUri, targetSelectionRange }) =>
    shown(workspace, targetUri, targetSelectionRange),
  );
}

function users(files: Readonly<Record<string, string>>, includeDeclaration = false): readonly string[] {
  const workspace = workspaceOf(files);
  return references(workspace.snapshot, { ...workspace.cursor, context: { includeDeclaration } })
    .map(({ uri, range }) => shown(workspace, uri, range))
    .toSorted();
}

const shop = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
spec:
  template:
    metadata:
      name: shop-blue
    spec:
      containers:
        - image: example.com/shop:v1
`;
const mapping = `apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata:
  name: www.example.com
spec:
  ref: { kind: Service, name: shop, apiVersion: serving.knative.dev/v1 }
`;
const route = (revision: string): string => `apiVersion: serving.knative.dev/v1
kind: Route
metadata:
  name: entrance
spec:
  traffic:
    - revisionName: ${revision}
      percent: 100
`;
const template = `apiVersion: build.knative.dev/v1alpha1
kind: BuildTemplate
metadata:
  name: kaniko
spec:
  parameters:
    - name: IMAGE
    - name: FILE
  steps:
    - image: kaniko:v1
      args: ["--file=\${FILE}", "--to=\${IMAGE}", "\${FILE}.\${IMAGE}"]
`;
const build = `apiVersion: build.knative.dev/v1alpha1
kind: Build
metadata:
  name: b
spec:
  template:
    name: kaniko
    arguments:
      - name: IMAGE
        value: x
`;

describe('definition', () => {
  it('of a Service that another resource names', () => {
    const files = {
      'shop.yaml': `# one\n---\n${shop}`,
      'map.yaml': mapping.replace('name: shop', 'name: s$0hop'),
    };
    assert.deepEqual(definitions(files), ['shop.yaml:6 shop']);
  });

  it('of a revision: the template that names it, or the Service that makes it', () => {
    assert.deepEqual(definitions({ 'shop.yaml': shop, 'route.yaml': route('shop-blue$0') }), [
      'shop.yaml:8 shop-blue',
    ]);
    assert.deepEqual(definitions({ 'shop.yaml': shop, 'route.yaml': route('$0shop-00002') }), [
      'shop.yaml:4 shop',
    ]);
    assert.deepEqual(definitions({ 'shop.yaml': shop, 'route.yaml': route('other-00002$0') }), []);
  });

  it('in the same resource before any other of that name', () => {
    const text = `${shop}  traffic:\n    - revisionName: shop-000$001\n      percent: 100\n`;
    assert.deepEqual(definitions({ 'a.yaml': shop, 'b.yaml': text, 'c.yaml': shop }), ['b.yaml:4 shop']);
  });

  it('of a Configuration without a manifest: its Service', () => {
    const byConfiguration = route('x').replace('revisionName: x', 'configurationName: sh$0op');
    assert.deepEqual(definitions({ 'shop.yaml': shop, 'route.yaml': byConfiguration }), ['shop.yaml:4 shop']);
  });

  it('of a template, of the parameter an argument fills, and of the one a placeholder names', () => {
    assert.deepEqual(definitions({ 't.yaml': template, 'b.yaml': build.replace('kaniko', 'kan$0iko') }), [
      't.yaml:4 kaniko',
    ]);
    assert.deepEqual(definitions({ 't.yaml': template, 'b.yaml': build.replace('IMAGE', 'IMA$0GE') }), [
      't.yaml:7 IMAGE',
    ]);
    assert.deepEqual(definitions({ 't.yaml': template.replace('}.${IMAGE}', '}.${I$0MAGE}') }), [
      't.yaml:7 IMAGE',
    ]);
    assert.deepEqual(definitions({ 't.yaml': template.replace('"${FILE}.', '"${FI$0LE}.') }), [
      't.yaml:8 FILE',
    ]);
    // Beside the placeholder there is no name.
    assert.deepEqual(definitions({ 't.yaml': template.replace('--file', '--f$0ile') }), []);
  });

  it('says which word was meant', () => {
    const workspace = workspaceOf({ 't.yaml': template.replace('}.${IMAGE}', '}.${I$0MAGE}') });
    const [link] = definition(workspace.snapshot, workspace.cursor);
    assert.ok(link?.originSelectionRange);
    assert.equal(workspace.textIn(workspace.cursor.textDocument.uri, link.originSelectionRange), '${IMAGE}');
  });

  it('stays in its namespace, where both sides say one', () => {
    const inNamespace = (text: string, namespace: string): string =>
      text.replace('metadata:\n', `metadata:\n  namespace: ${namespace}\n`);
    const from = { 'map.yaml': inNamespace(mapping.replace('name: shop', 'name: s$0hop'), 'prod') };
    assert.deepEqual(definitions({ ...from, 'shop.yaml': inNamespace(shop, 'test') }), []);
    assert.deepEqual(definitions({ ...from, 'shop.yaml': inNamespace(shop, 'prod') }), ['shop.yaml:5 shop']);
  });

  it('inside of a List, in templates and in foreign files', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${shop.replaceAll(/^/gm, '    ').replace('    ', '  - ').trimEnd()}\n`;
    assert.deepEqual(
      definitions({ 'list.yaml': list, 'map.yaml': mapping.replace('name: shop', 'name: shop$0') }),
      ['list.yaml:7 shop'],
    );
    assert.deepEqual(definitions({ 'x.yaml': 'a: b$0' }), []);
    assert.deepEqual(definitions({ 'x.yaml': '$0' }), []);
  });
});

describe('references', () => {
  it('of a Service: who maps a domain to it, who routes to its Configuration', () => {
    const files = {
      'shop.yaml': shop.replace('name: shop\n', 'name: sh$0op\n'),
      'map.yaml': mapping,
      'route.yaml': route('x').replace('revisionName: x', 'configurationName: shop'),
    };
    assert.deepEqual(users(files), ['map.yaml:6 shop', 'route.yaml:7 shop']);
    assert.deepEqual(users(files, true), ['map.yaml:6 shop', 'route.yaml:7 shop', 'shop.yaml:4 shop']);
  });

  it('of a parameter: the placeholders alone, and the arguments', () => {
    const files = { 't.yaml': template.replace('name: IMAGE', 'name: IMA$0GE'), 'b.yaml': build };
    assert.deepEqual(users(files), ['b.yaml:9 IMAGE', 't.yaml:11 ${IMAGE}', 't.yaml:11 ${IMAGE}']);
  });

  it('not of a parameter of the same name in another template', () => {
    const other = template.replace('kaniko', 'other');
    assert.deepEqual(users({ 't.yaml': template.replace('name: FILE', 'name: FI$0LE'), 'o.yaml': other }), [
      't.yaml:11 ${FILE}',
      't.yaml:11 ${FILE}',
    ]);
  });

  it('of an image: wherever it runs', () => {
    const files = {
      'a.yaml': shop.replace('shop:v1', 'sh$0op:v1'),
      'b.yaml': shop.replace('name: shop', 'name: b'),
    };
    assert.deepEqual(users(files), ['a.yaml:11 example.com/shop:v1', 'b.yaml:11 example.com/shop:v1']);
  });
});

describe('highlights', () => {
  it('mark the declaration and the mentions in the same resource', () => {
    const workspace = workspaceOf({
      't.yaml': template.replace('name: FILE', 'name: $0FILE'),
      'b.yaml': build,
    });
    const found = documentHighlight(workspace.snapshot, workspace.cursor) ?? [];
    assert.deepEqual(
      found.map(({ range, kind }) => `${kind} ${workspace.textIn(workspace.cursor.textDocument.uri, range)}`),
      ['3 FILE', '2 ${FILE}', '2 ${FILE}'],
    );
  });

  it('leave other words to the editor', () => {
    const workspace = workspaceOf({ 't.yaml': template.replace('steps', 'ste$0ps') });
    assert.equal(documentHighlight(workspace.snapshot, workspace.cursor), undefined);
  });
});
