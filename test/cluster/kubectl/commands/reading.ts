/** Lists, single objects, watches, waiting and the schema. */
import type { Command, Exception } from '../command.ts';
import { pod } from '../manifests.ts';

const descriptions: Exception = {
  part: /(?<=DESCRIPTION:\n)[^]*/,
  why: 'what the fields are for is told in words of our own',
};

export const reading: readonly Command[] = [
  { args: 'get ksvc' },
  { args: 'get ksvc -o wide' },
  { args: 'get ksvc -o name' },
  { args: 'get ksvc --show-labels' },
  { args: 'get ksvc -o custom-columns=NAME:.metadata.name,GENERATION:.metadata.generation' },
  { args: 'get ksvc hello shared -o name' },
  { args: 'get ksvc hello -o jsonpath={.spec.template.spec.containers[0].image}' },
  { args: 'get ksvc hello -o jsonpath={.spec.traffic}{.spec.template.spec.timeoutSeconds}' },
  { args: 'get ksvc --field-selector metadata.name=hello -o name' },
  { args: 'get ksvc --field-selector spec.x=hello' },
  { args: 'get services.serving.knative.dev hello' },
  { args: 'get domainmapping' },
  { args: 'get revision,configuration,route' },
  { args: 'get ksvc missing' },
  { args: 'get ksvc hello missing -o name' },
  { args: 'get ksvc missing --ignore-not-found' },
  { args: 'get nonsense' },
  { args: 'get ksvc -n nowhere' },
  { args: 'describe ksvc shared' },
  { args: 'wait ksvc/hello --for=condition=Ready --timeout=1s' },
  { args: 'wait ksvc/hello --for=jsonpath={.metadata.name}=hello --timeout=5s' },
  { args: 'api-resources --api-group=serving.knative.dev' },
  { args: 'explain ksvc.spec.template.spec.containerConcurrency', except: descriptions },
  { args: 'explain ksvc.spec.nonsense' },
  { args: 'create -f -', input: pod('waiting', ['app', 'other']) },
  { args: 'get pod waiting' },
  { args: 'logs waiting -c nonsense' },
  { args: 'logs missing' },
  { args: 'logs deployment/missing' },
  { args: 'get ksvc hello -w --output-watch-events', meanwhile: 'label ksvc hello seen=yes' },
  { args: 'get ksvc -w --output-watch-events -l seen=yes -o name', meanwhile: 'label ksvc shared seen=yes' },
];
