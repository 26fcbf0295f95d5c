/** The step that a container runs, read back from the container: Tekton hides it behind its entrypoint. */
import type { Json } from '#knative/json.ts';
import { type ApiObject, listAt, objectAt, textAt } from '../../../api/object.ts';
import { type Props, type Step, variablesOf } from '../steps/act.ts';

export const entrypoint = '/tekton/bin/entrypoint';

export function stepOf(pod: ApiObject, container: Json, image: string, props: Props): Step {
  const [command, args] = [texts(container, 'command'), texts(container, 'args')];
  const isWrapped = command[0] === entrypoint;
  const told = isWrapped ? unwrapped(args) : { command, args };
  const [program = ''] = told.command;
  return {
    image,
    command: told.command,
    args: told.args,
    script: scriptsIn(pod).get(program),
    env: variablesOf(container),
    workingDir: textAt(container, 'workingDir'),
    props,
  };
}

/** `-entrypoint PROGRAM … -- ARGUMENTS`. */
function unwrapped(args: readonly string[]): Pick<Step, 'command' | 'args'> {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const at = options.indexOf('-entrypoint');
  const program = at < 0 ? '' : (options[at + 1] ?? '');
  return { command: program === '' ? [] : [program], args: end < 0 ? [] : args.slice(end + 1) };
}

const placed = /scriptfile="(?<file>[^"]+)"\n.*?<< '(?<mark>\w+)'\n(?<text>.*?)\n\k<mark>\n/gs;

/** The scripts that the init container `place-scripts` puts in place, by file. */
function scriptsIn(pod: ApiObject): ReadonlyMap<string, string> {
  const placing = listAt(pod['spec'], 'initContainers').find(
    (one) => textAt(one, 'name') === 'place-scripts',
  );
  const text = texts(placing, 'args').join('\n');
  return new Map(
    Array.from(text.matchAll(placed), ({ groups }) => [
      groups?.['file'] ?? '',
      Buffer.from(groups?.['text'] ?? '', 'base64').toString(),
    ]),
  );
}

/** Whether it mounts a secret that opens a registry. */
export function hasRegistrySecret(pod: ApiObject, find: (secret: string) => ApiObject | undefined): boolean {
  return listAt(pod['spec'], 'volumes').some((volume) => {
    const secret = find(textAt(objectAt(volume, 'secret'), 'secretName'));
    if (secret === undefined) return false;
    const annotations = Object.keys(objectAt(secret.metadata, 'annotations'));
    return (
      ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'].includes(textAt(secret, 'type')) ||
      annotations.some((key) => /^(build\.knative|tekton)\.dev\/docker-/.test(key))
    );
  });
}

function texts(value: Json | undefined, key: string): readonly string[] {
  return listAt(value, key).filter((one) => typeof one === 'string');
}
