/** What a scene is played on. */
import type { JsonObject } from '#knative/json.ts';
import type { Client } from '../api/client.ts';

export const sceneNames = ['welcome', 'empty', 'canary', 'failed-rollout', 'scaled', 'builds'] as const;
export type SceneName = (typeof sceneNames)[number];

export interface Stage {
  /** As the admin. */
  readonly client: Client;
  /** Sends a request to a revision in `default`, which takes so many milliseconds in its pod. */
  readonly ask: (revision: string, takes: number) => void;
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
export function loadFor({ ask, pass }: Stage, revision: string, concurrent: number, seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    for (let one = 0; one < concurrent; one += 1) ask(revision, 1000);
    pass(1);
  }
}
