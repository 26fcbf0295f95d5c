/** What the client tells of the cluster changes what the server says. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import { inventoryMethod, type InventoryParams } from '#protocol/workspace.ts';
import { LspClient } from '../kit/lspClient.ts';

const service = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
spec:
  template:
    spec:
      nodeSelector:
        disk: fast
      containers:
        - image: ghcr.io/knative/helloworld-go:v1
          readinessProbe:
            httpGet:
              path: /
`;

const features = (state: 'Enabled' | 'Disabled') => ({ 'kubernetes.podspec-nodeselector': state });

const told = (state: 'Enabled' | 'Disabled'): InventoryParams => ({
  inventory: { context: 'dev', stale: false, services: [] },
  profile: { features: features(state), defaults: {}, autoscaler: {} },
});

describe('the cluster’s own settings', () => {
  for (const [name, settings, expected] of [
    ['drive admission', {}, false],
    ['give way to the user’s', { cluster: { features: features('Disabled') } }, true],
  ] as const) {
    describe(name, () => {
      let client: LspClient;
      before(async () => {
        client = await LspClient.start({ settings });
      });
      after(async () => client.stop());

      it('while the cluster is known', async () => {
        const uri = 'file:///shop.yaml';
        const isRefused = (all: readonly Diagnostic[]): boolean =>
          all.some(({ code }) => code === 'disallowed-field');
        assert.equal(isRefused(await client.open(uri, service)), true);
        await client.connection.sendNotification(inventoryMethod, told('Enabled'));
        assert.equal(isRefused(await client.edit(uri, undefined, `${service}# again\n`)), expected);
        const gone: InventoryParams = { inventory: null };
        await client.connection.sendNotification(inventoryMethod, gone);
        assert.equal(isRefused(await client.edit(uri, undefined, `${service}# at last\n`)), true);
      });
    });
  }
});
