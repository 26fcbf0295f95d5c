/** Why a pod does not start, by its events. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { troubleOfPod } from '#knative/builds/troubleOfPod.ts';
import { english } from '#knative/text.ts';

const mount = (what: string): { readonly reason: string; readonly message: string } => ({
  reason: 'FailedMount',
  message: `MountVolume.SetUp failed for volume "key" : ${what}`,
});
const scheduled = { reason: 'Scheduled', message: 'Successfully assigned' };
const started = { reason: 'Started', message: 'Started container' };

const told: readonly (readonly [string, Parameters<typeof troubleOfPod>[0], string | undefined])[] = [
  ['nothing', [], undefined],
  ['that all is well', [scheduled, started], undefined],
  [
    'that a secret is missing',
    [scheduled, mount('secret "k" not found')],
    'Its pod needs the secret k, which does not exist.',
  ],
  [
    'that a config map is missing',
    [mount('configmap "k" not found')],
    'Its pod needs the config map k, which does not exist.',
  ],
  [
    'something else',
    [mount('timed out')],
    'A volume of its pod cannot be mounted: MountVolume.SetUp failed for volume "key" : timed out',
  ],
  ['that it was missing for a while', [mount('secret "k" not found'), started], undefined],
];

for (const [name, events, words] of told) {
  it(`events say ${name}`, () => {
    const found = troubleOfPod(events);
    assert.equal(found && english(found), words);
  });
}
