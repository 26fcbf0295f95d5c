/** The pages of Tekton's documentation that explain Pipelines. */
const docs = 'https://tekton.dev/docs/pipelines/';

export const tektonPages = {
  computeResources: `${docs}compute-resources/`,
  customRuns: `${docs}customruns/`,
  matrix: `${docs}matrix/`,
  pipelineRuns: `${docs}pipelineruns/`,
  pipelines: `${docs}pipelines/`,
  podTemplates: `${docs}podtemplates/`,
  resolution: `${docs}resolution-getting-started/`,
  stepActions: `${docs}stepactions/`,
  taskRuns: `${docs}taskruns/`,
  tasks: `${docs}tasks/`,
  variables: `${docs}variables/`,
  workspaces: `${docs}workspaces/`,
} as const;
