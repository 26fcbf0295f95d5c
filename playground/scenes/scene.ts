/** Situations to begin with, by name. */
import { scenesOf2019 } from './of2019.ts';
import { type SceneName, sceneNames, type Stage } from './stage.ts';
import { scenesOfToday } from './today.ts';

export function isScene(name: string): name is SceneName {
  return sceneNames.some((one) => one === name);
}

export function play(name: SceneName, cluster: string, stage: Stage): void {
  const scenes = cluster === '2019' ? scenesOf2019 : scenesOfToday;
  scenes[name](stage);
}
