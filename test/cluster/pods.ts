/** Plays the node: every pod is bound to it and is ready at once, and one that is deleted is gone at once. */
import { isArray, type Json, type JsonObject, member } from '#knative/json.ts';
import type { Api } from './api.ts';
import { address, nameOf, put, textAt } from './objects.ts';

const node = 'node-1';

/** Runs until the signal. */
export async function playNode(admin: Api, signal: AbortSignal): Promise<void> {
  await put(admin, { apiVersion: 'v1', kind: 'Node', metadata: { name: node } });
  await admin.must('PATCH', `/api/v1/nodes/${node}/status`, nodeStatus(), 'merge');
  let pods = 0;
  for await (const { type, object } of admin.watch('/api/v1/pods', signal)) {
    if (type === 'ADDED' || type === 'MODIFIED')
      await play(admin, object, () => `10.244.${++pods >> 8}.${pods & 255}`);
  }
}

function nodeStatus(): JsonObject {
  const now = new Date().toISOString();
  const condition = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ready' };
  const resources = { cpu: '64', memory: '256Gi', pods: '1000' };
  return {
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [{ ...condition, lastHeartbeatTime: now, lastTransitionTime: now }],
    },
  };
}

/** The next step of one pod. What the server refuses has been done already, or comes again. */
async function play(admin: Api, pod: JsonObject, nextAddress: () => string): Promise<void> {
  const url = address({ ...pod, apiVersion: 'v1', kind: 'Pod' });
  if (textAt(pod['metadata'], 'deletionTimestamp') !== '') {
    await admin.request('DELETE', url, { gracePeriodSeconds: 0 });
  } else if (textAt(pod['spec'], 'nodeName') === '') {
    const target = { apiVersion: 'v1', kind: 'Node', name: node };
    const metadata = { name: nameOf(pod) };
    await admin.request('POST', `${url}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata, target });
  } else if (textAt(pod['status'], 'phase') === 'Pending') {
    await admin.request('PATCH', `${url}/status`, podStatus(pod, nextAddress()), 'merge');
  }
}

function podStatus(pod: JsonObject, ip: string): JsonObject {
  const now = new Date().toISOString();
  const conditions = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
    type,
    status: 'True',
    lastTransitionTime: now,
  }));
  const containers = member(pod['spec'] ?? {}, 'containers');
  return {
    status: {
      phase: 'Running',
      hostIP: '10.0.0.1',
      podIP: ip,
      podIPs: [{ ip }],
      startTime: now,
      conditions,
      containerStatuses: (isArray(containers) ? containers : []).map((container) =>
        containerStatus(container, now),
      ),
    },
  };
}

function containerStatus(container: Json, startedAt: string): Json {
  const image = textAt(container, 'image');
  return {
    name: textAt(container, 'name'),
    image,
    imageID: image,
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt } },
  };
}
