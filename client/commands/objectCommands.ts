/** The commands that bring manifests into a cluster, look at what is there, and ask it. */
import type { Answers } from '../views/answers.ts';
import type { LogTerminals } from '../views/logTerminal.ts';
import type { Command } from './command.ts';
import { deploy, type DeployViews } from './deploy/deploy.ts';
import { deleteObjects } from './objects/deleteObjects.ts';
import { explainService } from './objects/explainService.ts';
import { showEvents } from './objects/showEvents.ts';
import { showLogs } from './objects/showLogs.ts';
import { editYamlCopy, showYaml } from './objects/showYaml.ts';
import { copyCurl, sendAgain, sendRequest } from './requests/sendRequest.ts';

export interface ObjectViews extends DeployViews {
  readonly terminals: LogTerminals;
  readonly answers: Answers;
}

export function objectCommands(views: ObjectViews): readonly Command[] {
  const { documents, terminals, answers } = views;
  return [
    copyCurl(answers),
    deleteObjects,
    deploy(views),
    editYamlCopy,
    explainService(documents),
    sendAgain(answers),
    sendRequest(answers),
    showEvents(documents),
    showLogs(terminals),
    showYaml(documents),
  ];
}
