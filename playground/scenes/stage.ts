/** What a scene is played on. */
import type { JsonObject } from '#knative/json.ts';
import type { Client } from '../api/client.ts';
import type { Load } from '../controllers/scaling/load.ts';

export const sceneNames = ['welcome', 'empty', 'canary', 'failed-rollout', 'scaled', 'builds'] as const;
export type SceneName = (typeof sceneNames)[number];

export interface Stage {
  /** As the admin. */
  readonly client: Client;
  readonly load: Load;
  /** Lets seconds pass. */
  readonly pass: (seconds: number) => void;
}

export type Scenes = Readonly<Record<SceneName, (stage: Stage) => void>>;

/** The image of the classic demo, in a colour. */
export function demoContainer(colour: string): JsonObject {
  return {
    image: `gcr.io/knative-samples/knative-route-demo:${colour}`,
    env: [{ name: 'T_VERSION', value: colour }],
  };
}

/** This many requests at once for some seconds. */
export function loadFor({ load, pass }: Stage, revision: string, concurrent: number, seconds: number): void {
  const requests = Array.from({ length: concurrent }, () => load.begin('default', revision));
  pass(seconds);
  for (const request of requests) request.end(200);
}
