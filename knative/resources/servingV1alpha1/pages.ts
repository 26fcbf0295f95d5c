/** The pages that explain Serving as of release 0.3; its own documents of those days. */
const documents = 'https://github.com/knative/serving/blob/release-0.3/docs/';

export const servingPages = {
  api: `${documents}spec/spec.md`,
  configuration: `${documents}spec/spec.md#configuration`,
  examples: `${documents}spec/normative_examples.md`,
  overview: `${documents}spec/overview.md`,
  revision: `${documents}spec/spec.md#revision`,
  route: `${documents}spec/spec.md#route`,
  runtime: `${documents}runtime-contract.md`,
  scaling: `${documents}scaling/README.md`,
  service: `${documents}spec/spec.md#service`,
} as const;
