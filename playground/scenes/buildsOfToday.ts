/** Runs of Tekton to look at: a pipeline that succeeded, a run whose code does not compile, one that lacks its task. */
import type { JsonObject } from '#knative/json.ts';
import { account, createBuilder } from './builder.ts';
import type { Stage } from './stage.ts';

export function builds(stage: Stage): void {
  createBuilder(stage);
  create(stage, 'Task', 'kaniko', kaniko);
  create(stage, 'Pipeline', 'build-and-tell', pipeline);
  create(stage, 'PipelineRun', 'hello-pipeline', {
    pipelineRef: { name: 'build-and-tell' },
    taskRunTemplate: { serviceAccountName: account },
    params: [{ name: 'image', value: 'registry.example.com/samples/hello:v2' }],
    workspaces: [{ name: 'shared', emptyDir: {} }],
  });
  create(stage, 'TaskRun', 'hello-broken', run('kaniko', 'broken/Dockerfile'));
  create(stage, 'TaskRun', 'hello-without-task', run('kanico', 'Dockerfile'));
}

const kaniko: JsonObject = {
  params: [
    { name: 'IMAGE', type: 'string', description: 'The image to push, with its registry' },
    {
      name: 'DOCKERFILE',
      type: 'string',
      description: 'The Dockerfile to build, from the root of the source',
      default: 'Dockerfile',
    },
  ],
  workspaces: [{ name: 'source', description: 'The source to build' }],
  results: [{ name: 'IMAGE_DIGEST', description: 'The digest of the image that was pushed' }],
  steps: [
    {
      name: 'build-and-push',
      image: 'gcr.io/kaniko-project/executor:v1.23.2',
      workingDir: '$(workspaces.source.path)',
      args: [
        '--dockerfile=$(params.DOCKERFILE)',
        '--context=$(workspaces.source.path)',
        '--destination=$(params.IMAGE)',
        '--digest-file=$(results.IMAGE_DIGEST.path)',
      ],
    },
  ],
};

const pipeline: JsonObject = {
  params: [{ name: 'image', type: 'string' }],
  workspaces: [{ name: 'shared' }],
  tasks: [
    {
      name: 'fetch',
      taskSpec: {
        workspaces: [{ name: 'source' }],
        steps: [
          {
            name: 'clone',
            image: 'docker.io/alpine/git:v2.47.2',
            workingDir: '$(workspaces.source.path)',
            script:
              'git init .\ngit fetch --depth=1 https://github.com/knative/docs.git HEAD\ngit checkout FETCH_HEAD\n',
          },
        ],
      },
      workspaces: [{ name: 'source', workspace: 'shared' }],
    },
    {
      name: 'build',
      runAfter: ['fetch'],
      taskRef: { name: 'kaniko' },
      params: [{ name: 'IMAGE', value: '$(params.image)' }],
      workspaces: [{ name: 'source', workspace: 'shared' }],
    },
    {
      name: 'tell',
      taskSpec: {
        params: [{ name: 'digest' }],
        steps: [
          {
            name: 'tell',
            image: 'docker.io/library/busybox:1.37',
            script: 'echo "Built $(params.digest)"\n',
          },
        ],
      },
      params: [{ name: 'digest', value: '$(tasks.build.results.IMAGE_DIGEST)' }],
    },
  ],
  results: [{ name: 'digest', value: '$(tasks.build.results.IMAGE_DIGEST)' }],
};

function run(task: string, dockerfile: string): JsonObject {
  return {
    serviceAccountName: account,
    taskRef: { name: task },
    params: [
      { name: 'IMAGE', value: 'registry.example.com/samples/hello:v3' },
      { name: 'DOCKERFILE', value: dockerfile },
    ],
    workspaces: [{ name: 'source', emptyDir: {} }],
  };
}

function create({ client }: Stage, kind: string, name: string, spec: JsonObject): void {
  client.create({ apiVersion: 'tekton.dev/v1', kind, metadata: { name, namespace: 'default' }, spec });
}
