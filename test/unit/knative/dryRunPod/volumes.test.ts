/** Volumes in the dry run. */
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { assertAccepted, assertRefused, withContainer } from './pods.ts';

const at = 'spec.volumes[0]';
const pod = (source: JsonObject): JsonObject =>
  withContainer(
    { volumeMounts: [{ name: 'all', mountPath: '/all' }] },
    { volumes: [{ name: 'all', ...source }] },
  );

describe('volumes', () => {
  it('name their object', () => {
    assertAccepted(pod({ secret: { secretName: 's' } }));
    assertRefused(pod({ configMap: {} }), [`${at}.configMap.name: Required value`]);
    assertRefused(pod({ secret: {} }), [`${at}.secret.secretName: Required value`]);
    assertRefused(pod({ persistentVolumeClaim: {} }), [
      `${at}.persistentVolumeClaim.claimName: Required value`,
    ]);
  });

  it('make files inside themselves, with permissions files can have', () => {
    const items = [
      { key: 'a', path: '../a' },
      { key: 'b', path: '/b', mode: 512 },
      { key: 'c', path: '..c' },
    ];
    assertRefused(pod({ configMap: { name: 'm', defaultMode: -1, items } }), [
      `${at}.configMap.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive`,
      `${at}.configMap.items[0].path: Invalid value: "../a": must not contain '..'`,
      `${at}.configMap.items[1].path: Invalid value: "/b": must be a relative path`,
      `${at}.configMap.items[1].mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive`,
      `${at}.configMap.items[2].path: Invalid value: "..c": must not start with '..'`,
    ]);
  });

  it('have one source', () => {
    assertRefused(pod({ emptyDir: { sizeLimit: '-1' }, hostPath: { path: '/x' } }), [
      `${at}.emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity`,
      `${at}.hostPath: Forbidden: may not specify more than 1 volume type`,
    ]);
  });

  it('project each path once', () => {
    const item = { key: 'k', path: 'same' };
    assertRefused(
      pod({
        projected: {
          sources: [
            { secret: { name: 's', items: [item] } },
            { configMap: { name: 'm', items: [item] } },
            { downwardAPI: { items: [{ path: 'same', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          ],
        },
      }),
      [
        `${at}.projected: Invalid value: "m": conflicting duplicate paths`,
        `${at}.projected: Invalid value: "same": conflicting duplicate paths`,
      ],
      [
        'volumes[0].projected.sources[1].configMap.items[0].path',
        'volumes[0].projected.sources[2].downwardAPI.items[0].path',
      ],
    );
  });

  it('ask for tokens that live ten minutes at least', () => {
    const token = (expirationSeconds?: number) =>
      pod({
        projected: {
          sources: [
            {
              serviceAccountToken: {
                path: 't',
                ...(expirationSeconds !== undefined && { expirationSeconds }),
              },
            },
          ],
        },
      });
    assertAccepted(token());
    assertAccepted(token(600));
    assertRefused(token(599), [
      `${at}.projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes`,
    ]);
  });

  it('hand on fields of the pod', () => {
    const file = (item: JsonObject) => pod({ projected: { sources: [{ downwardAPI: { items: [item] } }] } });
    assertAccepted(
      file({ path: 'c', resourceFieldRef: { containerName: 'user-container', resource: 'limits.cpu' } }),
    );
    assertRefused(
      file({ path: 'c', resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } }),
      [
        `${at}.projected.sources[0].downwardAPI.resourceFieldRef.containerName: Required value`,
        `${at}.projected.sources[0].downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
      ].map((error) => error.replace('downwardAPI.', 'downwardAPI.items[0].')),
    );
    assertRefused(file({ path: 'c' }), [
      `${at}.projected.sources[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required`,
    ]);
  });

  it('make claims that say what they need', () => {
    const claim = (spec: JsonObject) => pod({ ephemeral: { volumeClaimTemplate: { spec } } });
    assertAccepted(claim({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }));
    assertRefused(claim({}), [
      `${at}.ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required`,
      `${at}.ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value`,
    ]);
  });
});
